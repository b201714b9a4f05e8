const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/**
 * Reads a whole date and time as some programs show it, in the reader's own zone.
 * Knows ISO 8601, `22 November 2026, 02:25:58` and `2026年11月22日 02:25`. A time without its date is not guessed.
 * @returns ISO 8601 in UTC, or undefined
 */
export function parseShownTime(shown: string): string | undefined {
  const text = shown.trim();
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return iso(new Date(text));
  const english = /^(\d{1,2}) (\p{L}+) (\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))?( [AP]M)?$/iu.exec(text);
  if (english) {
    const [, day, name, year, hour, minute, second = '0', half] = english;
    const month = MONTHS.indexOf(name!.toLowerCase());
    if (month < 0) return undefined;
    return iso(new Date(+year!, month, +day!, hour12(+hour!, half), +minute!, +second));
  }
  const chinese = /^(\d{4})[年/-](\d{1,2})[月/-](\d{1,2})日?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (chinese) {
    const [, year, month, day, hour, minute, second = '0'] = chinese;
    return iso(new Date(+year!, +month! - 1, +day!, +hour!, +minute!, +second));
  }
  return undefined;
}

function hour12(hour: number, half: string | undefined): number {
  if (!half) return hour;
  return (hour % 12) + (/pm/i.test(half) ? 12 : 0);
}

function iso(date: Date): string | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
