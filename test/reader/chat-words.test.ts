// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConversationWord } from '../../src/core/verdict.ts';
import { ChatWords, MOST_IN_LINE } from '../../src/reader/chat-words.ts';
import { reading } from './session-rig.ts';

let controller: AbortController;
let answer: (word: ConversationWord | null) => void;
let missed: number;
const upTo = (count: number, from = 0) => Array.from({ length: count - from }, (_, at) => `m${from + at}`);

beforeEach(() => {
  vi.useFakeTimers();
  controller = new AbortController();
  missed = 0;
});
afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

/** Words of one chat; reading one takes `costMs`. */
function words(costMs: number, read: (text: string) => void = () => undefined) {
  const done: string[] = [];
  const made = new ChatWords({
    ask: () => new Promise((resolve) => { answer = resolve; }),
    read: ({ message }) => {
      const until = performance.now() + costMs;
      // The clock of a test stands still while it works.
      if (costMs > 0) vi.setSystemTime(Date.now());
      while (performance.now() < until) vi.advanceTimersByTime(0.5);
      read(message.text);
      done.push(message.text);
    },
    onMissed: () => missed++,
    signal: controller.signal,
  });
  const take = (texts: string[]) => texts.forEach((text) => made.take(reading(text, text)));
  return { done, take };
}
