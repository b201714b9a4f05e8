/** A moment on a clock of some zone. */
export interface ZonedTime {
  /** `2026-03-02` */
  day: string;
  /** `21:14:00` */
  time: string;
  /** `+08:00` */
  offset: string;
  /** Minutes to add to UTC. */
  offsetMinutes: number;
}

/**
 * Reads moments (ISO 8601) on the clock of a zone; undefined for what is no moment. The same digits in every language.
 * @param zone IANA
 * @throws RangeError for a zone that does not exist
 */
export function zonedClock(zone: string): (iso: string | undefined) => ZonedTime | undefined {
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone, hourCycle: 'h23', timeZoneName: 'longOffset',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  return (iso) => {
    const at = iso === undefined ? NaN : Date.parse(iso);
    if (!Number.isFinite(at)) return undefined;
    const parts: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(at)) parts[type] = value;
    // "GMT+08:00", "GMT-03:30", and "GMT" alone for none.
    const offset = parts.timeZoneName?.slice(3) || '+00:00';
    return {
      day: `${parts.year}-${parts.month}-${parts.day}`,
      time: `${parts.hour}:${parts.minute}:${parts.second}`,
      offset,
      offsetMinutes: (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))),
    };
  };
}
