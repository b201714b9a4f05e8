import { expect, it } from 'vitest';
import type { ChangeFacts, EntryFacts } from '../../src/core/entry.ts';
import type { FlagChange } from '../../src/core/flag.ts';
import { appendChanges } from '../../src/store/changes.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { changesOfFlag, eachLink, entryOfFlag, getEntry } from '../../src/store/entries.ts';
import { addChange, getFlag, keepFlags } from '../../src/store/flags.ts';
import { archive, checked, NOW, tellChanges } from './archive-rig.ts';
import { all, freshStore, sampleEntry, sampleFlag } from './samples.ts';

const at = (second: number) => `2026-03-04T12:14:${String(second).padStart(2, '0')}.000Z`;
const RECALLED: FlagChange = { what: 'recalled', at: at(11), words: '对方撤回了一条消息' };

async function archived(...before: FlagChange[]) {
  const store = freshStore();
  await keepFlags(store, [sampleFlag(), sampleFlag({ id: 'f2' })]);
  for (const change of before) await addChange(store, 'f1', change);
  const entry = await archive(store, 'f1');
  return { store, entry };
}
const changesIn = async (store: ReturnType<typeof freshStore>) =>
  (await all(eachLink(store))).flatMap(({ body }) => (body?.facts.type === 'change' ? [body.facts.change] : []));

it('a recall after archiving: seen then, recalled then; the earlier record stands as it was', async () => {
  const { store, entry } = await archived();
  await addChange(store, 'f1', RECALLED);
  expect(await tellChanges(store, 'f1')).toBe(1);
  const link = (await getEntry(store, 2))!;
  expect(link.prev).toBe(entry.hash);
  expect(link.body!.facts as ChangeFacts).toMatchObject({ type: 'change', about: { seq: 1, hash: entry.hash, flagId: 'f1' }, change: RECALLED, seenAt: '2026-03-02T13:15:00.000Z', zone: 'Asia/Shanghai' });
  expect(await entryOfFlag(store, 'f1')).toEqual(entry);
  expect(await changesOfFlag(store, 'f1')).toEqual([link]);
  expect(await changesOfFlag(store, 'f2')).toEqual([]);
  expect((await all(eachCustody(store))).at(-1)).toMatchObject({ act: 'noted', detail: { flag: 'f1', entry: 2, hash: link.hash, about: 1, what: 'recalled' } });
  expect(await checked(store)).toMatchObject({ whole: true, counts: { messages: 1, changes: 1 } });
});

it('each change once, in order, also what comes back; those of before archiving stand in the entry alone', async () => {
  const { store, entry } = await archived({ what: 'edited', at: at(1), words: 'kind words' });
  expect(entry.body.facts.changes).toEqual([{ what: 'edited', at: at(1), words: 'kind words' }]);
  expect(await tellChanges(store, 'f1')).toBe(0);
  const later: FlagChange[] = [{ what: 'gone', at: at(2) }, { what: 'back', at: at(3) }, { what: 'gone', at: at(4) }];
  for (const change of later) {
    await addChange(store, 'f1', change);
    await addChange(store, 'f1', change);
    expect(await tellChanges(store, 'f1')).toBe(1);
    expect(await tellChanges(store, 'f1')).toBe(0);
  }
  expect(await changesIn(store)).toEqual(later);
});

it('a link that failed is made good at the next change, and the change itself was kept', async () => {
  const { store } = await archived();
  await addChange(store, 'f1', { what: 'gone', at: at(2) });
  await expect(appendChanges(store, 'f1', () => Promise.reject(new Error('no key')))).rejects.toThrow('no key');
  expect((await getFlag(store, 'f1'))!.changes).toEqual([{ what: 'gone', at: at(2) }]);
  await addChange(store, 'f1', { what: 'back', at: at(3) });
  expect(await tellChanges(store, 'f1')).toBe(2);
  expect(await changesIn(store)).toEqual([{ what: 'gone', at: at(2) }, { what: 'back', at: at(3) }]);
});

it('told by several at once, each stands once', async () => {
  const { store } = await archived();
  for (let i = 0; i < 6; i++) await addChange(store, 'f1', { what: i % 2 ? 'back' : 'gone', at: at(i) });
  const counts = await Promise.all([1, 2, 3].map(() => tellChanges(store, 'f1')));
  expect(counts.reduce((a, b) => a + b)).toBe(6);
  expect((await changesIn(store)).map((change) => change.at)).toEqual([0, 1, 2, 3, 4, 5].map(at));
  expect(await checked(store)).toMatchObject({ whole: true });
});

it('of a message that is not archived nothing is sealed; of one that is not there, not_found', async () => {
  const { store } = await archived();
  await addChange(store, 'f2', RECALLED);
  expect(await tellChanges(store, 'f2')).toBe(0);
  expect(await store.entries.count()).toBe(1);
  await expect(tellChanges(store, 'none')).rejects.toMatchObject({ code: 'not_found' });
});

it('an entry of before changes were sealed with it counts as one that holds none', async () => {
  const { store } = await archived();
  const old = await store.entries.get(1);
  delete (old!.body!.facts as { changes?: unknown }).changes;
  await store.entries.put(old!);
  await addChange(store, 'f1', RECALLED);
  expect(await tellChanges(store, 'f1')).toBe(1);
});

it.each<[string, object]>([
  ['facts of a message', { flagId: 'f9' }],
  ['a change of another message', { type: 'change', about: { seq: 1, hash: 'HASH', flagId: 'f2' } }],
  ['a change of another link', { type: 'change', about: { seq: 2, hash: 'HASH', flagId: 'f1' } }],
  ['a tombstone', { type: 'deleted', about: { seq: 1, hash: 'HASH', flagId: 'f1' } }],
])('refuses %s in its place, and writes nothing', async (_name, facts) => {
  const { store, entry } = await archived();
  await addChange(store, 'f1', { what: 'gone', at: NOW });
  const spoiled = JSON.parse(JSON.stringify(facts).replace('HASH', entry.hash)) as EntryFacts;
  await expect(appendChanges(store, 'f1', async (head) => {
    const link = sampleEntry('f1', head);
    link.body.facts = spoiled;
    return link;
  })).rejects.toMatchObject({ code: 'bad_request' });
  expect(await store.entries.count()).toBe(1);
});
