// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reading } from './reading.ts';
import { RoomDoor } from './room-door.ts';
import type { StageView } from './stage-view.ts';

/** A door whose device answers as told; `steps` is what was done, in order. */
function door(supported: readonly string[], answer: () => Promise<XRSession>) {
  const steps: string[] = [];
  const step = (name: string) => {
    steps.push(name);
    return Promise.resolve(null);
  };
  const stage = {
    offer: { secure: true, webgl: true, models: true },
    lend: () => step('lend'),
    enterRoom: () => step('enter'),
    takeBack: () => step('back'),
  };
  const xr = Object.assign(new EventTarget(), {
    isSessionSupported: (kind: string) => Promise.resolve(supported.includes(kind)),
    requestSession: (kind: string) => {
      steps.push(`ask ${kind}`);
      return answer();
    },
  });
  Object.defineProperty(navigator, 'xr', { value: xr, configurable: true });
  const page = document.createElement('div');
  const made = new RoomDoor({
    reading: {} as Reading,
    stage: stage as unknown as StageView,
    page,
    told: () => [],
  });
  document.body.append(made.root);
  return { door: made, steps, xr, page };
}

beforeEach(() => localStorage.setItem('arlearn.room', 'yes'));

const never = () => new Promise<XRSession>(() => undefined);
const refused = (name: string) => () => Promise.reject(new DOMException('no', name));
const settled = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => {
  Reflect.deleteProperty(navigator, 'xr');
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

describe('R70 the door to the room', () => {
  it('is there where the browser says that it has a room, and goes with the device', async () => {
    const supported = ['immersive-vr', 'immersive-ar'];
    const { door: one, xr } = door(supported, never);
    await settled();
    expect(one.ways).toEqual(['immersive-ar', 'immersive-vr']);
    expect(one.root.querySelector('[data-action=room]')).not.toBe(null);
    // A phone that could be put into a headset: a way among others, and no door.
    supported.pop();
    xr.dispatchEvent(new Event('devicechange'));
    await settled();
    expect(one.ways).toEqual(['immersive-vr']);
    expect(one.root.children.length).toBe(0);
    supported.length = 0;
    xr.dispatchEvent(new Event('devicechange'));
    await settled();
    expect(one.ways).toEqual([]);
    expect(one.root.children.length).toBe(0);
  });

  it('lets the camera go, then asks, both within the tap; and is entered once', async () => {
    const { door: one, steps } = door(['immersive-ar'], never);
    await settled();
    void one.enter('immersive-ar');
    expect(steps).toEqual(['lend', 'ask immersive-ar']);
    void one.enter('immersive-ar');
    expect(steps.length).toBe(2);
    expect(one.within).toBe('immersive-ar');
    expect(one.root.children.length).toBe(0);
  });

  it('says what for before the first time, and takes no for an answer', async () => {
    localStorage.clear();
    const { door: one, steps, page } = door(['immersive-ar'], never);
    await settled();
    void one.enter('immersive-ar');
    page.querySelector<HTMLElement>('[data-action=no-room]')!.click();
    await settled();
    expect([steps, one.within]).toEqual([[], null]);
    void one.enter('immersive-ar');
    page.querySelector<HTMLElement>('[data-action=enter-room]')!.click();
    await settled();
    expect(steps).toEqual(['lend', 'ask immersive-ar']);
  });

  it.each([
    ['NotAllowedError', 'room_refused'],
    ['SecurityError', 'room_refused'],
    ['NotSupportedError', 'room_failed'],
    ['InvalidStateError', 'room_failed'],
  ])('says kindly what a %s means, and gives the page back', async (name, problem) => {
    const { door: one, steps } = door(['immersive-ar'], refused(name));
    await settled();
    await one.enter('immersive-ar');
    expect(steps.at(-1)).toBe('back');
    expect(steps).not.toContain('enter');
    expect(one.within).toBe(null);
    const hint = one.root.querySelector<HTMLElement>('.room-trouble')!;
    expect(hint.dataset.problem).toBe(problem);
    hint.querySelector('button')!.click();
    expect(one.root.querySelector('[data-action=room]')).not.toBe(null);
  });

  it('R74 leaves an immersion that cannot be drawn', async () => {
    const immersion = Object.assign(new EventTarget(), {
      end: () => {
        immersion.dispatchEvent(new Event('end'));
        return Promise.resolve();
      },
    });
    // The stage lends nothing: its models could not be had.
    const { door: one, steps } = door(['immersive-ar'], () => Promise.resolve(immersion as unknown as XRSession));
    await settled();
    await one.enter('immersive-ar');
    expect(steps).toEqual(['lend', 'ask immersive-ar', 'back']);
    expect(one.root.querySelector('[data-problem=room_failed]')).not.toBe(null);
  });
});
