// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Quality, steps } from '../core/quality.ts';
import { QualityKeeper } from './quality-keeper.ts';

let now = 0;
let pressed: (state: string) => void = () => undefined;
const changes: Quality[] = [];
const spent = vi.fn();

beforeEach(() => {
  now = 0;
  changes.length = 0;
  spent.mockClear();
  localStorage.clear();
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.stubGlobal(
    'PressureObserver',
    class {
      constructor(heard: (records: { state: string }[]) => void) {
        pressed = (state) => heard([{ state }]);
      }
      observe = async () => undefined;
      disconnect = () => undefined;
    },
  );
});

const keeper = () => new QualityKeeper((quality) => changes.push(quality), spent);

function frames(of: QualityKeeper, seconds: number, cost: number, camera = true): void {
  for (const end = now + 1000 * seconds; now < end; now += Math.max(1000 / 30, cost)) of.frame(cost, camera);
}

describe('the keeper of quality', () => {
  it('R53 eases the camera and the drawing step by step, and back up when there is room', () => {
    const one = keeper();
    frames(one, 4, 60);
    expect(changes.length).toBeGreaterThan(1);
    expect(changes).toEqual(steps.slice(1, 1 + changes.length));
    const lightest = steps.indexOf(one.quality);
    frames(one, 240, 5);
    expect(changes.slice(-lightest)).toEqual(steps.slice(0, lightest).reverse());
    expect(spent).not.toHaveBeenCalled();
  });

  it('R53 begins the next time on the step that did', () => {
    frames(keeper(), 4, 60);
    expect(keeper().quality).toEqual(changes.at(-1));
    localStorage.setItem('arlearn.quality', 'nonsense');
    expect(keeper().quality).toEqual(steps[0]);
  });

  it('R95 lets the camera rest once when the browser calls the processor critical for long, and again only later', () => {
    const one = keeper();
    one.frame(10, true);
    for (; now < 300_000 && !spent.mock.calls.length; now += 2000) pressed('critical');
    expect(one.quality).toEqual(steps.at(-1));
    expect(spent).toHaveBeenCalledTimes(1);
    // As long as it rests its heat is nobody's business; nor is it borne longer for that.
    for (const end = now + 300_000; now < end; now += 2000) pressed('critical');
    expect(spent).toHaveBeenCalledTimes(1);
    one.frame(10, true);
    for (const end = now + 80_000; now < end; now += 2000) pressed('critical');
    expect(spent).toHaveBeenCalledTimes(1);
    for (const end = now + 20_000; now < end; now += 2000) pressed('critical');
    expect(spent).toHaveBeenCalledTimes(2);
  });

  it('R95 without a camera nothing is to rest', () => {
    const one = keeper();
    frames(one, 20, 10, false);
    frames(one, 200, 200, false);
    expect(spent).not.toHaveBeenCalled();
  });
});
