// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConversationWord } from '../../src/core/verdict.ts';
import { ChatWords, MOST_IN_LINE } from '../../src/reader/chat-words.ts';
import { reading } from './session-rig.ts';

let controller: AbortController;
let answer: (word: ConversationWord | null) => void;
let missed: number;
/** Moves by the work done, in ms. */
let now: number;
const upTo = (count: number, from = 0) => Array.from({ length: count - from }, (_, at) => `m${from + at}`);

beforeEach(() => {
  vi.useFakeTimers();
  now = 1;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  controller = new AbortController();
  missed = 0;
});
afterEach(() => {
  controller.abort();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** The words on one chat; reading a message of it takes `costMs`. */
function words(costMs: number, breaksAt?: string) {
  const done: string[] = [];
  const made = new ChatWords({
    ask: () => new Promise((resolve) => { answer = resolve; }),
    read: ({ message: { text } }) => {
      now += costMs;
      if (text === breaksAt) throw new Error('judge');
      done.push(text);
    },
    onMissed: () => missed++,
    signal: controller.signal,
  });
  const take = (texts: string[]) => texts.forEach((text) => made.take(reading(text, text)));
  return { done, take, costs: (ms: number) => { costMs = ms; } };
}
const answered = async () => {
  answer(null);
  // No timer runs meanwhile.
  for (let turns = 0; turns < 5; turns++) await Promise.resolve();
};

test('messages wait for the word on their chat, and none is lost of those that come while the first are read', async () => {
  const { done, take } = words(1);
  take(upTo(400));
  expect(done).toEqual([]);
  await answered();
  expect(done.length).toBeLessThan(400);
  for (let from = 400; from < 3_000; from += 100) {
    take(upTo(from + 100, from));
    vi.advanceTimersToNextTimer();
  }
  vi.runAllTimers();
  expect(done).toEqual(upTo(3_000));
  expect(missed).toBe(0);
});

test('a word that does not come is not waited for', async () => {
  const { done, take } = words(0);
  take(upTo(3));
  await vi.advanceTimersByTimeAsync(500);
  expect(done).toEqual(upTo(3));
});

test('one that breaks the judge does not hold up the others', async () => {
  const { done, take } = words(9, 'm1');
  take(upTo(4));
  await answered();
  expect(() => vi.runAllTimers()).toThrow('judge');
  take(['m4']);
  vi.runAllTimers();
  expect(done).toEqual(['m0', 'm2', 'm3', 'm4']);
});

test('more than can wait in line: what stands on the page is asked for again, once', async () => {
  const { done, take, costs } = words(5);
  take(['m0', 'm1', 'm2']);
  await answered();
  take(upTo(MOST_IN_LINE + 500, 3));
  costs(0.01);
  vi.runAllTimers();
  expect(done.length).toBe(3 + MOST_IN_LINE);
  expect(missed).toBe(1);
});

test('after the end nothing is read and no timer is left', async () => {
  const { done, take } = words(9);
  take(upTo(5));
  await answered();
  const read = done.length;
  take(upTo(9, 5));
  controller.abort();
  vi.runAllTimers();
  expect(done.length).toBe(read);
  expect(vi.getTimerCount()).toBe(0);
});
