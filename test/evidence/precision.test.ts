import { expect, it } from 'vitest';
import { precisionOf } from '../../src/evidence/precision.ts';

it.each([
  ['21:14', 'minute'], ['9:14 PM', 'minute'], ['下午9:14', 'minute'], ['晚上9点14分', 'minute'], ['昨天 21:14', 'minute'], ['2026-03-02T21:14+08:00', 'minute'],
  ['２１：１４', 'minute'], ['\u200e21:14\u200e', 'minute'], ['3月2日 上午 08:05', 'minute'], ['Yesterday at 9:14', 'minute'], ['昨天 21時14分', 'minute'],
  ['21:14:03', 'second'], ['2026-03-02 21:14:03', 'second'], ['21点14分03秒', 'second'], ['2026-03-02T13:14:00.123Z', 'second'],
  ['2026-03-02', 'day'], ['3月2日', 'day'], ['02.03.2026', 'day'], ['Mar 2', 'day'], ['Yesterday', 'day'], ['昨天', 'day'], ['星期一', 'day'], ['3 days ago', 'day'], ['3天前', 'day'], ['前天', 'day'],
  ['', 'unknown'], ['刚刚', 'unknown'], ['5 minutes ago', 'unknown'], ['5分钟前', 'unknown'], ['2 小時前', 'unknown'], ['已读', 'unknown'], ['GMT+8:00', 'unknown'], ['—', 'unknown'],
] as const)('%j is good to the %s', (shown, precision) => { expect(precisionOf(shown)).toBe(precision); });

it('is done at once with whatever a page sends', () => {
  const before = performance.now();
  for (const text of ['1'.repeat(500), '1:'.repeat(250), ' '.repeat(500), '12 '.repeat(166), '前'.repeat(500)]) precisionOf(text);
  expect(performance.now() - before).toBeLessThan(100);
});
