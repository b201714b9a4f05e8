import { describe, expect, it } from 'vitest';
import { clockFacts, ClockWatch, utcOffsetMinutes } from '../../src/evidence/clock.ts';

it.each([
  ['2026-07-01T00:00:00Z', 'Asia/Shanghai', 480], ['2026-07-01T00:00:00Z', 'UTC', 0], ['2026-07-01T00:00:00Z', 'Asia/Kolkata', 330],
  ['2026-01-01T00:00:00Z', 'America/St_Johns', -210], ['2026-07-01T00:00:00Z', 'America/St_Johns', -150], ['2026-01-01T00:00:00Z', 'Europe/London', 0],
  ['2026-07-01T00:00:00Z', 'Europe/London', 60], ['2026-07-01T00:00:00Z', 'Pacific/Kiritimati', 840], ['2026-07-01T00:00:00Z', 'Etc/GMT+12', -720],
])('at %s %s is %i minutes from UTC', (iso, zone, minutes) => { expect(utcOffsetMinutes(iso, zone)).toBe(minutes); });

const at = (sealedAt: string, zone = 'Asia/Shanghai') => ({ sealedAt, zone, utcOffsetMinutes: utcOffsetMinutes(sealedAt, zone) });
const NOTHING = { wentBackMs: null, movedMs: null, zoneBefore: null, offsetMinutesBefore: null };

describe('clockFacts', () => {
  it('of the first link knows nothing', () => {
    expect(clockFacts(null, at('2026-03-03T00:00:00.000Z'), null)).toEqual({ previousSealedAt: null, ...NOTHING });
  });

  it.each([
    ['later', at('2026-03-02T00:00:00.000Z'), at('2026-03-03T00:00:00.000Z'), {}],
    ['at the same moment', at('2026-03-02T00:00:00.000Z'), at('2026-03-02T00:00:00.000Z'), {}],
    ['after the clock went back', at('2026-03-02T00:00:00.000Z'), at('2026-03-01T23:59:58.500Z'), { wentBackMs: 1_500 }],
    ['in another zone of another offset', at('2026-03-02T00:00:00.000Z'), at('2026-03-02T09:00:00.000Z', 'Asia/Tokyo'), { zoneBefore: 'Asia/Shanghai', offsetMinutesBefore: 480 }],
    ['in another zone of the same offset', at('2026-03-02T00:00:00.000Z'), at('2026-03-02T09:00:00.000Z', 'Asia/Taipei'), { zoneBefore: 'Asia/Shanghai' }],
    ['after summer time began', at('2026-03-29T00:30:00.000Z', 'Europe/Berlin'), at('2026-03-29T01:30:00.000Z', 'Europe/Berlin'), { offsetMinutesBefore: 60 }],
    ['after it ended: local time went back, the clock did not', at('2026-10-25T00:30:00.000Z', 'Europe/Berlin'), at('2026-10-25T01:15:00.000Z', 'Europe/Berlin'), { offsetMinutesBefore: 120 }],
  ])('%s', (_name, before, now, noted) => {
    expect(clockFacts(before, now, null)).toEqual({ previousSealedAt: before.sealedAt, ...NOTHING, ...noted });
  });

  it('takes over a jump', () => expect(clockFacts(null, at('2026-03-03T00:00:00.000Z'), -5_000).movedMs).toBe(-5_000));
});

describe('ClockWatch', () => {
  function clocks() {
    const time = { wall: 1_000_000, steady: 50 };
    return { time, watch: new ClockWatch(() => time.wall, () => time.steady), pass: (ms: number) => { time.wall += ms; time.steady += ms; } };
  }

  it('says nothing while both run alike, and of less than two seconds', () => {
    const { time, watch, pass } = clocks();
    pass(3_600_000);
    time.wall += 2_000;
    expect(watch.movedMs()).toBeNull();
  });

  it.each([7_200_000, -7_200_000, 2_001, -2_001])('tells a jump of %i ms until it is told', (jump) => {
    const { time, watch, pass } = clocks();
    pass(10_000);
    time.wall += jump;
    pass(10_000);
    expect(watch.movedMs()).toBe(jump);
    expect(watch.movedMs()).toBe(jump);
    watch.told(jump);
    pass(10_000);
    expect(watch.movedMs()).toBeNull();
    time.wall -= 9_000;
    expect(watch.movedMs()).toBe(-9_000);
  });

  it('works on the clocks of the machine', () => expect(new ClockWatch().movedMs()).toBeNull());
});
