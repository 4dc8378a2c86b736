// The one WebGL context of the reader: sized to its canvas, lost and found again without a word.
import { NeutralToneMapping, PCFShadowMap, WebGLRenderer } from 'three';

/** Sharper than this costs battery and shows nothing. */
const MAX_RATIO = 2;

export interface RendererOptions {
  readonly canvas: HTMLCanvasElement;
  /** After the canvas changed its size: all must be drawn again. */
  readonly onStale: () => void;
  /** The browser took the context away, which phones do under need; or gave it back. */
  readonly onContext: (there: boolean) => void;
}

export interface Rendering {
  readonly renderer: WebGLRenderer;
  /** Size of the canvas, CSS px. */
  readonly size: () => { width: number; height: number };
  readonly dispose: () => void;
}

/** Throws where there is no WebGL 2. */
export function createRenderer({ canvas, onStale, onContext }: RendererOptions): Rendering {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
  renderer.toneMapping = NeutralToneMapping;
  renderer.toneMappingExposure = 1.02;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = PCFShadowMap;
  renderer.setClearColor(0, 0);
  const size = () => ({ width: canvas.clientWidth || 1, height: canvas.clientHeight || 1 });
  const resize = () => {
    const { width, height } = size();
    renderer.setPixelRatio(Math.min(devicePixelRatio || 1, MAX_RATIO));
    renderer.setSize(width, height, false);
    onStale();
  };
  const lost = (event: Event) => {
    event.preventDefault();
    onContext(false);
  };
  const restored = () => {
    onContext(true);
    resize();
  };
  const observer = new ResizeObserver(resize);
  observer.observe(canvas);
  canvas.addEventListener('webglcontextlost', lost);
  canvas.addEventListener('webglcontextrestored', restored);
  resize();
  const dispose = () => {
    observer.disconnect();
    canvas.removeEventListener('webglcontextlost', lost);
    canvas.removeEventListener('webglcontextrestored', restored);
    renderer.dispose();
    renderer.forceContextLoss();
  };
  return { renderer, size, dispose };
}
