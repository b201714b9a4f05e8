import { describe, expect, it } from 'vitest';
import type { Entry, TombstoneFacts } from '../../src/core/entry.ts';
import { setChatWord } from '../../src/store/chats.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { deleteKept } from '../../src/store/deletion.ts';
import { eachLink, entryOfFlag, getArtefact, getEntry } from '../../src/store/entries.ts';
import { addChange, getFlag, keepFlags, setConfirmed, setDismissed } from '../../src/store/flags.ts';
import { countFlags, facets, listFlags } from '../../src/store/history.ts';
import type { Store } from '../../src/store/schema.ts';
import { archive, checked, NOW, remove, tellChanges, tombstones } from './archive-rig.ts';
import { all, freshStore, sampleEntry, sampleFlag } from './samples.ts';

const SECRET = '明天上你家门口堵你';
/** All that is kept, as text: what is deleted may be in none of it. */
async function dump(store: Store): Promise<string> {
  const tables = await Promise.all(store.tables.filter(({ name }) => name !== 'keys').map((table) => table.toArray()));
  return JSON.stringify(tables, (_name, value: unknown) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value));
}

it('an archived message: content, files, later links and lesson gone; numbers, hashes and tombstones stay', async () => {
  const store = freshStore();
  await keepFlags(store, [sampleFlag(), sampleFlag({ id: 'f2', text: 'other words', chat: 'c2' })]);
  const first = await archive(store, 'f1');
  const second = await archive(store, 'f2');
  await addChange(store, 'f1', { what: 'edited', at: NOW, words: `${SECRET}!` });
  await tellChanges(store, 'f1');
  await setConfirmed(store, 'f1', true);
  expect(await dump(store)).toContain(SECRET);

  const deleted = await remove(store, 'f1', '不想留着');
  expect(deleted).toMatchObject({ row: { id: 'f1' }, links: [1, 3], tombstones: [4, 5] });
  expect(await dump(store)).not.toContain(SECRET);
  expect(await dump(store)).not.toContain('fragment of f1');
  const { seq, hash, prev, keyId, signature } = first;
  expect(await getEntry(store, 1)).toEqual({ seq, hash, prev, keyId, signature, body: null });
  const [one, two] = (await all(eachLink(store))).slice(3) as [Entry<TombstoneFacts>, Entry<TombstoneFacts>];
  expect(one.body!.facts).toMatchObject({ type: 'deleted', about: { seq: 1, hash, flagId: 'f1' }, reason: '不想留着', deletedAt: NOW });
  expect(two.body!.facts.about.seq).toBe(3);
  expect(await entryOfFlag(store, 'f1')).toBeUndefined();
  expect(await getFlag(store, 'f1')).toBeUndefined();
  expect(await getArtefact(store, 1, 'message.html')).toBeUndefined();
  expect((await all(eachCustody(store))).at(-1)).toMatchObject({ act: 'deleted', at: NOW, detail: { flag: 'f1', entry: 1, hash, tombstone: 4, links: 2, reason: '不想留着' } });

  expect(await entryOfFlag(store, 'f2')).toEqual(second);
  expect(await getArtefact(store, 2, 'message.html')).toBeDefined();
  expect(await checked(store)).toMatchObject({ whole: true, strays: 0, counts: { messages: 1, changes: 0, tombstones: 2, deleted: 2 } });
});

it('one that was never archived: the row gone, a line in the log, no link', async () => {
  const store = freshStore();
  await keepFlags(store, [sampleFlag(), sampleFlag({ id: 'f2', text: 'other' })]);
  await setDismissed(store, 'f1', true);
  await deleteKept(store, 'f1', '', () => { throw new Error('asked to seal'); }, () => NOW);
  expect(await dump(store)).not.toContain(SECRET);
  expect(await store.entries.count()).toBe(0);
  expect((await all(eachCustody(store))).map(({ act, detail }) => [act, detail])).toEqual([['dismissed', { flag: 'f1' }], ['deleted', { flag: 'f1' }]]);
  expect((await listFlags(store, {}, { limit: 10 })).flags.map(({ id }) => id)).toEqual(['f2']);
  expect((await facets(store)).states).toEqual({ open: 1, dismissed: 0, archived: 0 });
});

it('a chat in which nothing is kept any more is forgotten, unless the reader said what it is', async () => {
  const store = freshStore();
  await keepFlags(store, [sampleFlag({ id: 'a', chat: 'c1', title: '催收一组' }), sampleFlag({ id: 'b', chat: 'c1', title: '催收一组' }), sampleFlag({ id: 'c', chat: 'c2', title: '催收二组' })]);
  await setChatWord(store, { site: 'https://chat.example', conversation: { id: 'c2', title: '催收二组' } }, 'collector');
  await remove(store, 'a');
  expect(await store.chats.count()).toBe(2);
  await remove(store, 'b');
  await remove(store, 'c');
  expect((await store.chats.toArray()).map(({ conversationId, word }) => [conversationId, word])).toEqual([['c2', 'collector']]);
  expect(await store.tallies.count()).toBe(0);
  expect(await dump(store)).not.toContain('催收一组');
});

it('read again on its page it does not come back, beside others that are new', async () => {
  const store = freshStore();
  await keepFlags(store, [sampleFlag()]);
  await archive(store, 'f1');
  await remove(store, 'f1');
  const before = await store.custody.count();
  const kept = await keepFlags(store, [sampleFlag(), sampleFlag({ id: 'f2', text: 'new' }), sampleFlag()]);
  expect(kept).toEqual([
    { id: 'f1', key: 'key f1', state: 'dismissed' }, { id: 'f2', key: 'key f2', state: 'open' }, { id: 'f1', key: 'key f1', state: 'dismissed' },
  ]);
  expect(await countFlags(store, {})).toBe(1);
  expect(await store.custody.count()).toBe(before);
  expect(await dump(store)).not.toContain(SECRET);
  for (const work of [() => setDismissed(store, 'f1', false), () => setConfirmed(store, 'f1', true), () => archive(store, 'f1'), () => addChange(store, 'f1', { what: 'gone', at: NOW })]) {
    await expect(work()).rejects.toMatchObject({ code: 'not_found' });
  }
});

it('twice, or by two at once, is once; of what was never there, not_found', async () => {
  const store = freshStore();
  await keepFlags(store, [sampleFlag()]);
  await archive(store, 'f1');
  const both = await Promise.allSettled([remove(store, 'f1'), remove(store, 'f1')]);
  expect(both.map(({ status }) => status)).toContain('fulfilled');
  expect(await remove(store, 'f1')).toBeNull();
  expect(await checked(store)).toMatchObject({ whole: true, counts: { deleted: 1, tombstones: 1 } });
  await expect(remove(store, 'none')).rejects.toMatchObject({ code: 'not_found' });
});

it('seals again when a link came first, and then about all there is', async () => {
  const store = freshStore();
  await keepFlags(store, [sampleFlag()]);
  await archive(store, 'f1');
  const asked: number[][] = [];
  await deleteKept(store, 'f1', '', async (head, abouts) => {
    asked.push(abouts.map(({ seq }) => seq));
    if (asked.length === 1) {
      await addChange(store, 'f1', { what: 'gone', at: NOW });
      await tellChanges(store, 'f1');
    }
    return tombstones(store, head, abouts);
  });
  expect(asked).toEqual([[1], [1, 2]]);
  expect(await checked(store)).toMatchObject({ whole: true, counts: { deleted: 2, tombstones: 2 } });
});

it.each<[string, (made: Entry[]) => Entry[]]>([
  ['none', () => []],
  ['one too many', (made) => [...made, sampleEntry('f1', made[0]!)]],
  ['one of another kind', (made) => [sampleEntry('f1', { seq: made[0]!.seq - 1, hash: made[0]!.prev })]],
  ['one about another link', (made) => made.map((one) => ({ ...one, body: { ...one.body!, facts: { ...one.body!.facts, about: { seq: 1, hash: 'x', flagId: 'f1' } } as TombstoneFacts } }))],
  ['one with another number', (made) => made.map((one) => ({ ...one, seq: 9 }))],
])('refuses %s for a tombstone, and deletes nothing', async (_name, spoil) => {
  const store = freshStore();
  await keepFlags(store, [sampleFlag()]);
  const entry = await archive(store, 'f1');
  await expect(deleteKept(store, 'f1', '', async (head, abouts) => spoil(await tombstones(store, head, abouts)))).rejects.toMatchObject({ code: 'bad_request' });
  expect(await entryOfFlag(store, 'f1')).toEqual(entry);
  expect(await checked(store)).toMatchObject({ whole: true, strays: 0, counts: { deleted: 0 } });
});

describe('a message that was deleted and is read again', () => {
  it('stays away with the same words, and is a new one with others', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    await remove(store, 'f1', '');
    const [same] = await keepFlags(store, [sampleFlag()]);
    expect([same!.state, await getFlag(store, 'f1')]).toEqual(['dismissed', undefined]);
    const other = sampleFlag();
    other.message = { ...other.message, text: 'another threat altogether' };
    expect((await keepFlags(store, [other]))[0]!.state).toBe('open');
    expect((await getFlag(store, 'f1'))!.message.text).toBe('another threat altogether');
    expect(await store.removed.count()).toBe(0);
  });

  it('comes back when the reader marks it by hand', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    await remove(store, 'f1', '');
    expect((await keepFlags(store, [{ ...sampleFlag(), markedBy: 'reader' }]))[0]!.state).toBe('open');
  });

  it('is not told by what is remembered of it', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    await remove(store, 'f1', '');
    const row = (await store.removed.get('f1'))!;
    expect(row.words).toMatch(/^[0-9a-f]{8}$/);
    expect(Object.keys(row).sort()).toEqual(['at', 'id', 'words']);
  });
});
