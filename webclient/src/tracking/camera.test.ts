import { describe, expect, it } from 'vitest';
import { cameraFailure } from './camera.ts';

describe('cameraFailure', () => {
  it.each([
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotFoundError', 'none'],
    ['OverconstrainedError', 'none'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['TypeError', 'unsupported'],
  ] as const)('says of %s: %s', (name, failure) => {
    expect(cameraFailure(new DOMException('', name))).toBe(failure);
  });

  it('does not stumble over what is no error', () => {
    expect(cameraFailure(undefined)).toBe('unsupported');
    expect(cameraFailure('no')).toBe('unsupported');
  });
});
