// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { steps } from '../core/quality.ts';
import type { RendererOptions } from './renderer.ts';
import { Stage } from './stage.ts';

/** Every drawing that was begun, what was asked of it, and which of them are over. */
const begun = vi.hoisted(() => ({
  drawings: [] as RendererOptions[],
  over: [] as RendererOptions[],
  eased: [] as number[],
  areas: [] as unknown[],
}));

vi.mock('./renderer.ts', () => ({
  createRenderer: (options: RendererOptions) => {
    begun.drawings.push(options);
    return {
      draw: (_scene: unknown, _camera: unknown, area: unknown) => begun.areas.push(area),
      size: () => ({ width: 360, height: 640 }),
      ease: (ratio: number) => begun.eased.push(ratio),
      dispose: () => begun.over.push(options),
    };
  },
}));

const rough = steps.findIndex(({ antialias }) => !antialias);
const colours = () => ({ paper: '#fff', line: '#000', shade: '#000', ring: '#fa0' });

function open(at: number) {
  const canvas = document.createElement('canvas');
  canvas.className = 'scene';
  canvas.tabIndex = 0;
  canvas.setAttribute('aria-label', 'Momo');
  document.body.replaceChildren(canvas);
  const onCanvas = vi.fn();
  const nothing = () => undefined;
  const told = { onCanvas, onCost: nothing, onTap: nothing, onContext: nothing };
  return { canvas, onCanvas, stage: new Stage({ canvas, colours, still: true, quality: steps[at]!, ...told }) };
}

const shown = () => document.querySelector('canvas')!;

beforeEach(() => {
  begun.drawings.length = begun.over.length = begun.eased.length = begun.areas.length = 0;
});

describe('the stage, drawing lighter', () => {
  it('R104 gives up smooth edges on another canvas in the same place, once, and keeps it when there is room again', async () => {
    const { canvas, onCanvas, stage } = open(0);
    canvas.focus();
    stage.ease(steps[rough - 1]!);
    expect(shown()).toBe(canvas);
    stage.ease(steps[rough]!);
    const other = shown();
    expect(other).not.toBe(canvas);
    await vi.waitFor(() => expect(document.querySelectorAll('canvas').length).toBe(1), { interval: 5 });
    expect([other.className, other.tabIndex, other.getAttribute('aria-label')]).toEqual(['scene', 0, 'Momo']);
    expect(document.activeElement).toBe(other);
    expect(onCanvas.mock.calls).toEqual([[other]]);
    expect(begun.drawings.map(({ antialias, ratio }) => [antialias, ratio])).toEqual([
      [true, 2],
      [false, 1.5],
    ]);
    expect(begun.over).toEqual(begun.drawings.slice(0, 1));
    for (const at of [rough + 1, rough, 0]) stage.ease(steps[at]!);
    expect(shown()).toBe(other);
    expect(begun.eased.slice(-3)).toEqual([1, 1.5, 2]);
  });

  it('R104 is turned by finger on the other canvas as on the first', () => {
    const { stage } = open(0);
    const heard = vi.spyOn(HTMLCanvasElement.prototype, 'addEventListener');
    stage.ease(steps[rough]!);
    expect(new Set(heard.mock.calls.map(([kind]) => kind))).toContain('pointerdown');
    expect(heard.mock.contexts.every((one) => (one as unknown) === shown())).toBe(true);
  });

  it('R116 gives up smooth edges when a room gives the stage back', () => {
    const { canvas, stage } = open(0);
    const lent = stage.lend();
    stage.ease(steps[rough]!);
    expect(shown()).toBe(canvas);
    lent.giveBack();
    expect(shown()).not.toBe(canvas);
  });
});

describe('the stage under the sheet', () => {
  it('R117 draws what the sheet leaves free, and all while the sheet is on its way', () => {
    let now = 1000;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const { stage } = open(0);
    stage.live(true);
    const lens = { top: 0, right: 0, bottom: 300, left: 0 };
    const area = { x: 0, y: 0, width: 360, height: 340 };
    const image = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
    const camera = { fx: 50, fy: 50, cx: 32, cy: 24 };
    const frame = (later: number) => {
      now += later;
      stage.frame({ image, width: 64, height: 48, camera, pose: null, held: false });
      return begun.areas.at(-1);
    };
    stage.cover(lens);
    expect(frame(0)).toBeUndefined();
    expect(frame(250)).toBeUndefined();
    expect(frame(250)).toEqual(area);
    // The hint changes what the figure stands in, and nothing that moves over the picture.
    stage.cover({ ...lens, bottom: 380 }, { ...lens });
    expect(frame(0)).toEqual(area);
    // At once, for the camera's next frame may be far; then with its frames.
    const before = begun.areas.length;
    for (const bottom of [260, 240]) stage.cover({ ...lens, bottom });
    expect(begun.areas.slice(before)).toEqual([undefined]);
    expect(frame(30)).toBeUndefined();
    expect(frame(500)).toEqual({ ...area, height: 400 });
    // A new canvas has no picture of the camera yet.
    stage.ease(steps[rough]!);
    stage.cover(lens);
    expect(begun.areas.length).toBe(before + 3);
    vi.restoreAllMocks();
  });
});
