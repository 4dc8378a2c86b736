// The server's clock as far as a client can know it. Machines on a LAN without internet are often minutes apart.

export interface Clock {
  /** ms to add to this device's clock to get the server's. */
  readonly ahead: number;
  /** How long the message may have been on its way, ms; the shorter, the better it is known. */
  readonly within: number;
  /** When it was learnt, by the device's clock. */
  readonly at: number;
}

export const unknown: Clock = { ahead: 0, within: Number.POSITIVE_INFINITY, at: 0 };

/** A device's clock may be set while a group runs, and drifts: what was learnt long ago gives way, ms. */
const STALE = 60_000;

/**
 * The clock after the server told `told` in an answer to what was asked at `asked` and arrived at `now`, both by the
 * device's clock. Half the way back is taken for the answer's age (as SNTP does, RFC 4330); what is known better stays.
 */
export function learn(clock: Clock, told: number, asked: number, now: number): Clock {
  const within = Math.max(0, now - asked);
  const ahead = Math.round(told + within / 2 - now);
  const jumped = Math.abs(ahead - clock.ahead) > within + clock.within;
  if (within > clock.within && now - clock.at < STALE && now >= clock.at && !jumped) return clock;
  return { ahead, within, at: now };
}
