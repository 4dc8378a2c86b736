import { describe, expect, it } from 'vitest';
import { keepFocal, keptFocal } from './focal.ts';

const back = { lens: 'back', width: 640, height: 480 };

function browser() {
  const kept = new Map<string, string>();
  return () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
}

describe('a focal length that is kept', () => {
  it('R47 is for its lens and the shape of its picture, upright or lying', () => {
    const keeper = browser();
    keepFocal(keeper, back, 0.7123);
    expect(keptFocal(keeper, back)).toBeCloseTo(0.7123, 4);
    expect(keptFocal(keeper, { ...back, width: 960, height: 1280 })).toBeCloseTo(0.7123, 4);
    expect(keptFocal(keeper, { ...back, width: 1280, height: 720 })).toBeNull();
    expect(keptFocal(keeper, { ...back, lens: 'wide' })).toBeNull();
    expect(keptFocal(keeper, { ...back, lens: null })).toBeNull();
  });

  it('R47 is not there where the browser keeps nothing or something else', () => {
    const closed = () => {
      throw new Error('no storage here');
    };
    keepFocal(closed, back, 0.7);
    expect(keptFocal(closed, back)).toBeNull();
    for (const value of ['', 'wide', '17', '0.01', 'NaN']) {
      expect(keptFocal(() => ({ getItem: () => value, setItem: () => undefined }), back)).toBeNull();
    }
  });
});
