import { Failure } from '../core/failure.ts';
import { zonedClock } from '../core/zoned-time.ts';

export interface ShownTime {
  /** `2026-03-02 21:14:00 +08:00`, in the reader's zone. */
  local: string;
  /** `2026-03-02 13:14:00 UTC` */
  utc: string;
  /** `2026-03-02`, in the reader's zone. */
  day: string;
  /** Minutes to add to UTC for `local`. */
  offsetMinutes: number;
}

/** Undefined when there is no time, or none that can be told. */
export type Clock = (iso: string | undefined) => ShownTime | undefined;

/**
 * Whole dates in one zone, the same digits in every language.
 * @throws Failure `bad_request` for a zone that does not exist
 */
export function clockIn(zone: string): Clock {
  let zoned: ReturnType<typeof zonedClock>;
  try {
    zoned = zonedClock(zone);
  } catch {
    throw new Failure('bad_request', `not a time zone: ${zone}`);
  }
  return (iso) => {
    const shown = zoned(iso);
    if (!shown) return undefined;
    const { day, time, offset, offsetMinutes } = shown;
    return { local: `${day} ${time} ${offset}`, utc: `${new Date(iso!).toISOString().slice(0, -5).replace('T', ' ')} UTC`, day, offsetMinutes };
  };
}
