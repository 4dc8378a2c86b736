// The server's clock as far as the panel can know it. Machines on a LAN without internet are often minutes apart.
import type { Row } from '../generated/protocol.ts';

export interface Clock {
  /** ms to add to this device's clock to get the server's. */
  readonly ahead: number;
  /** Newest moment that the server has told, Unix ms. */
  readonly newest: number;
}

export const unknown: Clock = { ahead: 0, newest: 0 };

/**
 * What rows tell about the clock, arriving at `now` (Unix ms of this device). Rows of a live frame were stamped just now;
 * those of a welcome may be old, and tell only that the server's clock is not behind them.
 */
export function learn(clock: Clock, rows: readonly Row[], now: number, live: boolean): Clock {
  const newest = Math.max(0, ...rows.map((row) => Math.max(row.last?.at ?? 0, row.away_since ?? 0)));
  if (newest <= clock.newest) return clock;
  return { ahead: live ? newest - now : Math.max(clock.ahead, newest - now), newest };
}
