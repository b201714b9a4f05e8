import type { EntryFacts } from '../core/entry.ts';

type Precision = EntryFacts['times']['precision'];

/** `21:14`, `9:14:03 PM`, `下午9点14分`; not the offset in `+08:00`. */
const CLOCK = /(?<![\d:+]|GMT-|UTC-)\d{1,2}\s?(?::|時|时|点|點)\s?\d{2}(?!\d)(?:\s?[:分]\s?(\d{2})(?!\d))?/i;
/** Counted from now, so good for as long as the page was open. */
const SO_LONG_AGO = /\bago\b|\bnow\b|前|刚|剛/i;
const DAYS_AGO = /day|天前|日前/i;
/** `2026-03-02`, `3月2日`, `02.03.`, `Mar 2`, `Yesterday`, `星期一`. */
const DAY = /\d{1,4}\s?[-/.年月]\s?\d{1,2}|\d\s?[日号號]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)|day\b|[昨今前]天|[昨今]日|星期|周|週|禮拜|礼拜/i;

/** How exactly a page shows a time, by the words it shows. Of two readings the coarser: never more than the page says. */
export function precisionOf(shown: string): Precision {
  // Direction marks and wide digits are a matter of looks.
  const words = shown.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const clock = CLOCK.exec(words);
  if (clock) return clock[1] === undefined ? 'minute' : 'second';
  if (SO_LONG_AGO.test(words) && !/[昨今前]天/.test(words)) return DAYS_AGO.test(words) ? 'day' : 'unknown';
  return DAY.test(words) ? 'day' : 'unknown';
}
