// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { timeOf } from '../../src/reader/known.ts';
import { reading } from './session-rig.ts';

const at = (sentAt: string | undefined, seenAt: string) => {
  const one = reading('k', 'x');
  return timeOf({ ...one, message: { ...one.message, seenAt, ...(sentAt === undefined ? {} : { sentAt }) } });
};

test.each([
  ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
  [undefined, '2026-01-02T00:00:00.000Z', '2026-01-02T00:00:00.000Z'],
  // A page may give any date: nothing was sent after it was seen.
  ['9999-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-01-02T00:00:00.000Z'],
])('sent %s, seen %s', (sentAt, seenAt, time) => expect(at(sentAt, seenAt)).toBe(Date.parse(time)));
