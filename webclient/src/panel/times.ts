// How long ago something was, or how long it took, in few letters.
import { liveTexts } from '../ui/language.ts';

const t = liveTexts(
  { now: 'baru saja', seconds: '{n} dtk', minutes: '{n} mnt', hours: '{n} jam', days: '{n} hari' },
  { now: 'just now', seconds: '{n} s', minutes: '{n} min', hours: '{n} h', days: '{n} d' },
);

/** `at` and `now` in Unix ms of one clock. */
export function ago(at: number, now: number): string {
  const minutes = Math.floor(Math.max(0, now - at) / 60_000);
  if (minutes < 1) return t('now');
  if (minutes < 60) return t('minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? t('hours', { n: hours }) : t('days', { n: Math.floor(hours / 24) });
}

/** Whole minutes of a stretch of seconds; a begun one counts. */
export const minutes = (seconds: number): string => t('minutes', { n: Math.ceil(seconds / 60) });

/** How long something lasted, s; null is not known. */
export function lasted(seconds: number | null): string {
  if (seconds === null) return '–';
  return seconds < 60 ? t('seconds', { n: seconds }) : t('minutes', { n: Math.round(seconds / 60) });
}
