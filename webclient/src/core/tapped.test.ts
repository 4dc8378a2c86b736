import { describe, expect, it } from 'vitest';
import { tapAnswer } from './tapped.ts';

describe('R85 a tapped figure does what its creator chose', () => {
  it('plays its animation, and hops when it has none', () => {
    expect(tapAnswer({ tap: 'play', play: 'tap' }, true)).toEqual({ animation: true, move: null });
    expect(tapAnswer({ tap: 'play', play: 'loop' }, false)).toEqual({ animation: false, move: 'hop' });
  });

  it('hops or turns, and still plays what waits for a tap', () => {
    expect(tapAnswer({ tap: 'turn', play: 'loop' }, true)).toEqual({ animation: false, move: 'turn' });
    expect(tapAnswer({ tap: 'hop', play: 'tap' }, true)).toEqual({ animation: true, move: 'hop' });
  });

  it('rests', () => {
    expect(tapAnswer({ tap: 'rest', play: 'tap' }, true)).toEqual({ animation: false, move: null });
  });
});
