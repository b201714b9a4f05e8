// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { Placer, type Placeable } from '../../src/mark/placer.ts';

Reflect.deleteProperty(window, 'IntersectionObserver');
const frame = () => new Promise((resolve) => setTimeout(resolve, 40));

test('a message that throws costs the others of its batch nothing', async () => {
  const stop = new AbortController();
  const mounted: string[] = [];
  const item = (id: string) => ({ id, badge: null, spot: { body: document.body, pieces: [] } }) satisfies Placeable & { id: string };
  const placer = new Placer<ReturnType<typeof item>>({
    view: window,
    all: () => [],
    near() {}, before: () => {
      throw new Error('before');
    },
    plan: ({ id }) => {
      if (id === 'plan') throw new Error(id);
      return { element: document.body, outOfFlow: false };
    },
    mount: ({ id }) => {
      if (id === 'mount') throw new Error(id);
      mounted.push(id);
    },
    signal: stop.signal,
  });
  for (const id of ['first', 'plan', 'second', 'mount', 'third']) placer.queue(item(id));
  await frame();
  expect(mounted).toEqual(['first', 'second', 'third']);
  placer.queue(item('later'));
  await frame();
  expect(mounted.at(-1)).toBe('later');
  stop.abort();
});
