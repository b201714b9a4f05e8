import { expect, it } from 'vitest';
import { localTime } from '../../src/evidence/local-time.ts';

it.each([
  ['2026-03-02T13:15:00.000Z', 'Asia/Shanghai', '2026-03-02 21:15:00 UTC+08:00'],
  ['2026-07-01T03:30:00.000Z', 'America/New_York', '2026-06-30 23:30:00 UTC-04:00'],
  ['2026-12-01T03:30:00.000Z', 'America/New_York', '2026-11-30 22:30:00 UTC-05:00'],
  ['2026-12-31T18:30:05.999Z', 'Asia/Kolkata', '2027-01-01 00:00:05 UTC+05:30'],
  ['2026-01-01T00:00:00.000Z', 'UTC', '2026-01-01 00:00:00 UTC+00:00'],
  ['yesterday', 'UTC', 'yesterday'],
])('%s in %s is %s', (iso, zone, wanted) => expect(localTime(iso, zone)).toBe(wanted));
