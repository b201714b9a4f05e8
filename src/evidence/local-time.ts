/**
 * A moment on the reader's own clock with its distance from UTC: `2026-11-22 21:04:05 UTC+08:00`. The same in every language.
 * What is no moment stays as it is.
 * @param zone IANA
 */
export function localTime(iso: string, zone: string): string {
  const at = Date.parse(iso);
  if (!Number.isFinite(at)) return iso;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, calendar: 'iso8601', hourCycle: 'h23', timeZoneName: 'longOffset',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')} UTC${offset}`;
}
