import { expect, test } from 'vitest';
import { Lessons } from '../../src/reader/lessons.ts';
import type { Lesson } from '../../src/wire/protocol.ts';

const one: Lesson[] = [{ says: 'not_harassment', features: [1, 2, 3] }];

test('known before reading begins, without judging anything twice', async () => {
  const lessons = new Lessons(async () => one);
  let again = 0;
  lessons.onLearned = () => again++;
  await lessons.first();
  expect(lessons.personal).not.toBeNull();
  expect(again).toBe(0);
});

test('a worker that fails or never answers holds nothing up', async () => {
  const failing = new Lessons(() => Promise.reject(new Error('permission_missing')));
  await failing.first();
  expect(failing.personal).toBeNull();
  const start = performance.now();
  await new Lessons(() => new Promise(() => undefined)).first();
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('an answer that comes late is learned, and the page judged anew', async () => {
  let answer!: (lessons: Lesson[]) => void;
  const lessons = new Lessons(() => new Promise((resolve) => (answer = resolve)));
  let again = 0;
  lessons.onLearned = () => again++;
  await lessons.first();
  answer(one);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect([lessons.personal !== null, again]).toEqual([true, 1]);
});

test('of two questions the later one counts; a failure forgets nothing; none and still none is no news', async () => {
  const answers: ((lessons: Lesson[]) => void)[] = [];
  let fail = false;
  const lessons = new Lessons(() => (fail ? Promise.reject(new Error('gone')) : new Promise((resolve) => answers.push(resolve))));
  let again = 0;
  lessons.onLearned = () => again++;
  const first = lessons.first();
  answers[0]!([]);
  await first;
  const asked = [lessons.learn(), lessons.learn()];
  answers[2]!(one);
  answers[1]!([]);
  await Promise.all(asked);
  expect([lessons.personal !== null, again]).toEqual([true, 1]);
  fail = true;
  await lessons.learn();
  expect(lessons.personal).not.toBeNull();
  fail = false;
  for (const turn of [3, 4]) {
    const question = lessons.learn();
    answers[turn]!([]);
    await question;
  }
  // All was taken back: once judged anew.
  expect([lessons.personal, again]).toEqual([null, 2]);
});
