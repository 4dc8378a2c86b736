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

  it('R119 knows after a reload that the phone was quick a while ago, and forgets it by another day', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const quick = keeper();
    frames(quick, 20, 10);
    frames(quick, 20, 90);
    expect(quick.quality).toEqual(steps.at(-1));
    quick.close();
    vi.setSystemTime(Date.now() + 29 * 60_000);
    const again = keeper();
    expect(again.quality).toEqual(steps.at(-1));
    frames(again, 60, 200);
    again.close();
    expect(spent).toHaveBeenCalledTimes(1);
    vi.setSystemTime(Date.now() + 31 * 60_000);
    // Nothing was learnt by a page that drew nothing.
    keeper().close();
    const morning = keeper();
    expect(morning.quality).toEqual(steps.at(-2));
    frames(morning, 120, 200);
    expect(morning.quality).toEqual(steps.at(-2));
    expect(spent).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });

  it('R119 begins anew where nothing sensible was kept', () => {
    for (const kept of ['nonsense', 'null', '7', '{"at":"x","able":1,"seen":{}}', '{"at":99,"able":true}']) {
      localStorage.setItem('arlearn.quality', kept);
      expect(steps.indexOf(keeper().quality)).toBe(kept.includes('99') ? steps.length - 2 : 0);
    }
  });

  it('R95 without a camera nothing is to rest', () => {
    const one = keeper();
    frames(one, 20, 10, false);
    frames(one, 200, 200, false);
    expect(spent).not.toHaveBeenCalled();
  });
});
