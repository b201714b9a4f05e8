import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barRaise, moveOf, nextState, pressure, startState, together, without, type ConversationState } from '../../src/classify/context.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const T0 = Date.UTC(2026, 2, 2, 9);
const said = (evidence: number, at = T0) => ({ evidence, at });
const times = (count: number, evidence: number) => Array.from({ length: count }, () => said(evidence));
const after = (messages: Parameters<typeof nextState>[1][], state = startState()): ConversationState => messages.reduce(nextState, state);
const START = startState().collector;
const LOWEST = after(times(50, -9)).collector;
const HIGHEST = after(times(50, 9)).collector;
const same = (state: ConversationState, expected: ConversationState): void => {
  expect(state.collector).toBeCloseTo(expected.collector, 10);
  expect(state.at).toBe(expected.at);
};
const BROKEN = [Number.NaN, Infinity, -Infinity];

describe('what a chat is', () => {
  test('at the start it is rather no collector’s, and messages are judged as a stranger’s', () => {
    expect(startState()).toEqual({ collector: -2, at: 0 });
    expect(pressure(startState(), null)).toBe(0);
    expect(pressure(undefined, null)).toBe(0);
  });

  test('one pressing message raises the pressure, several settle it', () => {
    const steps = [1, 2, 3, 4].map((count) => pressure(after(times(count, 0.7)), null));
    expect(steps[0]).toBeGreaterThan(0);
    expect(steps[0]).toBeLessThan(0.5);
    expect(steps.toSorted()).toEqual(steps);
    expect(steps[3]).toBe(1);
  });

  test('a single message moves it no further than the most, however sure it is', () => {
    expect(moveOf(9)).toBe(moveOf(99));
    expect(moveOf(-9)).toBe(moveOf(-99));
    expect(moveOf(9)).toBeGreaterThan(moveOf(1));
    expect(moveOf(-9)).toBeLessThan(moveOf(-1));
    expect(after([said(99)]).collector).toBe(START + moveOf(9));
    expect(moveOf(9)).toBeLessThan(HIGHEST - START);
    // It takes more than one line of plain talk to take back what one threat said.
    expect(-moveOf(-99)).toBeLessThan(moveOf(99));
  });

  test('plain talk takes it back slowly', () => {
    const pressed = after(times(5, 9));
    const one = nextState(pressed, said(-9));
    expect(one.collector).toBeLessThan(pressed.collector);
    expect(pressure(one, null)).toBe(1);
    expect(pressure(after(times(20, -9), pressed), null)).toBe(0);
  });

  test('what says nothing leaves it as it was', () => {
    const pressed = after(times(3, 0.5));
    for (const evidence of [0, ...BROKEN]) same(nextState(pressed, said(evidence)), pressed);
  });

  test.each([0, 1, -3, 7, ...BROKEN])('evidence of %s, however often, stays within bounds', (evidence) => {
    const { collector } = after(times(50, evidence));
    expect(collector).toBeGreaterThanOrEqual(LOWEST);
    expect(collector).toBeLessThanOrEqual(HIGHEST);
  });

  test('bounds are far enough from the start for each side', () => expect([LOWEST < START - 2, HIGHEST > 1]).toEqual([true, true]));
});

describe('time', () => {
  const high = after(times(4, 1));
  const low = after(times(2, -1));

  test('in three quiet days half is forgotten, in six three quarters; of either side', () => {
    for (const state of [high, low]) {
      const learned = state.collector - START;
      expect(nextState(state, said(0, T0 + 3 * DAY)).collector).toBeCloseTo(START + learned / 2, 10);
      expect(nextState(state, said(0, T0 + 6 * DAY)).collector).toBeCloseTo(START + learned / 4, 10);
    }
  });

  test('forgets before it counts: the new message counts whole', () =>
    expect(nextState(high, said(1, T0 + 3 * DAY)).collector).toBeCloseTo(START + (high.collector - START) / 2 + moveOf(1), 10));

  test('years of silence end at the start, not beyond', () => {
    for (const state of [high, low]) expect(nextState(state, said(0, T0 + 9_999 * DAY)).collector).toBeCloseTo(START, 10);
  });

  test('the same time forgets nothing', () => same(nextState(high, said(0)), high));

  test.each([T0 - HOUR, T0 - 900 * DAY, 0, -5, ...BROKEN])('a time of %s, earlier or missing, forgets nothing and is not remembered', (at) => {
    same(nextState(high, said(0, at)), high);
    expect(nextState(high, said(1, at)).collector).toBeCloseTo(high.collector + moveOf(1), 10);
  });

  test('after a message out of order, the quiet is counted from the latest', () => {
    const once = nextState(nextState(high, said(0, T0 - 9 * DAY)), said(0, T0 + 3 * DAY));
    same(once, nextState(high, said(0, T0 + 3 * DAY)));
  });

  test('a chat without any times is never worn down, and a first time after that forgets nothing', () => {
    for (const missing of [0, Number.NaN]) {
      const state = after([said(1, missing), said(1, missing)]);
      same(state, { collector: START + 2 * moveOf(1), at: 0 });
      same(nextState(state, said(0, T0)), { ...state, at: T0 });
    }
  });
});

describe('parts of a chat together', () => {
  const a = after([said(1), said(0.5, T0 + HOUR)]);
  const b = after([said(-0.5, T0 + DAY)]);

  test('count as if one had said it all', () => {
    expect(together(a, b).collector).toBeCloseTo(a.collector + b.collector - START, 10);
    expect(together(a, b)).toEqual(together(b, a));
    expect(together(a, b).at).toBe(T0 + DAY);
  });
  test('one that said nothing changes nothing', () => same(together(a, startState()), a));
  test('stay within bounds', () => {
    const [highest, lowest] = [after(times(50, 9)), after(times(50, -9))];
    expect(together(highest, highest).collector).toBe(HIGHEST);
    expect(together(lowest, lowest).collector).toBe(LOWEST);
  });
});

describe('a chat without one of its messages', () => {
  const high = after(times(4, 1));
  const state = fc.double({ min: LOWEST, max: HIGHEST, noNaN: true }).map((collector): ConversationState => ({ collector, at: T0 }));

  test('is what it was before it, as long as no bound was met', () => {
    fc.assert(fc.property(state, fc.double({ min: -9, max: 9, noNaN: true }), (before, evidence) => {
      fc.pre(before.collector + moveOf(evidence) > LOWEST && before.collector + moveOf(evidence) < HIGHEST);
      expect(without(nextState(before, said(evidence)), said(evidence)).collector).toBeCloseTo(before.collector, 9);
    }));
  });

  test('whichever of them it was', () => {
    const evidence = [1, -0.5, 0.75, 0.2];
    const whole = after(evidence.map((one) => said(one)));
    for (const [i, own] of evidence.entries()) {
      const others = after(evidence.filter((_, j) => j !== i).map((one) => said(one)));
      expect(without(whole, said(own)).collector).toBeCloseTo(others.collector, 10);
    }
  });

  test('whenever it was said: only what is not forgotten is taken out', () => {
    const day = fc.integer({ min: 0, max: 20 });
    fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: -0.3, max: 0.4, noNaN: true }), day), { minLength: 1, maxLength: 8 }), fc.nat(), (messages, which) => {
      const all = messages.toSorted(([, a], [, b]) => a - b).map(([evidence, days]) => said(evidence, T0 + days * DAY));
      const own = all[which % all.length]!;
      // What stays in its place is the time alone.
      const others = all.map((one) => (one === own ? said(0, one.at) : one));
      same(without(after(all), own), after(others));
    }));
  });

  test('without a time it is taken out whole', () => {
    for (const at of [Number.NaN, 0]) {
      const whole = after([said(1, at), said(0.5, at)]);
      expect(without(whole, said(0.5, at)).collector).toBeCloseTo(START + moveOf(1), 10);
    }
  });

  test.each([T0 + 900 * DAY, T0 - 900 * DAY, ...BROKEN])('a time of %s breaks nothing', (at) => {
    const { collector } = without(high, said(1, at));
    expect(collector).toBeGreaterThanOrEqual(high.collector - moveOf(1));
    expect(collector).toBeLessThanOrEqual(high.collector);
  });

  test('stays within bounds, keeps its time, and heeds no broken evidence', () => {
    fc.assert(fc.property(state, fc.double(), (whole, evidence) => {
      const { collector, at } = without(whole, said(evidence));
      expect(collector).toBeGreaterThanOrEqual(LOWEST);
      expect(collector).toBeLessThanOrEqual(HIGHEST);
      expect(at).toBe(T0);
      if (!Number.isFinite(evidence)) expect(collector).toBe(whole.collector);
    }));
  });
});

describe('the reader’s word', () => {
  const pressed = after(times(9, 9));
  const quiet = after(times(9, -9));

  test('outweighs the estimate', () => {
    for (const state of [pressed, quiet, startState(), undefined]) {
      expect([pressure(state, 'collector'), pressure(state, 'not_collector')]).toEqual([1, 0]);
      expect([barRaise(state, 'collector'), barRaise(state, 'not_collector')]).toEqual([0, 0]);
    }
  });
  test.each(BROKEN)('a broken state (%s) is nothing known', (collector) => {
    const state = { collector, at: 1 };
    expect([pressure(state, null), barRaise(state, null), pressure(state, 'collector')]).toEqual([0, 0, 1]);
  });
  test('pressure and a raised bar never come together', () => {
    fc.assert(fc.property(fc.double({ min: LOWEST, max: HIGHEST, noNaN: true }), (collector) => {
      const [pressing, raised] = [pressure({ collector, at: T0 }, null), barRaise({ collector, at: T0 }, null)];
      expect(pressing * raised).toBe(0);
      expect(pressing).toBeLessThanOrEqual(1);
      expect(Math.min(pressing, raised)).toBe(0);
    }));
  });
});

describe('the bar of flagging', () => {
  const raised = (count: number, evidence: number) => barRaise(after(times(count, evidence)), null);

  test('a stranger meets it as it is', () => {
    expect(barRaise(startState(), null)).toBe(0);
    expect(barRaise(undefined, null)).toBe(0);
  });
  test('plain talk raises it, step by step, to 2 at most', () => {
    const steps = [1, 2, 3].map((count) => raised(count, -0.5));
    expect(steps[0]).toBeCloseTo(-moveOf(-0.5), 10);
    expect(steps[1]).toBeCloseTo(-2 * moveOf(-0.5), 10);
    expect(steps.toSorted()).toEqual(steps);
    expect(raised(50, -9)).toBe(2);
  });
  test('what presses never raises it', () => expect([raised(1, 0.5), raised(20, 2)]).toEqual([0, 0]));
});
