import { beforeEach, describe, expect, test } from 'vitest';
import type { Classifier, ClassifyOptions } from '../../src/classify/classify.ts';
import { moveOf, pressure, startState } from '../../src/classify/context.ts';
import { createJudge, partsOf, WHOLE } from '../../src/reader/judge.ts';

const given: ClassifyOptions[] = [];
const seen: string[] = [];
/** What a text says of its chat: a number in it. */
const saysOf = (text: string): number => Number(/-?\d+(\.\d+)?/.exec(text)?.[0] ?? 0);
const classifier = {
  modelVersion: 't',
  classify(text: string, _comparable: unknown, options: ClassifyOptions = {}) {
    seen.push(text);
    given.push(options);
    const start = text.indexOf('threat');
    const spans = start < 0 ? [] : [{ start, end: start + 6, label: 'violence' as const }];
    return { flagged: start >= 0, labels: [], spans, pressing: 0, lawful: 0, modelVersion: 't', scores: {}, evidence: { them: saysOf(text), me: saysOf(text) } };
  },
} as unknown as Classifier;

const v = { chat: 'c', author: 'v' };
const T0 = Date.UTC(2026, 2, 2, 9);

beforeEach(() => {
  given.length = 0;
  seen.length = 0;
});

test('a long text is read at both ends, and its words are found again', () => {
  const judge = createJudge(classifier, { sensitivity: () => 'normal' });
  const text = `${'a'.repeat(500_000)}threat`;
  const { flagged, spans } = judge.judge(v, text, null);
  expect(flagged).toBe(true);
  expect(text.slice(spans[0]!.start, spans[0]!.end)).toBe('threat');
  expect(seen.every((part) => part.length <= 40_000)).toBe(true);
});

test('what stands in the middle of a very long text is found, in parts with pauses between them', async () => {
  const judge = createJudge(classifier, { sensitivity: () => 'normal' });
  const text = `${'a'.repeat(250_000)}threat${'b'.repeat(249_994)}`;
  expect(judge.judge(v, text, null).flagged).toBe(false);
  const read = seen.length;
  let pauses = 0;
  const verdict = await judge.judgeRest(v, text, null, async () => void pauses++);
  const [span] = verdict!.spans;
  expect(text.slice(span!.start, span!.end)).toBe('threat');
  expect(pauses).toBe(seen.length - read);
  expect(Math.max(...seen.map(({ length }) => length))).toBeLessThanOrEqual(WHOLE);
});

test('reading the rest stops when the pause does; a short text has no rest', async () => {
  const judge = createJudge(classifier, { sensitivity: () => 'normal' });
  await expect(judge.judgeRest(v, 'a'.repeat(500_000), null, () => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
  expect(await judge.judgeRest(v, 'a threat', null, () => Promise.reject(new Error('no pause')))).toBeNull();
});

test.each([40_001, 59_600, 59_601, 100_000, 500_000])('the parts of %i units leave nothing out, and nothing falls between two', (length) => {
  const parts = partsOf(length).sort((a, b) => a.start - b.start);
  expect(parts[0]!.start).toBe(0);
  expect(Math.max(...parts.map(({ end }) => end))).toBe(length);
  for (const [i, { start }] of parts.entries()) if (i > 0) expect(Math.max(...parts.slice(0, i).map(({ end }) => end)) - start).toBeGreaterThanOrEqual(400);
});

test('what the reader taught is asked for at each message', () => {
  let personal: object | null = null;
  const judge = createJudge(classifier, { sensitivity: () => 'normal', personal: () => personal as never });
  judge.judge(v, 'a', null);
  personal = { adjust: () => 0 };
  judge.judge(v, 'a', null);
  expect(given.map((options) => options.personal)).toEqual([null, personal]);
});

describe('the memory of a chat', () => {
  const START = startState().collector;
  const fresh = () => createJudge(classifier, { sensitivity: () => 'normal' });
  const stateOf = (): number => given.at(-1)!.state!.collector;

  test('a message is judged after what was heard before, and does not speak for itself', () => {
    const judge = fresh();
    const first = judge.judge(v, '1', null);
    expect(stateOf()).toBe(START);
    expect(judge.evidenceOf(first)).toBe(1);
    judge.heard(v, first, T0);
    judge.heard(v, judge.judge(v, '0.5', null), T0);
    expect(stateOf()).toBeCloseTo(START + moveOf(1), 10);
    judge.judge(v, '9', null);
    expect(stateOf()).toBeCloseTo(START + moveOf(1) + moveOf(0.5), 10);
  });

  test('what a text itself said when it was heard is taken out of the state when it is judged once more', () => {
    const judge = fresh();
    const verdicts = ['1', '-0.5', '0.75'].map((text) => {
      const verdict = judge.judge(v, text, null);
      judge.heard(v, verdict, T0);
      return verdict;
    });
    const evidence = verdicts.map((verdict) => judge.evidenceOf(verdict));
    expect(evidence).toEqual([1, -0.5, 0.75]);
    for (const [i, own] of evidence.entries()) {
      judge.judge(v, 'once more', null, { evidence: own, at: T0 });
      const others = evidence.filter((_, j) => j !== i).reduce((sum, one) => sum + moveOf(one), START);
      expect(stateOf()).toBeCloseTo(others, 10);
    }
    judge.judge(v, 'new', null);
    expect(stateOf()).toBeCloseTo(START + evidence.reduce((sum, one) => sum + moveOf(one), 0), 10);
  });

  test('of what a text said long ago only what is not forgotten is taken out', () => {
    const judge = fresh();
    const later = T0 + 3 * 24 * 3600_000;
    judge.heard(v, judge.judge(v, '1', null), T0);
    judge.heard(v, judge.judge(v, '0.5', null), later);
    judge.judge(v, 'once more', null, { evidence: 1, at: T0 });
    expect(stateOf()).toBeCloseTo(START + moveOf(0.5), 10);
    judge.judge(v, 'once more', null, { evidence: 0.5, at: later });
    expect(stateOf()).toBeCloseTo(START + moveOf(1) / 2, 10);
  });

  test('a verdict that is not from here says nothing of its chat', () => {
    const judge = fresh();
    expect(judge.evidenceOf({ flagged: true, labels: [], spans: [], pressing: 1, modelVersion: 'x' })).toBe(0);
  });

  test('voices of one chat are told apart, and so are chats', () => {
    const judge = fresh();
    for (let i = 0; i < 4; i++) judge.heard(v, judge.judge(v, '2', null), T0);
    for (const other of [{ chat: 'c', author: 'friend' }, { chat: 'd', author: 'v' }]) {
      judge.judge(other, 'hello', null);
      expect(stateOf()).toBe(START);
    }
    judge.judge(v, 'hello', null);
    expect(pressure({ collector: stateOf(), at: T0 }, null)).toBe(1);
  });

  test('is not worth another look until the pressure has grown by a quarter', () => {
    const judge = fresh();
    // A sixth, a third and so on, of the way.
    const step = 0.5 / 1.3;
    const looks = Array.from({ length: 8 }, () => judge.heard(v, judge.judge(v, `${step}`, null), T0));
    expect(looks).toEqual([false, true, false, true, false, true, false, false]);
    expect(looks.filter(Boolean).length).toBeLessThanOrEqual(4);
  });

  test('plain talk is never worth another look', () => {
    const judge = fresh();
    for (let i = 0; i < 30; i++) expect(judge.heard(v, judge.judge(v, i % 5 === 0 ? '1' : '-0.5', null), T0)).toBe(i === 0);
  });

  test('each voice is worth its own look', () => {
    const judge = fresh();
    const friend = { chat: 'c', author: 'friend' };
    expect(judge.heard(v, judge.judge(v, '2', null), T0)).toBe(true);
    expect(judge.heard(friend, judge.judge(friend, '0', null), T0)).toBe(false);
    expect(judge.heard(friend, judge.judge(friend, '2', null), T0)).toBe(true);
  });

  test('the reader’s own words move the whole chat, and no other', () => {
    const judge = fresh();
    judge.heardOwn('c', '1', T0);
    for (const [voice, expected] of [[v, START + moveOf(1)], [{ chat: 'c', author: 'friend' }, START + moveOf(1)], [{ chat: 'd', author: 'v' }, START]] as const) {
      judge.judge(voice, 'hello', null);
      expect(stateOf()).toBeCloseTo(expected, 10);
    }
    // With them it takes less of the other side for another look.
    expect(judge.heard(v, judge.judge(v, '0', null), T0)).toBe(true);
  });

  test('of the reader’s own words only the beginning is read, and what was taught does not weigh them', () => {
    const judge = createJudge(classifier, { sensitivity: () => 'normal', personal: () => ({ adjust: () => -16 }) });
    judge.heardOwn('c', 'a'.repeat(100_000), T0);
    expect(seen.at(-1)!.length).toBe(2_000);
    expect(given.at(-1)).toEqual({});
  });

  test('time wears it down; a missing time does not', () => {
    const judge = fresh();
    judge.heard(v, judge.judge(v, '1', null), T0);
    judge.heard(v, judge.judge(v, '0', null), Number.NaN);
    judge.judge(v, 'hello', null);
    expect(stateOf()).toBeCloseTo(START + moveOf(1), 10);
    judge.heard(v, judge.judge(v, '0', null), T0 + 3 * 24 * 3600_000);
    judge.judge(v, 'hello', null);
    expect(stateOf()).toBeCloseTo(START + moveOf(1) / 2, 10);
  });
});
