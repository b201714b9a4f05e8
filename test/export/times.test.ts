import { describe, expect, test } from 'vitest';
import { NumberList } from '../../src/export/number-list.ts';
import { clockIn } from '../../src/export/times.ts';

describe('clock', () => {
  test.each([
    ['Asia/Shanghai', '2026-03-02T16:30:05.900Z', '2026-03-03 00:30:05 +08:00', '2026-03-02 16:30:05 UTC', 480],
    ['UTC', '2026-03-02T16:30:05Z', '2026-03-02 16:30:05 +00:00', '2026-03-02 16:30:05 UTC', 0],
    ['America/New_York', '2026-07-01T00:00:00Z', '2026-06-30 20:00:00 -04:00', '2026-07-01 00:00:00 UTC', -240],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01 05:45:00 +05:45', '2026-01-01 00:00:00 UTC', 345],
    ['Asia/Shanghai', '2026-03-02T16:00:00Z', '2026-03-03 00:00:00 +08:00', '2026-03-02 16:00:00 UTC', 480],
  ])('%s at %s', (zone, iso, local, utc, offsetMinutes) => {
    expect(clockIn(zone)(iso)).toEqual({ local, utc, day: local.slice(0, 10), offsetMinutes });
  });

  test.each([undefined, '', '21:14', 'never'])('%j is no time', (iso) => {
    expect(clockIn('Asia/Shanghai')(iso)).toBeUndefined();
  });

  test('a zone that does not exist is refused', () => {
    expect(() => clockIn('Nowhere')).toThrow('bad_request');
  });
});

test.each<[number[], string, number]>([
  [[], '', 0], [[3], '3', 1], [[1, 2, 3], '1-3', 3], [[1, 3, 4, 9], '1, 3-4, 9', 4], [[5, 5, 6, 6], '5-6', 2],
])('numbers %j read %j', (numbers, text, count) => {
  const list = new NumberList();
  for (const n of numbers) list.add(n);
  expect([String(list), list.count]).toEqual([text, count]);
});
