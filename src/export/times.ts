import { Failure } from '../core/failure.ts';

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
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: zone, hourCycle: 'h23', timeZoneName: 'longOffset',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
  } catch {
    throw new Failure('bad_request', `not a time zone: ${zone}`);
  }
  return (iso) => {
    const at = iso === undefined ? NaN : Date.parse(iso);
    if (!Number.isFinite(at)) return undefined;
    const parts: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(at)) parts[type] = value;
    const day = `${parts.year}-${parts.month}-${parts.day}`;
    // "GMT+08:00", and "GMT" alone for none.
    const offset = parts.timeZoneName?.slice(3) || '+00:00';
    return {
      local: `${day} ${parts.hour}:${parts.minute}:${parts.second} ${offset}`,
      utc: `${new Date(at).toISOString().slice(0, -5).replace('T', ' ')} UTC`,
      day,
      offsetMinutes: (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))),
    };
  };
}
