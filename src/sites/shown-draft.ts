import type { Half, Mark, Unit, Word } from './day-words.ts';
import type { NamedDay, ShownNumber } from './shown-days.ts';
import type { Token } from './shown-tokens.ts';

/** What words of a date or a time say, before they are held against the present. */
export interface Parts {
  day?: NamedDay;
  /** Time of day in ms after midnight; null when it cannot be told ("晚上 12:30"). */
  clock?: number | null;
  /** The clock shows minutes, not "3 PM" alone. */
  exact?: true;
  /** Minutes ahead of UTC, where the words say so. */
  zone?: number;
  /** Since 1970 in ms, from bare digits. */
  epoch?: number;
  /** Beside a clock it only repeats it: "3:05 PM (2 hours ago)". */
  ago?: { count: number; unit: Unit; /** Without "ago" and not short: "5 minutes", "5分钟". */ bare?: true };
  now?: 'just' | 'now';
  /** Begins or ends as a piece of a sentence does: "on Monday". */
  loose?: true;
  /** Stands between dashes, as a separator does. */
  framed?: true;
}

/** In minutes: the Line Islands are 14 hours ahead. */
export const FARTHEST_ZONE = 14 * 60;

/** What has been read of the tokens so far. A reader takes the draft and a place, and says how many tokens it used: 0 for "not mine". */
export interface Draft {
  readonly tokens: readonly Token[];
  readonly lang: string;
  parts: Parts;
  clock?: { hour: number; rest: number; end: number };
  half?: Half;
  numbers: ShownNumber[];
  month?: number;
  weekday?: number;
  week?: 'past' | 'last' | 'this';
  back?: number;
  /** "mar": a month or a weekday. */
  either: Word[];
  era?: number;
  about?: true;
  last?: true;
  /** Short words were used that mean this in these languages only. */
  shy: string[][];
}

/** The number at this place, if it has so many digits and, where asked, stands tight to what is before it. */
export function numberAt({ tokens }: Draft, at: number, most: number, least = 1, tight = false): number | undefined {
  const token = tokens[at];
  return token?.digits !== undefined && token.digits <= most && token.digits >= least && !(tight && token.gap) ? token.value : undefined;
}

/** A sign with no gap before it. */
export const isSign = ({ tokens }: Draft, at: number, sign: string): boolean => tokens[at]?.sign === sign && !tokens[at]!.gap;
/** 年, 月, 日 and their like. */
export const markAt = ({ tokens }: Draft, at: number, mark: Mark): boolean => tokens[at]?.word?.mark === mark;

/** 15.05 is five past three there, not a day in May. */
export const writesClocksWithDots = (lang: string): boolean => /^(id|da|fi|it)\b/.test(lang);
