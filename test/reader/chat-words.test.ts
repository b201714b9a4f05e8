// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConversationWord } from '../../src/core/verdict.ts';
import { ChatWords, MOST_IN_LINE } from '../../src/reader/chat-words.ts';
import type { Reading } from '../../src/sites/site.ts';
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

describe('many chats at once', () => {
  const chats = (count: number) => Array.from({ length: count }, (_, at) => ofChat(`m${at}`, `chat ${at}`));
  const ofChat = (text: string, id: string): Reading => {
    const one = reading(text, text);
    return { ...one, message: { ...one.message, conversation: { id, title: id } } };
  };
  function open(costMs: number) {
    const done: string[] = [];
    const answers: (() => void)[] = [];
    const made = new ChatWords({
      ask: () => new Promise((resolve) => { answers.push(() => resolve(null)); }),
      read: ({ message }) => {
        now += costMs;
        done.push(message.text);
      },
      signal: controller.signal,
    });
    const answer = async () => {
      for (const one of answers.splice(0)) one();
      for (let turns = 0; turns < 5; turns++) await Promise.resolve();
    };
    return { made, done, answer };
  }

  test('the answers on 300 chats come together: none of their messages is lost, nor what comes then', async () => {
    const { made, done, answer } = open(9);
    for (const one of chats(300)) made.take(one);
    await answer();
    for (let at = 0; at < 50; at++) made.take(ofChat(`later ${at}`, 'chat 0'));
    await vi.runAllTimersAsync();
    expect(done.toSorted()).toEqual([...upTo(300), ...Array.from({ length: 50 }, (_, at) => `later ${at}`)].toSorted());
  });

  test('what waited for its chat is read before what came after it', async () => {
    const { made, done, answer } = open(9);
    made.take(ofChat('a', 'busy'));
    await answer();
    await vi.runAllTimersAsync();
    for (let at = 0; at < 3; at++) made.take(ofChat(`late ${at}`, 'new'));
    // One chat keeps the line busy while the word on the other comes.
    made.take(ofChat('b', 'slow'));
    await answer();
    made.take(ofChat('late 3', 'new'));
    await vi.runAllTimersAsync();
    expect(done.filter((text) => text.startsWith('late'))).toEqual(['late 0', 'late 1', 'late 2', 'late 3']);
  });

  test('nothing is left listening for the end once the words are known', async () => {
    const added = vi.spyOn(controller.signal, 'addEventListener');
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    const { made, answer } = open(0);
    added.mockClear();
    for (const one of chats(20)) made.take(one);
    await answer();
    await vi.runAllTimersAsync();
    expect(added.mock.calls.length).toBe(20);
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener));
  });
});
