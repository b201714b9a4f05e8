/** A day of the calendar: month and day from 1. */
export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

type WholeDay = Extract<NamedDay, { kind: 'date' }>;

/** A day as words name it, before it is held against the present. */
export type NamedDay =
  | { kind: 'date'; year?: number; month: number; day: number; weekday?: number; /** "3/4": two bare numbers. */ bare?: true }
  /** A date in numbers whose order cannot be told ("3/4/2026"), unless a weekday tells it. */
  | { kind: 'unsure'; readings?: readonly WholeDay[]; weekday?: number; bare?: true }
  | { kind: 'back'; days: number }
  /** `past`: before today; `last` and `this`: of that calendar week. */
  | { kind: 'weekday'; weekday: number; week?: 'past' | 'last' | 'this' };

export interface ShownNumber {
  value: number;
  /** How many digits it was written with. */
  digits: number;
}

type Order = 'ymd' | 'mdy' | 'dmy';

const YEAR_FIRST = new Set(['zh', 'ja', 'ko', 'hu', 'lt', 'mn']);
const DAY_FIRST = new Set(['es', 'pt', 'fr', 'de', 'it', 'nl', 'pl', 'ru', 'uk', 'tr', 'id', 'ms', 'vi', 'th', 'cs', 'sk', 'ro', 'el', 'da', 'nb', 'no', 'fi', 'bg', 'hr', 'sr', 'ca', 'he', 'ar', 'hi', 'km', 'my']);
/** Where a language is written in more than one order. English alone is not here: pages call themselves `en` everywhere. */
const ORDERS: Record<string, Order> = {
  'en-us': 'mdy', fil: 'mdy', 'es-us': 'mdy', 'es-pr': 'mdy', 'es-pa': 'mdy',
  'en-gb': 'dmy', 'en-au': 'dmy', 'en-nz': 'dmy', 'en-ie': 'dmy', 'en-in': 'dmy', 'en-hk': 'dmy', 'en-sg': 'dmy', 'en-my': 'dmy',
  'zh-hk': 'dmy', 'zh-mo': 'dmy', 'zh-hant-hk': 'dmy', 'zh-hant-mo': 'dmy', 'fr-ca': 'ymd',
};

/** Two minutes fast or slow is common, ten is not. */
const CLOCKS_DIFFER_MS = 600_000;
const BUDDHIST = 543;
/** Farthest back that a date without a year is looked for: two leap days lie at most eight years apart. */
const MOST_YEARS_BACK = 8;

/** The order in which a language writes a date in numbers; undefined where that cannot be told. */
export function orderOf(lang: string): Order | undefined {
  const tag = lang.toLowerCase().replaceAll('_', '-');
  const base = tag.split('-', 1)[0]!;
  return ORDERS[tag] ?? (YEAR_FIRST.has(base) ? 'ymd' : DAY_FIRST.has(base) ? 'dmy' : ORDERS[base]);
}

/** Two or three numbers between `/`, `-` or `.`; null when they make no date in any order. */
export function dayOfNumbers(numbers: readonly ShownNumber[], sign: string, lang: string): NamedDay | null {
  const [first, second, third] = numbers as [ShownNumber, ShownNumber, ShownNumber?];
  const order = orderOf(lang);
  if (!third) {
    const dotted = order === 'ymd' ? dated(first.value, second.value) : dated(second.value, first.value);
    const day = sign === '.' ? dotted : inOrder(first, second, order === 'dmy' ? 'dm' : order && 'md');
    return day && { ...day, bare: true };
  }
  if (first.digits >= 3) return inOrder(second, third, 'md', yearOf(first, lang));
  // With dots and the year last, the day leads everywhere.
  if (third.digits >= 3) return inOrder(first, second, sign === '.' || order === 'dmy' ? 'dm' : order === 'mdy' ? 'md' : undefined, yearOf(third, lang));
  if (order === 'ymd') return first.digits === 2 ? inOrder(second, third, 'md', yearOf(first, lang)) : null;
  if (third.digits !== 2) return null;
  if (order !== undefined) return inOrder(first, second, order === 'mdy' ? 'md' : 'dm', yearOf(third, lang));
  return inOrder(first, second, undefined, yearOf(third, lang)) && { kind: 'unsure' };
}

/** The usual order where it makes a date, else the other: there is no 13th month. */
function inOrder(first: ShownNumber, second: ShownNumber, order: 'md' | 'dm' | undefined, year?: number | null): WholeDay | Extract<NamedDay, { kind: 'unsure' }> | null {
  if (year === null) return null;
  const monthFirst = dated(first.value, second.value, year);
  const dayFirst = dated(second.value, first.value, year);
  if (order !== undefined) return order === 'md' ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst);
  return monthFirst && dayFirst && first.value !== second.value ? { kind: 'unsure', readings: [monthFirst, dayFirst] } : (monthFirst ?? dayFirst);
}

/** Null when there is no such day. */
export function dated(month: number, day: number, year?: number): WholeDay | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(month, year ?? 2024)) return null;
  return { kind: 'date', month, day, ...(year === undefined ? {} : { year }) };
}

function daysIn(month: number, year: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A year as written: `2026`, `26`, `2569` or `69` of the Buddhist calendar, `115` of Taiwan's. Null when no chat can be of it. */
export function yearOf({ value, digits }: ShownNumber, lang: string, era?: number): number | null {
  const century = /^th\b/.test(lang) ? 2500 - BUDDHIST : 2000;
  const year = era !== undefined ? era + value : digits === 2 ? century + value : digits === 3 ? 1911 + value : value >= 2400 ? value - BUDDHIST : value;
  return digits > 1 || era !== undefined ? (year >= 1990 && year <= 2060 ? year : null) : null;
}

/**
 * The day of the calendar in the reader's zone.
 * @param clock time of day shown with it, in ms after midnight: it decides whether "Wednesday" can be today
 */
export function resolveDay(named: NamedDay, now: Date, clock?: number): CalendarDay | null {
  const today = dayNumber(now.getFullYear(), now.getMonth() + 1, now.getDate());
  switch (named.kind) {
    case 'unsure': {
      const fitting = named.readings?.filter(({ year, month, day }) => year !== undefined && weekdayOf(dayNumber(year, month, day)) === named.weekday) ?? [];
      return fitting.length === 1 ? resolveDay(fitting[0]!, now) : null;
    }
    case 'back': return fromNumber(today - named.days);
    case 'weekday': {
      const { weekday, week } = named;
      if (week === 'last' || week === 'this') {
        // Weeks begin on Monday where this is said.
        const monday = today - ((now.getDay() + 6) % 7) - (week === 'last' ? 7 : 0);
        const day = monday + ((weekday + 6) % 7);
        return day > today ? null : fromNumber(day);
      }
      const ago = (now.getDay() - weekday + 7) % 7;
      const isToday = ago === 0 && week !== 'past' && (clock === undefined || clock <= sinceMidnight(now) + CLOCKS_DIFFER_MS);
      return fromNumber(today - (ago === 0 && !isToday ? 7 : ago));
    }
    case 'date': {
      const { year, month, day, weekday } = named;
      if (year !== undefined) return { year, month, day };
      for (let back = 0; back <= MOST_YEARS_BACK; back++) {
        // From next year on: on 31 December it may be 1 January where the other side's clock stands.
        const candidate = now.getFullYear() + 1 - back;
        const number = dayNumber(candidate, month, day);
        if (day > daysIn(month, candidate) || number > today + 1) continue;
        if (weekday === undefined || weekdayOf(number) === weekday) return { year: candidate, month, day };
      }
      return null;
    }
  }
}

/** The moment of a day and a time of day in the reader's own zone; undefined when it lies ahead although the words say it has been. */
export function momentOf(named: NamedDay, clock: number, now: Date): Date | undefined {
  const day = resolveDay(named, now, clock);
  if (!day) return undefined;
  // By parts, so that a time of day which the change to summer time leaves out moves on instead of failing.
  const at = new Date(day.year, day.month - 1, day.day, Math.floor(clock / 3_600_000), Math.floor(clock / 60_000) % 60, Math.floor(clock / 1000) % 60, clock % 1000);
  // A page left open overnight still says "Today".
  const isBehind = named.kind === 'date' || at.getTime() <= now.getTime() + CLOCKS_DIFFER_MS;
  return isBehind && !Number.isNaN(at.getTime()) ? at : undefined;
}

function sinceMidnight(now: Date): number {
  return ((now.getHours() * 60 + now.getMinutes()) * 60 + now.getSeconds()) * 1000 + now.getMilliseconds();
}

/** Days since 1970, free of zones. */
function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

function fromNumber(number: number): CalendarDay {
  const date = new Date(number * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function weekdayOf(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}
