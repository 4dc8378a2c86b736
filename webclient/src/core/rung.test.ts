import { describe, expect, it } from 'vitest';
import { type Offer, obstacle, rungFor } from './rung.ts';

const all: Offer = {
  secure: true,
  camera: true,
  webgl: true,
  wasm: true,
  models: true,
  markers: true,
  inApp: false,
  refused: null,
};

describe('rungs', () => {
  it('R1 starts on the highest rung that is there', () => {
    expect(rungFor(all)).toBe('live');
    expect(rungFor({ ...all, secure: false, camera: false })).toBe('photo');
    expect(rungFor({ ...all, markers: false })).toBe('view');
    expect(rungFor({ ...all, wasm: false })).toBe('view');
    expect(rungFor({ ...all, webgl: false })).toBe('read');
  });

  it('R1 says why a rung is missing, the cause before the effect', () => {
    expect(obstacle('live', { ...all, secure: false, camera: false })).toBe('insecure');
    expect(obstacle('live', { ...all, camera: false })).toBe('no_camera');
    expect(obstacle('live', { ...all, wasm: false })).toBe('no_wasm');
    expect(obstacle('live', { ...all, markers: false })).toBe('no_markers');
    expect(obstacle('live', { ...all, refused: 'camera_denied' })).toBe('camera_denied');
    expect(obstacle('live', { ...all, camera: false, inApp: true })).toBe('in_app');
    expect(obstacle('live', { ...all, refused: 'camera_denied', inApp: true })).toBe('in_app');
    expect(obstacle('live', { ...all, inApp: true })).toBe(null);
    expect(obstacle('photo', { ...all, secure: false, camera: false })).toBe(null);
    expect(obstacle('view', { ...all, webgl: false })).toBe('no_webgl');
    expect(obstacle('view', { ...all, models: false })).toBe('no_models');
    expect(obstacle('live', all)).toBe(null);
  });

  it('R1 takes the wanted rung, or the next lower one; Read is always there', () => {
    const nothing = { ...all, secure: false, camera: false, webgl: false, wasm: false, models: false, markers: false };
    expect(rungFor(all, 'read')).toBe('read');
    expect(rungFor({ ...all, refused: 'camera_denied' }, 'live')).toBe('photo');
    expect(rungFor(nothing, 'live')).toBe('read');
    expect(obstacle('read', nothing)).toBe(null);
  });
});
