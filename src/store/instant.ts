const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-](\d\d):?(\d\d))$/;

/** Now, ISO 8601 in UTC with milliseconds. */
export const isoNow = (): string => new Date().toISOString();

/**
 * One spelling for one moment: `2026-03-02T13:14:00.000Z`, so that strings sort as times do.
 * Undefined for anything that is not a real date with a time and a zone.
 */
export function instant(iso: string | undefined): string | undefined {
  const parts = iso === undefined ? null : ISO.exec(iso);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  // Some engines read 30 February as 2 March instead of refusing it.
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || Number(parts[7] ?? 0) > 23 || Number(parts[8] ?? 0) > 59) return undefined;
  const ms = Date.parse(iso!);
  if (!Number.isFinite(ms)) return undefined;
  const text = new Date(ms).toISOString();
  // Beyond year 9999 the spelling changes and no longer sorts.
  return text.length === 24 ? text : undefined;
}
