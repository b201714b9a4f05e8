import { describe, expect, test } from 'vitest';
import { barShift, nextState, pressure, startState, type ConversationState } from '../../src/classify/context.ts';

const HOUR = 3600_000;
const T0 = Date.UTC(2026, 2, 2, 9);
const them = (pressing: number, at = T0, flagged = false) => ({ role: 'them' as const, pressing, at, flagged });
const after = (messages: Parameters<typeof nextState>[1][], state = startState()): ConversationState =>
  messages.reduce((current, message) => nextState(current, message), state);

describe('what a chat is', () => {
  test('nothing is known at the start', () => expect(pressure(startState(), null)).toBe(0));

  test('one pressing message is not a collector, several are', () => {
    expect(pressure(after([them(0.98)]), null)).toBeLessThan(0.25);
    expect(pressure(after([them(0.98), them(0.97), them(0.98)]), null)).toBeGreaterThan(0.5);
  });

  test('flagged messages count for more', () => {
    expect(after([them(0.8, T0, true)]).pressing).toBeGreaterThan(after([them(0.8)]).pressing);
  });

  test('ordinary talk takes it back slowly', () => {
    const pressed = after(Array.from({ length: 5 }, () => them(0.98)));
    const one = nextState(pressed, them(0.02));
    expect(one.pressing).toBeLessThan(pressed.pressing);
    expect(pressure(one, null)).toBeGreaterThan(0.5);
    expect(pressure(after(Array.from({ length: 20 }, () => them(0.02)), pressed), null)).toBe(0);
  });

  test('quiet days wear it down', () => {
    const pressed = after(Array.from({ length: 5 }, () => them(0.98)));
    const later = nextState(pressed, them(0.5, T0 + 14 * 24 * HOUR));
    expect(later.pressing).toBeLessThan(pressed.pressing - 2);
  });

  test("the reader's own words and notices change nothing", () => {
    const state = after([them(0.98), them(0.98)]);
    for (const role of ['me', 'system'] as const) {
      expect(nextState(state, { role, pressing: 1, at: T0 + 90 * 24 * HOUR, flagged: true })).toEqual(state);
    }
  });

  test.each([Number.NaN, Infinity, -Infinity, 0, -5, T0 - HOUR])('a time of %s breaks nothing', (at) => {
    const state = nextState(after([them(0.9)]), them(0.9, at));
    expect(Number.isFinite(state.pressing)).toBe(true);
    expect(state.at).toBeGreaterThanOrEqual(T0);
  });

  test.each([0, 1, Number.NaN, -3, 7])('a probability of %s breaks nothing', (pressing) => {
    const state = after(Array.from({ length: 50 }, () => them(pressing)));
    expect(state.pressing).toBeGreaterThanOrEqual(-4);
    expect(state.pressing).toBeLessThanOrEqual(6);
  });

  test("the reader's word outweighs the estimate", () => {
    const pressed = after(Array.from({ length: 9 }, () => them(0.99)));
    expect(pressure(pressed, 'not_collector')).toBe(0);
    expect(pressure(startState(), 'collector')).toBe(1);
    expect(pressure(undefined, 'collector')).toBe(1);
    expect(pressure(undefined, null)).toBe(0);
    expect(pressure({ pressing: Number.NaN, at: 0 }, null)).toBe(0);
  });
});

describe('the bar of flagging', () => {
  const after = (pressing: number, times: number) => {
    let state = startState();
    for (let i = 0; i < times; i++) state = nextState(state, { role: 'them', pressing, at: 1_000 + i, flagged: false });
    return state;
  };
  test('a stranger meets it as it is', () => {
    expect(barShift(startState(), null)).toBe(0);
    expect(barShift(undefined, null)).toBe(0);
  });
  test('ordinary talk raises it, step by step, to 1.5 at most', () => {
    const steps = [1, 2, 3, 10].map((times) => barShift(after(0.02, times), null));
    expect(steps[0]).toBeGreaterThan(0);
    expect(steps[1]).toBeGreaterThan(steps[0]!);
    expect(steps[3]).toBeCloseTo(1.5);
  });
  test('pressing lowers it, by half at most', () => {
    expect(barShift(after(0.98, 1), null)).toBeLessThan(0);
    expect(barShift(after(0.98, 20), null)).toBe(-0.5);
  });
  test('the reader’s word outweighs what was heard', () => {
    expect(barShift(after(0.02, 10), 'collector')).toBe(-0.5);
    expect(barShift(after(0.98, 10), 'not_collector')).toBe(0);
  });
  test.each([Number.NaN, Infinity])('a broken state (%s) moves nothing', (pressing) => expect(barShift({ pressing, at: 1 }, null)).toBe(0));
});
