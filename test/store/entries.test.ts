import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/entry.ts';
import { FIRST_PREV } from '../../src/core/entry.ts';
import { entryFacts } from '../../src/evidence/facts.ts';
import { sealEntry } from '../../src/evidence/seal.ts';
import { verifyChain } from '../../src/evidence/chain.ts';
import { verifyCustody } from '../../src/evidence/custody.ts';
import { appendEntry, chainHead, eachEntry, entryOfFlag, getEntry, type ChainHead } from '../../src/store/entries.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { getFlag, keepFlags, setDismissed } from '../../src/store/flags.ts';
import { countFlags } from '../../src/store/history.ts';
import { deviceKey } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/schema.ts';
import { all, chainIsWhole, freshName, freshStore, sampleEntry, sampleFlag } from './samples.ts';

const software = { extension: '0.1.0', model: 'm1', browser: 'Chromium 156', os: 'Linux' };

/** As the worker does it: a real seal with the key of the device. */
async function archive(store: Store, flagId: string): Promise<Entry> {
  const keys = await deviceKey(store);
  const flag = (await getFlag(store, flagId))!;
  const now = '2026-03-03T00:00:00.000Z';
  return appendEntry(store, flagId, (head) => sealEntry({ facts: entryFacts({ flag, now, zone: 'Asia/Shanghai', software }), head, keys, now }));
}

/** A promise and its handle. */
function gate<T = void>() {
  let open!: (value: T) => void;
  const opened = new Promise<T>((resolve) => { open = resolve; });
  return { open, opened };
}

describe('appendEntry', () => {
  it('archives: entry, head, state and custody line stand together', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    const heads: ChainHead[] = [];
    const entry = await appendEntry(store, 'f1', async (head) => { heads.push(head); return sampleEntry('f1', head); }, () => '2026-03-03T00:00:00.000Z');
    expect(heads).toEqual([{ seq: 0, hash: FIRST_PREV }]);
    expect(await getEntry(store, 1)).toEqual(entry);
    expect(await entryOfFlag(store, 'f1')).toEqual(entry);
    expect(await chainHead(store)).toEqual({ seq: 1, hash: entry.hash });
    expect(await getFlag(store, 'f1')).toMatchObject({ state: 'archived', entrySeq: 1, message: sampleFlag().message });
    expect(await all(eachCustody(store))).toMatchObject([{ act: 'archived', at: '2026-03-03T00:00:00.000Z', detail: { flag: 'f1', entry: 1, hash: entry.hash } }]);
  });

  it('answers the Entry that stands, and does not seal again', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    const first = await archive(store, 'f1');
    expect(await appendEntry(store, 'f1', () => { throw new Error('asked to seal'); })).toEqual(first);
  });

  it('says not_found', async () => {
    await expect(appendEntry(freshStore(), 'none', async (head) => sampleEntry('none', head))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('seals with no transaction open: a seal may wait for a timer', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    const entry = await appendEntry(store, 'f1', async (head) => {
      await new Promise((resolve) => { setTimeout(resolve, 30); });
      await store.chats.count();
      return sampleEntry('f1', head);
    });
    expect(entry.seq).toBe(1);
  });

  it('two flags archived at once: a whole chain of two', async () => {
    const name = freshName();
    const [one, two] = [openStore(name), openStore(name)];
    await keepFlags(one, ['a', 'b'].map((id) => sampleFlag({ id })));
    const entries = await Promise.all([archive(one, 'a'), archive(two, 'b')]);
    expect(entries.map(({ seq }) => seq).sort()).toEqual([1, 2]);
    const { publicKey } = await deviceKey(one);
    expect(await verifyChain(eachEntry(one), publicKey, await chainHead(one))).toEqual({ ok: true, count: 2 });
    expect(await verifyCustody(eachCustody(one))).toEqual({ ok: true, count: 2 });
  });

  it('seals again when the head moved meanwhile', async () => {
    const store = freshStore();
    await keepFlags(store, ['a', 'b'].map((id) => sampleFlag({ id })));
    const seals: number[] = [];
    const entry = await appendEntry(store, 'a', async (head) => {
      seals.push(head.seq);
      if (seals.length === 1) await appendEntry(store, 'b', async (other) => sampleEntry('b', other));
      return sampleEntry('a', head);
    });
    expect(seals).toEqual([0, 1]);
    expect(entry.seq).toBe(2);
    expect(await chainIsWhole(store)).toBe(true);
  });

  it('one flag archived many times at once: one Entry, one custody line, the same answer', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    const answers = await Promise.all(Array.from({ length: 5 }, () => archive(store, 'f1')));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await store.entries.count()).toBe(1);
    expect(await store.custody.count()).toBe(1);
  });

  it('twenty at once: a whole chain of twenty', async () => {
    const store = freshStore();
    const ids = Array.from({ length: 20 }, (_, i) => `n${i}`);
    await keepFlags(store, ids.map((id) => sampleFlag({ id })));
    await Promise.all(ids.map((id) => archive(store, id)));
    const { publicKey } = await deviceKey(store);
    expect(await verifyChain(eachEntry(store), publicKey, await chainHead(store))).toEqual({ ok: true, count: 20 });
  });

  it.each<[string, (entry: Entry) => Entry]>([
    ['another number', (entry) => ({ ...entry, seq: 7 })],
    ['another link', (entry) => ({ ...entry, prev: 'x' })],
    ['another number inside', (entry) => ({ ...entry, body: { ...entry.body, seq: 7 } })],
    ['another flag', (entry) => ({ ...entry, body: { ...entry.body, facts: { ...entry.body.facts, flagId: 'b' } } })],
  ])('refuses a seal with %s, and writes nothing', async (_name, spoil) => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    await expect(appendEntry(store, 'f1', async (head) => spoil(sampleEntry('f1', head)))).rejects.toMatchObject({ code: 'bad_request' });
    expect(await store.entries.count()).toBe(0);
    expect((await getFlag(store, 'f1'))!.state).toBe('open');
  });

  it('says chain_broken when an Entry stands beyond the head, and writes nothing', async () => {
    const store = freshStore();
    await keepFlags(store, ['a', 'b'].map((id) => sampleFlag({ id })));
    await archive(store, 'a');
    await store.heads.delete('entries');
    await expect(archive(store, 'b')).rejects.toMatchObject({ code: 'chain_broken' });
    expect((await getFlag(store, 'b'))!.state).toBe('open');
  });
});

describe('a worker that ends in the middle leaves a whole entry or none', () => {
  it('while sealing: none, and the next start archives', async () => {
    const name = freshName();
    const killed = openStore(name);
    await keepFlags(killed, [sampleFlag()]);
    const asked = gate();
    void appendEntry(killed, 'f1', () => { asked.open(); return new Promise<Entry>(() => {}); });
    await asked.opened;
    killed.close();
    const store = openStore(name);
    expect(await store.entries.count()).toBe(0);
    expect((await getFlag(store, 'f1'))!.state).toBe('open');
    expect((await archive(store, 'f1')).seq).toBe(1);
    expect(await chainIsWhole(store)).toBe(true);
  });

  it('the database closed between seal and write: none', async () => {
    const name = freshName();
    const killed = openStore(name);
    await keepFlags(killed, [sampleFlag()]);
    await expect(appendEntry(killed, 'f1', async (head) => { killed.close(); return sampleEntry('f1', head); })).rejects.toMatchObject({ code: 'storage_refused' });
    const store = openStore(name);
    expect(await store.entries.count()).toBe(0);
    expect(await chainIsWhole(store)).toBe(true);
  });

  // One write after another: entry, head, flag, tallies, custody line, custody head.
  it.each([1, 2, 3, 4, 5, 6])('aborted at write %i: none of it stands, and it can be archived again', async (nth) => {
    const store = freshStore();
    await keepFlags(store, ['a', 'b'].map((id) => sampleFlag({ id })));
    await archive(store, 'a');
    let writes = 0;
    const stop = (..._args: unknown[]) => { if (++writes === nth) store.close(); };
    const tables = [store.entries, store.heads, store.flags, store.tallies, store.custody];
    for (const table of tables) {
      const add = table.add.bind(table) as (...args: unknown[]) => unknown;
      const put = table.put.bind(table) as (...args: unknown[]) => unknown;
      const bulkPut = table.bulkPut.bind(table) as (...args: unknown[]) => unknown;
      Object.assign(table, {
        add: (...args: unknown[]) => { stop(); return writes === nth ? Promise.reject(new DOMException('ended', 'AbortError')) : add(...args); },
        put: (...args: unknown[]) => { stop(); return writes === nth ? Promise.reject(new DOMException('ended', 'AbortError')) : put(...args); },
        bulkPut: (...args: unknown[]) => { stop(); return writes === nth ? Promise.reject(new DOMException('ended', 'AbortError')) : bulkPut(...args); },
      });
    }
    await expect(appendEntry(store, 'b', async (head) => sampleEntry('b', head))).rejects.toThrow();
    expect(writes).toBe(nth);
    const again = openStore(store.name);
    expect(await again.entries.count()).toBe(1);
    expect(await again.custody.count()).toBe(1);
    expect((await getFlag(again, 'b'))!.state).toBe('open');
    expect(await countFlags(again, { states: ['open'] })).toBe(1);
    expect(await chainIsWhole(again)).toBe(true);
    await archive(again, 'b');
    const { publicKey } = await deviceKey(again);
    expect(await verifyChain(eachEntry(again), publicKey, await chainHead(again))).toEqual({ ok: true, count: 2 });
    expect(await verifyCustody(eachCustody(again))).toEqual({ ok: true, count: 2 });
  });
});

describe('eachEntry', () => {
  it('goes through the chain in order, over pages, or through those of the chosen flags', async () => {
    const store = freshStore();
    const ids = Array.from({ length: 230 }, (_, i) => `n${String(i).padStart(3, '0')}`);
    await keepFlags(store, ids.map((id, i) => sampleFlag({ id, site: i % 2 ? 'https://odd.example' : 'https://even.example' })));
    // Archived in the opposite order of time and name.
    for (const id of ids.toReversed()) await appendEntry(store, id, async (head) => sampleEntry(id, head));
    expect((await all(eachEntry(store))).map(({ seq }) => seq)).toEqual(ids.map((_, i) => i + 1));
    const odd = await all(eachEntry(store, { sites: ['https://odd.example'] }));
    expect(odd.map(({ seq }) => seq)).toEqual(ids.map((_, i) => i + 1).filter((seq) => seq % 2 === 1));
    expect(await all(eachEntry(store, { states: ['open'] }))).toEqual([]);
  });

  it('still gives the Entry of a flag dismissed later', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    await archive(store, 'f1');
    await setDismissed(store, 'f1', true);
    expect((await all(eachEntry(store, {}))).length).toBe(1);
  });
});
