import { describe, expect, it } from 'vitest';
import { bookPath, readAddress, typedCode } from './address.ts';

describe('addresses', () => {
  it('R12 knows a marker, a join code and a page, in capitals and small letters', () => {
    expect(readAddress('/m/k7qx')).toEqual({ kind: 'marker', code: 'K7QX' });
    expect(readAddress('/M/K7QX')).toEqual({ kind: 'marker', code: 'K7QX' });
    expect(readAddress('/J/ABC234')).toEqual({ kind: 'join', code: 'ABC234' });
    expect(readAddress('/b/beruang-madu')).toEqual({ kind: 'book', slug: 'beruang-madu', number: null });
    expect(readAddress(bookPath('beruang-madu', 3))).toEqual({ kind: 'book', slug: 'beruang-madu', number: 3 });
    expect(readAddress('/p/hAN3~0.1tK.x-_y')).toEqual({ kind: 'preview', token: 'hAN3~0.1tK.x-_y' });
    expect(readAddress('/b/beruang-madu/credits')).toEqual({ kind: 'credits', slug: 'beruang-madu' });
    for (const path of ['/p/', '/p/a b', '/', '/m/', '/m/a b', '/b/UPPER', '/b/x/y', '/panel']) {
      expect(readAddress(path)).toEqual({ kind: 'shelf' });
    }
  });

  it('takes a code as a child types it', () => {
    expect(typedCode(' abc-2 34 ')).toBe('ABC234');
    expect(typedCode(' - ')).toBe('');
  });
});
