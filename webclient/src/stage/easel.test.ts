// @vitest-environment happy-dom
import type { Camera, Scene } from 'three';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { steps } from '../core/quality.ts';
import { Easel } from './easel.ts';
import type { RendererOptions } from './renderer.ts';

/** Every drawing that was begun, which are over, what was asked of the last one; and whether there is no memory for more. */
const begun = vi.hoisted(() => ({
  drawings: [] as RendererOptions[],
  over: [] as RendererOptions[],
  eased: [] as number[],
  full: false,
}));

vi.mock('./renderer.ts', () => ({
  createRenderer: (options: RendererOptions) => {
    if (begun.full) throw new Error('no memory');
    begun.drawings.push(options);
    return {
      draw: () => undefined,
      size: () => ({ width: 360, height: 640 }),
      ease: (ratio: number) => begun.eased.push(ratio),
      dispose: () => begun.over.push(options),
    };
  },
}));

const rough = steps.find(({ antialias }) => !antialias)!;
const orbit = { yaw: 0, pitch: 0, distance: 1, spin: 0, tilt: 0 } as never;
/** What a finger did, and on which canvas that was seen. */
const done: [string, unknown][] = [];

function open() {
  const canvas = document.createElement('canvas');
  canvas.setPointerCapture = () => undefined;
  document.body.replaceChildren(canvas);
  const told = { onStale: vi.fn(), onCanvas: vi.fn(), onContext: vi.fn() };
  const finger = { orbit: () => orbit, onOrbit: () => undefined, onTap: () => done.push(['tap', shown()]) };
  const easel = new Easel({ canvas, fineness: steps[0]!, finger, ...told });
  return { canvas, easel, ...told };
}

const canvases = () => [...document.querySelectorAll('canvas')];
const shown = () => canvases()[0];
const draw = (easel: Easel) => easel.draw({} as Scene, {} as Camera);
const touch = (canvas: HTMLCanvasElement, kind: string) =>
  canvas.dispatchEvent(new PointerEvent(kind, { pointerId: 7, clientX: 9, clientY: 9 }));

beforeEach(() => {
  begun.drawings.length = begun.over.length = begun.eased.length = done.length = 0;
  begun.full = false;
});

describe('the canvas of the stage', () => {
  it('R115 is seen until there is a picture on the other one, which already takes the finger', () => {
    const { canvas, easel, onCanvas, onStale, onContext } = open();
    draw(easel);
    easel.ease(rough);
    const [other, before] = canvases();
    expect(before).toBe(canvas);
    expect([canvas.inert, other!.inert]).toEqual([true, false]);
    expect(onCanvas.mock.calls).toEqual([[other]]);
    expect(onStale).toHaveBeenCalled();
    expect(begun.over).toEqual([]);
    begun.drawings[0]!.onContext(false);
    expect(onContext).not.toHaveBeenCalled();
    draw(easel);
    expect(canvases()).toEqual([other]);
    expect(begun.over).toEqual([begun.drawings[0]]);
    begun.drawings[1]!.onContext(false);
    expect(onContext.mock.calls).toEqual([[false]]);
  });

  it('R115 stays where there is no memory for another, with fewer px, and is not asked again', () => {
    const { canvas, easel, onCanvas } = open();
    begun.full = true;
    easel.ease(rough);
    begun.full = false;
    easel.ease({ ...rough, ratio: 1 });
    draw(easel);
    expect(canvases()).toEqual([canvas]);
    expect(canvas.inert).toBe(false);
    expect(begun.eased).toEqual([1.5, 1]);
    expect([begun.drawings.length, begun.over.length, onCanvas.mock.calls.length]).toEqual([1, 0, 0]);
    touch(canvas, 'pointerdown');
    touch(canvas, 'pointerup');
    expect(done).toEqual([['tap', canvas]]);
  });

  it('R116 is not taken from under a finger, but when that is lifted', () => {
    const { canvas, easel } = open();
    touch(canvas, 'pointerdown');
    easel.ease(rough);
    expect(canvases()).toEqual([canvas]);
    expect(begun.eased).toEqual([1.5]);
    touch(canvas, 'pointerup');
    expect(done).toEqual([['tap', canvas]]);
    expect(canvases().length).toBe(2);
    draw(easel);
    expect(shown()).not.toBe(canvas);
  });

  it('R116 is not taken from who draws on it, but when they give it back', () => {
    const { canvas, easel } = open();
    easel.lend();
    easel.ease(rough);
    expect(canvases()).toEqual([canvas]);
    easel.takeBack();
    expect(shown()).not.toBe(canvas);
    expect(begun.drawings.map(({ antialias }) => antialias)).toEqual([true, false]);
  });
});
