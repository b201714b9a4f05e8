import { afterEach, beforeEach, expect, test } from 'vitest';
import { maskingDeps } from '../../src/records/masking-deps.ts';
import { addExport } from '../../src/store/exports.ts';
import { eachFlag } from '../../src/store/history.ts';
import { keepFlags } from '../../src/store/flags.ts';
import type { Store } from '../../src/store/schema.ts';
import { digestOf } from '../../src/records/case-of.ts';
import { archive, remove } from '../store/archive-rig.ts';
import { freshStore, sampleFlag } from '../store/samples.ts';

let store: Store;
const { signal } = new AbortController();

beforeEach(async () => {
  store = freshStore();
  await keepFlags(store, [
    sampleFlag({ id: 'f1', text: '打13812345678', chat: 'c1' }), sampleFlag({ id: 'f2', text: '打13998765432', chat: 'c2' }), sampleFlag({ id: 'f3', text: '没有号码', chat: 'c1' }),
  ]);
  await archive(store, 'f1');
  await archive(store, 'f2');
});
afterEach(() => store.close());

test('looks only at what the export will hold', async () => {
  const deps = maskingDeps(store, { filter: { conversations: ['https://chat.example c1'] }, onlyNew: false });
  expect((await deps.find(signal)).map(({ text }) => text)).toContain('13812345678');
  expect((await deps.find(signal)).map(({ text }) => text)).not.toContain('13998765432');
  expect((await deps.messages(signal)).map(({ id }) => id).toSorted()).toEqual(['f1', 'f3']);
  expect((await deps.pictures(signal)).map(({ seq }) => seq)).toEqual([1]);
  expect(await (await deps.picture(1))!.text()).toBe('picture of f1');
  expect(await deps.picture(9)).toBeNull();
  expect(await deps.count({ kind: 'phone', text: '13812345678' }, signal)).toBeGreaterThan(0);
  expect(await deps.count({ kind: 'phone', text: '13998765432' }, signal)).toBe(0);
});

test('of an export of what is new, only at that', async () => {
  const seen: Record<string, string> = {};
  for await (const flag of eachFlag(store, {})) if (flag.id !== 'f2') seen[flag.id] = digestOf(flag);
  await addExport(store, { id: 'e', at: '2026-03-03T00:00:00.000Z', caseKey: 'everything', name: 'x.zip', manifestSha256: 'a', flags: 2, entries: 1, copy: 'full', head: { seq: 1, hash: 'h' }, seen });
  const deps = maskingDeps(store, { filter: {}, onlyNew: true });
  expect((await deps.messages(signal)).map(({ id }) => id)).toEqual(['f2']);
  expect((await deps.pictures(signal)).map(({ seq }) => seq)).toEqual([2]);
});

test('finds what stands in the reason of a deletion, which every export holds', async () => {
  await remove(store, 'f3', '她的电话是13700001111');
  expect((await maskingDeps(store, { filter: {}, onlyNew: false }).find(signal)).map(({ text }) => text)).toContain('13700001111');
});

test('stops when asked', async () => {
  const stop = AbortSignal.abort();
  await expect(maskingDeps(store, { filter: {}, onlyNew: false }).pictures(stop)).rejects.toBeTruthy();
});
