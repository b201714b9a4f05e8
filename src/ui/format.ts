import type { Language } from '../locales/language.ts';

/** Tags for Intl. British English, because its dates put the day before the month in full words and cannot be misread. */
const TAGS: Record<Language, string> = { en: 'en-GB', zh_CN: 'zh-CN', zh_TW: 'zh-TW' };

/** The reader's own IANA zone, e.g. `Asia/Shanghai`. */
export function readerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function inZone(iso: string, language: Language, zone: string, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(iso);
  // A record from another version may hold what is not a time: show what is there rather than fail the page.
  if (Number.isNaN(at.getTime())) return iso;
  return new Intl.DateTimeFormat(TAGS[language], { ...options, timeZone: zone }).format(at);
}

/** A whole date, e.g. `2 March 2026` or `2026年3月2日`. */
export function formatDate(iso: string, language: Language, zone = readerZone()): string {
  return inZone(iso, language, zone, { year: 'numeric', month: 'long', day: 'numeric' });
}

/** Clock time, 24 hours, so that numbers line up and morning is not taken for evening. */
export function formatTime(iso: string, language: Language, zone = readerZone()): string {
  return inZone(iso, language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** Whole date and clock time. */
export function formatWhen(iso: string, language: Language, zone = readerZone()): string {
  const date = formatDate(iso, language, zone);
  return date === iso ? iso : `${date} ${formatTime(iso, language, zone)}`;
}

/** The same with seconds and the distance to UTC, for the facts of one message. */
export function formatExact(iso: string, language: Language, zone = readerZone()): string {
  const date = formatDate(iso, language, zone);
  if (date === iso) return iso;
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(new Date(iso));
  const offset = (parts.find((part) => part.type === 'timeZoneName')?.value ?? '').replace('GMT', 'UTC');
  const time = inZone(iso, language, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  return `${date} ${time} (${offset})`;
}

export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(TAGS[language]).format(value);
}

/** Bytes in the largest unit that keeps a whole part, e.g. `1.4 MB`. */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  const digits = step === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(TAGS[language], { maximumFractionDigits: digits }).format(value)} ${units[step]}`;
}

/** First moment of a day as a date field gives it (`2026-03-02`), in the device's zone, as ISO UTC. Undefined when it is no date. */
export function dayStart(day: string): string | undefined {
  return moment(day, 'T00:00:00.000');
}

/** Last moment of that day. */
export function dayEnd(day: string): string | undefined {
  return moment(day, 'T23:59:59.999');
}

function moment(day: string, time: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const at = new Date(`${day}${time}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
