import { zonedClock } from '../core/zoned-time.ts';

/**
 * A moment on the reader's own clock with its distance from UTC: `2026-11-22 21:04:05 UTC+08:00`. The same in every language.
 * What is no moment stays as it is.
 * @param zone IANA
 */
export function localTime(iso: string, zone: string): string {
  const shown = zonedClock(zone)(iso);
  return shown ? `${shown.day} ${shown.time} UTC${shown.offset}` : iso;
}
