import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MOST_LISTS, MOST_WAITING, Slices } from '../../src/sites/slices.ts';

let controller: AbortController;
/** A clock that moves by the work done, in ms. */
let now: number;

beforeEach(() => {
  vi.useFakeTimers();
  controller = new AbortController();
  now = 1;
});
afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

function slices(costMs: number, more: { onFlood?(): void; onDone?(): void } = {}) {
  const done: number[] = [];
  const made = new Slices<number>({
    work: (item) => {
      now += costMs;
      done.push(item);
    },
    signal: controller.signal,
    clock: () => now + Date.now(),
    ...more,
  });
  return { made, done };
}
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

test('what is quick is done in the same turn', () => {
  const { made, done } = slices(1);
  made.add([1, 2, 3]);
  expect(done).toEqual([1, 2, 3]);
});

test('work stops after 8 ms and goes on later, nothing lost, in order', () => {
  const { made, done } = slices(3);
  made.add(upTo(10));
  expect(done).toEqual([0, 1, 2]);
  vi.runAllTimers();
  expect(done).toEqual(upTo(10));
});

test('what is added one by one goes before the rest of a long list', () => {
  const { made, done } = slices(5);
  made.addList(upTo(6));
  made.add([100]);
  vi.runAllTimers();
  expect(done.indexOf(100)).toBe(2);
  expect(done.filter((item) => item < 100)).toEqual(upTo(6));
});

test('a list without an end leaves the page its turns', () => {
  const { made, done } = slices(1);
  made.addList((function* () {
    for (let at = 0; ; at++) yield at;
  })());
  expect(done.length).toBe(8);
  vi.advanceTimersByTime(100);
  expect(done.length).toBeGreaterThan(8);
  expect(done.length).toBeLessThan(8 * 110);
});

test('the same item twice is done once', () => {
  const { made, done } = slices(9);
  made.add([1, 2]);
  made.add([2, 2, 3]);
  vi.runAllTimers();
  expect(done).toEqual([1, 2, 3]);
});

test('held, nothing is done before the time', () => {
  const { made, done } = slices(1);
  made.hold(100);
  made.add([1]);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(99);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(done).toEqual([1]);
});

test('more than fits is said once, and nothing waits without bound', () => {
  const onFlood = vi.fn();
  const { made, done } = slices(0.01, { onFlood });
  made.hold(10);
  made.add(upTo(MOST_WAITING + 5_000));
  made.add([-1]);
  expect(onFlood).toHaveBeenCalledTimes(1);
  vi.runAllTimers();
  expect(done.length).toBe(MOST_WAITING);
  // The newest.
  expect(done.at(-1)).toBe(-1);
  expect(done[0]).toBe(5_001);
});

test('of long lists only so many wait', () => {
  const onFlood = vi.fn();
  const { made, done } = slices(1, { onFlood });
  made.hold(10);
  for (let at = 0; at < MOST_LISTS + 50; at++) made.addList([at]);
  expect(onFlood).toHaveBeenCalledTimes(1);
  vi.runAllTimers();
  expect(done).toEqual(upTo(MOST_LISTS));
});

test('one that throws does not take the others with it for good', () => {
  const done: number[] = [];
  const made = new Slices<number>({
    work: (item) => {
      if (item === 1) throw new Error('page');
      done.push(item);
    },
    signal: controller.signal,
  });
  expect(() => made.add([0, 1, 2])).toThrow('page');
  made.add([3]);
  vi.runAllTimers();
  expect(done).toEqual([0, 2, 3]);
});

test('after the end no timer is left and nothing is taken', () => {
  const { made, done } = slices(9);
  made.add([1, 2, 3]);
  controller.abort();
  expect(vi.getTimerCount()).toBe(0);
  made.add([4]);
  made.addList([5]);
  vi.runAllTimers();
  expect(done).toEqual([1]);
});
