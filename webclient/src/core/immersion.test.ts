import { describe, expect, it } from 'vitest';
import { type Immersion, immersionsFor } from './immersion.ts';

const all = { secure: true, webgl: true, models: true };
const both = new Set<Immersion>(['immersive-vr', 'immersive-ar']);

describe('R70 the rung WebXR', () => {
  it('is offered where the browser says it has it, the camera’s picture first', () => {
    expect(immersionsFor(all, both)).toEqual(['immersive-ar', 'immersive-vr']);
    expect(immersionsFor(all, new Set<Immersion>(['immersive-vr']))).toEqual(['immersive-vr']);
    expect(immersionsFor(all, new Set())).toEqual([]);
  });

  it('needs a safe address, WebGL, and something to place', () => {
    for (const lack of ['secure', 'webgl', 'models'] as const)
      expect(immersionsFor({ ...all, [lack]: false }, both)).toEqual([]);
  });
});
