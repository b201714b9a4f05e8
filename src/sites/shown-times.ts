import type { Unit } from './day-words.ts';
import { momentOf, resolveDay, type CalendarDay, type NamedDay } from './shown-days.ts';
import type { Parts } from './shown-draft.ts';
import { partsOf } from './shown-parts.ts';

export interface ShownMoment {
  /** ISO 8601 in UTC with milliseconds, or absent when the moment cannot be told. */
  at?: string;
  /**
   * The words change by themselves and fix no moment ("5 minutes ago", "刚刚", "Yesterday" without a time): no part of a
   * message's identity. "昨天 10:00" is not fleeting: its words will change, but `at` will not, so go by `at` where it is there.
   */
  fleeting: boolean;
}

interface Present {
  now: Date;
  /** Language tag of the page, if known: it tells "3/4" of March from that of April. */
  lang?: string;
}

/** Chats older than this are not on the web; of ten digits most are telephone or account numbers. */
const EARLIEST_EPOCH_MS = Date.UTC(2005, 0, 1);
const DAY_MS = 86_400_000;
/** Coarser ones do not say when. */
const FINE_MS: Partial<Record<Unit, number>> = { second: 1000, minute: 60_000 };
const MOST_LINE_LENGTH = 80;

/**
 * Reads when a message was sent from the words beside it, in the reader's own zone. Never guesses: a time of day without a day,
 * "2 hours ago", and numbers whose order cannot be told give no moment.
 * @param shown the time beside the message; `day`: the words of the date separator above it, if any
 */
export function readShownMoment(shown: string, { now, day, lang }: Present & { day?: string }): ShownMoment {
  const parts = partsOf(shown, lang);
  if (!parts) return { fleeting: false };
  if (parts.now) return { at: now.toISOString(), fleeting: true };
  if (parts.ago && parts.clock === undefined) {
    const ms = FINE_MS[parts.ago.unit];
    return { fleeting: true, ...when(ms === undefined ? undefined : new Date(now.getTime() - parts.ago.count * ms)) };
  }
  const at = instantOf(parts, now) ?? localMoment(parts, now, day === undefined ? null : partsOf(day, lang));
  const hangsOnToday = parts.ago !== undefined || parts.day?.kind === 'back' || parts.day?.kind === 'weekday';
  return { fleeting: hangsOnToday && at === undefined, ...when(at) };
}

/** The calendar day that words name (a date separator, or the day part of a time), in the reader's zone; null when they name none. */
export function readShownDay(words: string, { now, lang }: Present): CalendarDay | null {
  const parts = partsOf(words, lang);
  const named = parts && dayNamed(parts, now);
  return named ? resolveDay(named, now, parts.clock ?? undefined) : null;
}

/**
 * True for words that are nothing but a date, a day or a time as a separator shows them ("今天", "Monday, 3 March", "Today 23:14").
 * A message may be just such words too ("周三" for "which day?"): where it stands has to decide.
 */
export function isDayLine(words: string, { lang }: Present): boolean {
  const parts = lineOf(words, lang);
  if (!parts || parts.ago || parts.now || parts.epoch !== undefined) return false;
  if (parts.clock !== undefined) return parts.exact === true;
  // "1/2" is the first of two parts, too.
  const isBare = parts.day !== undefined && 'bare' in parts.day;
  return parts.day !== undefined && (!isBare || parts.framed === true);
}

/** True when the words are a time of day alone or with a day, or an age ("23:14", "下午 3:05", "昨天 10:00", "2 min"). */
export function isTimeLine(words: string): boolean {
  const parts = lineOf(words);
  return parts !== null && (parts.exact === true || (parts.ago !== undefined && !parts.ago.bare) || parts.now === 'just');
}

/**
 * Reads a whole date and time, year included, as some programs show it: ISO 8601, `22 November 2026, 02:25:58`,
 * `2026年11月22日 02:25`, ten or thirteen digits since 1970.
 * @returns ISO 8601 in UTC, or undefined
 */
export function parseShownTime(shown: string, now: Date = new Date()): string | undefined {
  const parts = partsOf(shown);
  if (!parts || !(parts.epoch !== undefined || (parts.exact && parts.day?.kind === 'date' && parts.day.year !== undefined))) return undefined;
  return when(instantOf(parts, now) ?? localMoment(parts, now, null)).at;
}

const CLOCK = /(?<![\d０-９:：.])(?:(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚間|晚间|半夜|午夜|深夜|午前|午後|오전|오후|(?<![A-Za-z])[AP]M)[ \u00a0\u202f]?)?(?:[01０１]?[\d０-９]|[2２][0-4０-４])(?:[:：][0-5０-５][\d０-９](?:[:：][0-5０-５][\d０-９])?(?![\d０-９:：])(?:[ \u00a0\u202f]?(?:[AaPp][Mm](?![A-Za-z])|[AaPp]\.[ \u00a0\u202f]?[Mm]\.))?|[点點时時][0-5]?\d分)/u;
/** A time stands at the beginning or the end of a row; the middle of a very long one is not searched. */
const SEARCHED = 2_000;

/** First time of day inside longer words, as written ("23:14", "下午3:05"), or ''. */
export function timeOfDayIn(words: string): string {
  const searched = words.length <= 2 * SEARCHED ? words : `${words.slice(0, SEARCHED)}\n${words.slice(-SEARCHED)}`;
  return CLOCK.exec(searched)?.[0] ?? '';
}

function lineOf(words: string, lang?: string): Parts | null {
  const trimmed = words.trim();
  const parts = trimmed.length > MOST_LINE_LENGTH ? null : partsOf(trimmed, lang);
  return parts?.loose ? null : parts;
}

/** The moment that the words fix without regard to the reader's zone. */
function instantOf({ epoch, zone, clock, day }: Parts, now: Date): Date | undefined {
  if (epoch !== undefined) return epoch >= EARLIEST_EPOCH_MS && epoch <= now.getTime() + DAY_MS ? new Date(epoch) : undefined;
  if (zone === undefined || typeof clock !== 'number' || day?.kind !== 'date' || day.year === undefined) return undefined;
  return new Date(Date.UTC(day.year, day.month - 1, day.day) + clock - zone * 60_000);
}

function localMoment({ day, clock, zone }: Parts, now: Date, above: Parts | null): Date | undefined {
  if (typeof clock !== 'number' || zone !== undefined) return undefined;
  if (day) return momentOf(day, clock, now);
  // Below "昨天 23:50" the time 00:03 is of another day, and which one is not said.
  const named = above && dayNamed(above, now);
  if (!named || (above.zone === undefined && typeof above.clock === 'number' && clock < above.clock - (above.clock % 60_000))) return undefined;
  return momentOf(named, clock, now);
}

function dayNamed(parts: Parts, now: Date): NamedDay | undefined {
  const instant = instantOf(parts, now);
  if (instant) return { kind: 'date', year: instant.getFullYear(), month: instant.getMonth() + 1, day: instant.getDate() };
  return parts.zone === undefined ? parts.day : undefined;
}

function when(at: Date | undefined): { at?: string } {
  return at === undefined || Number.isNaN(at.getTime()) ? {} : { at: at.toISOString() };
}
