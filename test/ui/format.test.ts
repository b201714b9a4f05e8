import { describe, expect, it } from 'vitest';
import { dayEnd, dayStart, formatBytes, formatDate, formatExact, formatWhen } from '../../src/ui/format.ts';

const AT = '2026-03-02T16:04:05.000Z';

describe('times in the zone of the reader', () => {
  it.each([
    ['en', 'Asia/Shanghai', '3 March 2026 00:04'],
    ['zh_CN', 'Asia/Shanghai', '2026年3月3日 00:04'],
    ['zh_TW', 'Asia/Taipei', '2026年3月3日 00:04'],
    ['en', 'America/New_York', '2 March 2026 11:04'],
  ] as const)('%s in %s', (language, zone, words) => {
    expect(formatWhen(AT, language, zone)).toBe(words);
  });

  it('names the distance to UTC in the facts', () => {
    expect(formatExact(AT, 'en', 'Asia/Kolkata')).toBe('2 March 2026 21:34:05 (UTC+05:30)');
    expect(formatExact(AT, 'zh_CN', 'Asia/Shanghai')).toBe('2026年3月3日 00:04:05 (UTC+08:00)');
  });

  it('shows what is there when it is no time', () => {
    for (const format of [formatDate, formatWhen, formatExact]) expect(format('yesterday', 'en', 'UTC')).toBe('yesterday');
  });
});

describe('days of a date field', () => {
  it('span the whole local day', () => {
    expect(new Date(dayEnd('2026-03-02')!).getTime() - new Date(dayStart('2026-03-02')!).getTime()).toBe(86_400_000 - 1);
    const start = new Date(dayStart('2026-03-02')!);
    expect([start.getFullYear(), start.getMonth(), start.getDate(), start.getHours()]).toEqual([2026, 2, 2, 0]);
  });
  it.each(['', '2026-13-40', 'tomorrow', '2026-03-02T00:00'])('%o is no day', (day) => {
    expect(dayStart(day)).toBeUndefined();
    expect(dayEnd(day)).toBeUndefined();
  });
});

it.each([[0, '0 B'], [999, '999 B'], [1536, '1.5 KB'], [5_400_000, '5.1 MB'], [64e9, '59.6 GB'], [700 * 1024, '700 KB']])('%d bytes', (bytes, words) => {
  expect(formatBytes(bytes, 'en')).toBe(words);
});
