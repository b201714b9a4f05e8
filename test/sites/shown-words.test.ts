import { describe, expect, test } from 'vitest';
import { isDayLine, readShownDay, readShownMoment } from '../../src/sites/shown-times.ts';

// Our table of words held against what browsers write themselves.
const LANGUAGES = ['en-US', 'en-GB', 'zh-CN', 'zh-TW', 'zh-HK', 'ja', 'ko', 'vi', 'es', 'pt-BR', 'fr', 'de', 'id', 'ms', 'ru', 'uk', 'th', 'it', 'tr', 'nl', 'pl', 'fil'];
const now = new Date('2026-03-04T20:00:00+08:00');
const DAYS = Array.from({ length: 12 }, (_, month) => new Date(2025, month, [3, 15, 28][month % 3], [0, 9, 12, 23][month % 4], 5, 9));

describe.each(LANGUAGES)('%s', (lang) => {
  test.each(['full', 'long', 'medium', 'short'] as const)('dates of style "%s" with their times', (dateStyle) => {
    for (const timeStyle of ['short', 'medium'] as const) {
      for (const hour12 of [undefined, true, false]) {
        const format = new Intl.DateTimeFormat(lang, { dateStyle, timeStyle, ...(hour12 === undefined ? {} : { hour12 }) });
        for (const moment of DAYS) {
          const shown = format.format(moment);
          expect(readShownMoment(shown, { now, lang }).at?.slice(0, 16), shown).toBe(moment.toISOString().slice(0, 16));
        }
      }
    }
  });

  test.each<Intl.DateTimeFormatOptions>([
    { month: 'long', day: 'numeric' }, { month: 'short', day: 'numeric' }, { weekday: 'long', month: 'long', day: 'numeric' }, { weekday: 'short', month: 'short', day: 'numeric' }, { year: 'numeric', month: 'short', day: 'numeric' },
  ])('separators %j', (options) => {
    const format = new Intl.DateTimeFormat(lang, options);
    for (const date of DAYS.slice(3)) {
      const words = format.format(date);
      expect(readShownDay(words, { now, lang }), words).toEqual({ year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() });
      expect(isDayLine(words, { now, lang }), words).toBe(true);
    }
  });

  test('weekdays, today and yesterday', () => {
    const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
    const weekday = new Intl.DateTimeFormat(lang, { weekday: 'long' });
    for (let back = 0; back < 7; back++) {
      const date = new Date(2026, 2, 4 - back, 12);
      const expected = { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
      const words = [weekday.format(date), ...(back < 2 ? [relative.format(-back, 'day')] : [])];
      for (const word of words) expect(readShownDay(word, { now, lang }), word).toEqual(expected);
    }
  });

  test.each(['long', 'short'] as const)('ages of style "%s"', (style) => {
    const relative = new Intl.RelativeTimeFormat(lang, { style });
    for (const minutes of [1, 2, 5, 21, 59]) {
      const words = relative.format(-minutes, 'minute');
      expect(readShownMoment(words, { now, lang }), words).toEqual({ at: new Date(now.getTime() - minutes * 60_000).toISOString(), fleeting: true });
    }
    for (const [count, unit] of [[1, 'hour'], [5, 'hour'], [3, 'day'], [2, 'week'], [2, 'month']] as const) {
      // "3 sa. önce": "sa" is also Saturday and morning.
      if (lang === 'tr' && style === 'short' && unit === 'hour') continue;
      const words = relative.format(-count, unit);
      expect(readShownMoment(words, { now, lang }), words).toEqual({ fleeting: true });
    }
  });
});
