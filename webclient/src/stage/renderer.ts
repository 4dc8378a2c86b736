// The one WebGL context of the reader: sized to its canvas, lost and found again without a word.
import { type Camera, NeutralToneMapping, PCFShadowMap, type Scene, WebGLRenderer } from 'three';
import type { Area } from '../core/cover.ts';

export interface RendererOptions {
  readonly canvas: HTMLCanvasElement;
  /** For good: a browser fixes it with the canvas. */
  readonly antialias?: boolean;
  /** Most px of the drawing for one of the screen's: more than 2 costs battery and shows nothing. */
  readonly ratio?: number;
  /** After the canvas changed its size: all must be drawn again. */
  readonly onStale: () => void;
  /** The browser took the context away, which phones do under need; or gave it back. */
  readonly onContext: (there: boolean) => void;
}

export interface Rendering {
  /** For a room, which has its own pictures to draw. */
  readonly renderer: WebGLRenderer;
  /** Leaves out all but `area` where one is told, CSS px: what lies under the sheet need not be drawn. */
  readonly draw: (scene: Scene, camera: Camera, area?: Area) => void;
  /** Size of the canvas, CSS px. */
  readonly size: () => { width: number; height: number };
  /** Draws for another `ratio` from now on. */
  readonly ease: (ratio: number) => void;
  /** What `take` draws when the canvas is for once this large, as a JPEG; null when there is no memory for it. */
  readonly taken: (width: number, height: number, take: () => void) => Promise<Blob | null>;
  readonly dispose: () => void;
}

/** Throws where there is no WebGL 2. */
export function createRenderer({
  canvas,
  antialias = true,
  ratio = 2,
  onStale,
  onContext,
}: RendererOptions): Rendering {
  let most = ratio;
  const renderer = new WebGLRenderer({ canvas, antialias, alpha: true });
  renderer.toneMapping = NeutralToneMapping;
  renderer.toneMappingExposure = 1.02;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = PCFShadowMap;
  renderer.setClearColor(0, 0);
  // Asked for several times a frame, and each time the browser would look whether anything has moved.
  let measured: { width: number; height: number } | null = null;
  const size = () => {
    measured ??= { width: canvas.clientWidth || 1, height: canvas.clientHeight || 1 };
    return measured;
  };
  // A canvas loses its picture with its size, so that a new one is taken on only where the next picture is drawn.
  let fits = false;
  const resize = () => {
    fits = false;
    measured = null;
    onStale();
  };
  const resized = (width: number, height: number, pixels: number) => {
    fits = true;
    renderer.setPixelRatio(pixels);
    renderer.setSize(width, height, false);
  };
  const draw = (scene: Scene, camera: Camera, area?: Area) => {
    const { width, height } = size();
    if (!fits) resized(width, height, Math.min(devicePixelRatio || 1, most));
    // Counted from the lower left corner.
    if (area) renderer.setScissor(area.x, height - area.y - area.height, area.width, area.height);
    renderer.setScissorTest(area !== undefined);
    renderer.render(scene, camera);
    renderer.setScissorTest(false);
    renderer.getContext().flush();
  };
  const ease = (wanted: number) => {
    if (wanted === most) return;
    most = wanted;
    resize();
  };
  const taken = (width: number, height: number, take: () => void) =>
    new Promise<Blob | null>((resolve) => {
      resized(width, height, 1);
      take();
      // In the same breath: after it a browser may throw the drawing away.
      canvas.toBlob(resolve, 'image/jpeg', 0.9);
      resize();
    });
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
  const dispose = () => {
    observer.disconnect();
    canvas.removeEventListener('webglcontextlost', lost);
    canvas.removeEventListener('webglcontextrestored', restored);
    renderer.dispose();
    renderer.forceContextLoss();
  };
  return { renderer, draw, size, ease, taken, dispose };
}
