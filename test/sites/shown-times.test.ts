import { expect, test } from 'vitest';
import { parseShownTime } from '../../src/sites/shown-times.ts';

test.each([
  ['2026-11-22T02:31:50.263Z', '2026-11-22T02:31:50.263Z'],
  ['22 November 2026, 02:25:58', '2026-11-21T18:25:58.000Z'],
  ['22 November 2026, 02:25:58 PM', '2026-11-22T06:25:58.000Z'],
  ['2026年11月22日 02:25', '2026-11-21T18:25:00.000Z'],
  ['2026-11-22 02:25:01', '2026-11-21T18:25:01.000Z'],
])('%s is read', (shown, iso) => expect(parseShownTime(shown)).toBe(iso));

test.each(['', '02:25', '昨天 02:25', '22 Smarch 2026, 02:25:58', '2026-99-99T99:99:99Z', 'now'])('%s is not guessed', (shown) => {
  expect(parseShownTime(shown)).toBeUndefined();
});
