/** Whatever ends in the middle of a write to the chain: all of it stands, or none, and it can be done again. */
import { expect, describe, it } from 'vitest';
import type { Entry } from '../../src/core/entry.ts';
import { addChange, getFlag, keepFlags, setConfirmed } from '../../src/store/flags.ts';
import { countFlags } from '../../src/store/history.ts';
import { appendEntry } from '../../src/store/entries.ts';
import { openStore, type Store } from '../../src/store/schema.ts';
import { archive, checked, filesFor, NOW, remove, tellChanges } from './archive-rig.ts';
import { freshName, sampleFlag, sampleSealed } from './samples.ts';
import { withWrites, type Ending } from './writes-that-end.ts';

/** Every row of every table but the key, which cannot be compared. */
async function rows(store: Store): Promise<Record<string, unknown[]>> {
  const tables = store.tables.filter(({ name }) => name !== 'keys');
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table.name, await table.toArray()] as const)));
}

const CHANGES = ['recalled', 'gone'] as const;

/** Two archived messages, one with two changes told, and one that is open. */
async function scene(): Promise<Store> {
  const store = openStore(freshName());
  await keepFlags(store, ['a', 'b', 'c'].map((id) => sampleFlag({ id, chat: id })));
  for (const id of ['a', 'b']) await archive(store, id);
  for (const what of CHANGES) await addChange(store, 'a', { what, at: NOW });
  await tellChanges(store, 'a');
  await setConfirmed(store, 'a', true);
  await addChange(store, 'b', { what: 'edited', at: NOW, words: '=cmd()' });
  return store;
}

const WORKS: [string, (store: Store) => Promise<unknown>, { messages: number; changes: number; tombstones: number; files: number; custody: number }][] = [
  ['archiving', (store) => archive(store, 'c'), { messages: 3, changes: 2, tombstones: 0, files: 6, custody: 5 }],
  ['a change of an archived message', (store) => tellChanges(store, 'b'), { messages: 2, changes: 3, tombstones: 0, files: 4, custody: 5 }],
  ['deleting an archived message with changes', (store) => remove(store, 'a', '不想留着'), { messages: 1, changes: 0, tombstones: 3, files: 2, custody: 5 }],
  ['deleting one that was never archived', (store) => remove(store, 'c'), { messages: 2, changes: 2, tombstones: 0, files: 4, custody: 5 }],
];

describe.each(WORKS)('%s', (_name, work, after) => {
  it('stands whole when nothing ends it', async () => {
    const store = await scene();
    const { writes, result } = await withWrites(0, 'full', () => work(store));
    expect(result.status).toBe('fulfilled');
    expect(writes).toBeGreaterThanOrEqual(4);
    expect(await checked(store)).toMatchObject({ whole: true, strays: 0, counts: after });
  });

  it.each<[Ending]>([['full'], ['killed']])('%s at each write: nothing of it stands, and it can be done again', async (ending) => {
    const { writes } = await withWrites(0, ending, async () => work(await scene()));
    const inScene = (await withWrites(0, ending, scene)).writes;
    const own = writes - inScene;
    expect(own).toBeGreaterThanOrEqual(4);
    for (let nth = 1; nth <= own; nth++) {
      const store = await scene();
      const before = await rows(store);
      const { result } = await withWrites(nth, ending, () => work(store));
      expect(result, `write ${nth}`).toMatchObject({ status: 'rejected', reason: { code: ending === 'full' ? 'storage_full' : expect.stringMatching(/cancelled|storage_refused|unknown/) } });
      store.close();
      const again = openStore(store.name);
      expect(await rows(again), `write ${nth}`).toEqual(before);
      expect(await checked(again), `write ${nth}`).toMatchObject({ whole: true, strays: 0 });
      await work(again);
      expect(await checked(again), `write ${nth}`).toMatchObject({ whole: true, strays: 0, counts: after });
      again.close();
    }
  });
});

describe('before anything is written', () => {
  it('a seal that never comes: no entry, and the next start archives', async () => {
    const name = freshName();
    const killed = openStore(name);
    await keepFlags(killed, [sampleFlag()]);
    await new Promise<void>((asked) => { void appendEntry(killed, 'f1', () => { asked(); return new Promise(() => {}); }); });
    killed.close();
    const store = openStore(name);
    expect(await store.entries.count()).toBe(0);
    expect((await getFlag(store, 'f1'))!.state).toBe('open');
    expect((await archive(store, 'f1')).seq).toBe(1);
    expect(await checked(store)).toMatchObject({ whole: true, strays: 0 });
  });

  it('the database closed between seal and write: none', async () => {
    const name = freshName();
    const killed = openStore(name);
    await keepFlags(killed, [sampleFlag()]);
    await expect(appendEntry(killed, 'f1', async (head) => { killed.close(); return sampleSealed('f1', head); })).rejects.toMatchObject({ code: 'storage_refused' });
    const store = openStore(name);
    expect(await store.entries.count()).toBe(0);
    expect(await checked(store)).toMatchObject({ whole: true, strays: 0, counts: { messages: 0 } });
  });
});

describe('many at once', () => {
  it('from two contexts: a whole chain, each flag once', async () => {
    const name = freshName();
    const stores = [openStore(name), openStore(name)];
    const ids = Array.from({ length: 20 }, (_, i) => `n${i}`);
    await keepFlags(stores[0]!, ids.map((id) => sampleFlag({ id })));
    const made = await Promise.all(ids.flatMap((id) => stores.map((store): Promise<Entry> => archive(store, id))));
    for (let i = 0; i < made.length; i += 2) expect(made[i]!.hash).toBe(made[i + 1]!.hash);
    expect(await checked(stores[1]!)).toMatchObject({ whole: true, strays: 0, counts: { messages: 20, files: 40, custody: 20 } });
  });

  it('archiving, changes and deletions mixed, with a disk that is full in the middle', async () => {
    const store = openStore(freshName());
    const ids = Array.from({ length: 12 }, (_, i) => `n${i}`);
    await keepFlags(store, ids.map((id) => sampleFlag({ id })));
    const all = await withWrites(31, 'full', () => Promise.allSettled(ids.map(async (id, i) => {
      await archive(store, id);
      if (i % 3 === 0) await addChange(store, id, { what: 'gone', at: NOW }).then(() => tellChanges(store, id));
      if (i % 4 === 0) await remove(store, id);
    })));
    if (all.result.status === 'rejected') throw all.result.reason;
    expect(all.result.value.filter(({ status }) => status === 'rejected').length).toBe(1);
    expect(all.result.value.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'storage_full' } });
    const check = await checked(store);
    expect(check).toMatchObject({ whole: true, strays: 0 });
    expect(check.counts.tombstones).toBe(check.counts.deleted);
    expect(await countFlags(store, { states: ['archived'] })).toBe(check.counts.messages);
  });

  it('one that is deleted while it is archived: deleted, or archived and deleted, never half', async () => {
    for (let i = 0; i < 10; i++) {
      const store = openStore(freshName());
      await keepFlags(store, [sampleFlag()]);
      const [archived, removed] = await Promise.allSettled([archive(store, 'f1', filesFor('f1')), remove(store, 'f1')]);
      expect(removed.status).toBe('fulfilled');
      if (archived.status === 'rejected') expect(archived.reason).toMatchObject({ code: 'not_found' });
      expect(await store.flags.count()).toBe(0);
      const check = await checked(store);
      expect(check).toMatchObject({ whole: true, strays: 0, counts: { messages: 0 } });
      expect(check.counts.deleted).toBe(archived.status === 'fulfilled' ? 1 : 0);
    }
  });
});
