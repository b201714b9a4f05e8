import type { ClockFacts } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import { zonedClock } from '../core/zoned-time.ts';
import type { LinkMoment } from '../core/link-moment.ts';

/** Minutes to add to UTC to get the local time of a zone at a moment. */
export function utcOffsetMinutes(iso: string, zone: string): number {
  let zoned: ReturnType<typeof zonedClock>;
  try {
    zoned = zonedClock(zone);
  } catch {
    throw new Failure('bad_request', `not a time zone: ${zone}`);
  }
  const shown = zoned(iso);
  if (!shown) throw new Failure('bad_request', 'not a date and time');
  return shown.offsetMinutes;
}

/**
 * What can be told of the clock now, against the link before. It is noted and decides nothing: the order of the chain is
 * that of its numbers, and a clock that went back refuses no link.
 * @param before null when there is no link yet, or nothing is known of it
 * @param movedMs see `ClockWatch`
 */
export function clockFacts(before: LinkMoment | null, now: LinkMoment, movedMs: number | null): ClockFacts {
  const back = before ? Date.parse(before.sealedAt) - Date.parse(now.sealedAt) : 0;
  return {
    previousSealedAt: before?.sealedAt ?? null,
    wentBackMs: back > 0 ? back : null,
    movedMs,
    zoneBefore: before && before.zone !== now.zone ? before.zone : null,
    offsetMinutesBefore: before && before.utcOffsetMinutes !== now.utcOffsetMinutes ? before.utcOffsetMinutes : null,
  };
}

/** Below this the two clocks differ of themselves, or because the device set its clock right a little. */
export const MOVED_MS = 2_000;

/**
 * Compares the clock with a counter that nobody can set, for as long as this program lives. A counter may stand still while
 * the device sleeps, so a jump forward can be a sleep; a jump back never is.
 */
export class ClockWatch {
  readonly #wall: () => number;
  readonly #steady: () => number;
  #apart: number;

  constructor(wall: () => number = () => Date.now(), steady: () => number = () => performance.now()) {
    this.#wall = wall;
    this.#steady = steady;
    this.#apart = wall() - steady();
  }

  /** By how much the clock has jumped since the start or since the jump that was told last, in whole ms. Null: it has not. */
  movedMs(): number | null {
    const moved = Math.round(this.#wall() - this.#steady() - this.#apart);
    return Math.abs(moved) > MOVED_MS ? moved : null;
  }

  /** This jump stands in the chain now, and is not told again. */
  told(movedMs: number | null): void {
    if (movedMs !== null) this.#apart += movedMs;
  }
}
