import { expect, it, vi } from 'vitest';
import type { Failure } from '../../src/core/failure.ts';
import { keepFlags, setDismissed } from '../../src/store/flags.ts';
import { countFlags, facets, listFlags } from '../../src/store/history.ts';
import { watchQuery } from '../../src/store/live.ts';
import { openStore } from '../../src/store/schema.ts';
import { freshName, freshStore, sampleFlag } from './samples.ts';

const fail = (failure: Failure) => { throw failure; };

it('follows a write made in another context, by label, state and page', async () => {
  const name = freshName();
  const [page, worker] = [openStore(name), openStore(name)];
  const controller = new AbortController();
  const counts: number[] = [];
  const lists: string[][] = [];
  const open: number[] = [];
  watchQuery(() => countFlags(page, { labels: ['visit'] }), (count) => counts.push(count), fail, controller.signal);
  watchQuery(() => listFlags(page, {}, { limit: 5 }), ({ flags }) => lists.push(flags.map(({ id }) => id)), fail, controller.signal);
  watchQuery(() => facets(page), ({ states }) => open.push(states.open), fail, controller.signal);
  await vi.waitFor(() => expect([counts.at(-1), lists.at(-1), open.at(-1)]).toEqual([0, [], 0]));
  await keepFlags(worker, [sampleFlag({ id: 'a' })]);
  await vi.waitFor(() => expect([counts.at(-1), lists.at(-1), open.at(-1)]).toEqual([1, ['a'], 1]));
  await setDismissed(worker, 'a', true);
  await vi.waitFor(() => expect(open.at(-1)).toBe(0));
  controller.abort();
});

it('stops by signal', async () => {
  const store = freshStore();
  const controller = new AbortController();
  const onValue = vi.fn();
  watchQuery(() => countFlags(store, {}), onValue, fail, controller.signal);
  await vi.waitFor(() => expect(onValue).toHaveBeenCalledTimes(1));
  controller.abort();
  // A watch that still stands shows when the news is out.
  const other = new AbortController();
  const seen = vi.fn();
  watchQuery(() => countFlags(store, {}), seen, fail, other.signal);
  await keepFlags(store, [sampleFlag()]);
  await vi.waitFor(() => expect(seen).toHaveBeenLastCalledWith(1));
  other.abort();
  expect(onValue).toHaveBeenCalledTimes(1);
  watchQuery(() => countFlags(store, {}), onValue, fail, controller.signal);
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  expect(onValue).toHaveBeenCalledTimes(1);
});

it('hands over an error as a Failure', async () => {
  const store = freshStore();
  const onError = vi.fn();
  const onValue = vi.fn();
  watchQuery(() => listFlags(store, { from: 'never' }, { limit: 1 }), onValue, onError, new AbortController().signal);
  await vi.waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
  expect(onError.mock.calls[0]![0]).toMatchObject({ name: 'Failure', code: 'bad_request' });
  expect(onValue).not.toHaveBeenCalled();
});
