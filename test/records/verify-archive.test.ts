import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyArchive, type VerifyOrder } from '../../src/records/verify-archive.ts';
import { keepFlags } from '../../src/store/flags.ts';
import { deviceKey } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/schema.ts';
import { archive, remove } from '../store/archive-rig.ts';
import { freshStore, sampleFlag } from '../store/samples.ts';

let store: Store;
const noted: object[] = [];

beforeEach(async () => {
  store = freshStore();
  noted.length = 0;
  await keepFlags(store, ['f1', 'f2', 'f3'].map((id) => sampleFlag({ id })));
  for (const id of ['f1', 'f2', 'f3']) await archive(store, id);
});
afterEach(() => store.close());

async function verify(change: Partial<VerifyOrder> = {}) {
  const { publicKey } = await deviceKey(store);
  return verifyArchive(store, { key: publicKey, signal: new AbortController().signal, onProgress: () => undefined, note: async (line) => noted.push(line), ...change });
}

test('a whole archive is said to be whole, and the check is noted', async () => {
  await remove(store, 'f2');
  expect(await verify()).toMatchObject({ whole: true, noted: true, counts: { messages: 2, tombstones: 1, deleted: 1, files: 4 } });
  expect(noted).toMatchObject([{ entries: 4, outcome: 'whole' }]);
});

test('the first broken link is named, noted, and nothing is changed', async () => {
  await store.artefacts.where('[seq+name]').equals([2, 'picture.png']).modify((row) => { row.bytes = new Uint8Array([1]); });
  const before = JSON.stringify([await store.entries.toArray(), await store.custody.toArray()]);
  expect(await verify()).toMatchObject({ whole: false, entries: { ok: false, seq: 2, why: 'artefact' } });
  expect(noted).toMatchObject([{ outcome: 'broken' }]);
  expect(JSON.stringify([await store.entries.toArray(), await store.custody.toArray()])).toBe(before);
});

test('what is deleted or archived while it is looked at is no break', async () => {
  await keepFlags(store, [sampleFlag({ id: 'f4' })]);
  let turns = 0;
  const check = await verify({
    async onProgress({ step, done }) {
      if (step !== 'custody' || done !== 0) return;
      turns += 1;
    },
  });
  expect(check.whole && turns).toBe(1);
  let meddled: Promise<unknown> | undefined;
  const meddling = await verify({ onProgress: ({ step, done }) => { if (step === 'custody' && done === 0) meddled ??= remove(store, 'f1').then(() => archive(store, 'f4')); } });
  await meddled;
  expect(meddling.whole).toBe(true);
  expect(await verify()).toMatchObject({ whole: true, counts: { messages: 3, tombstones: 1 } });
});

test('cancelled it says so and notes nothing; a log that cannot be written does not spoil the answer', async () => {
  const stop = new AbortController();
  await expect(verify({ signal: stop.signal, onProgress: () => stop.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  expect(noted).toEqual([]);
  expect(await verify({ note: () => Promise.reject(new Error('full')) })).toMatchObject({ whole: true, noted: false });
});
