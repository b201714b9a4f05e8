import { describe, expect, it } from 'vitest';
import { FIRST_PREV, type EntryFacts } from '../../src/core/entry.ts';
import { verifyChain } from '../../src/evidence/chain.ts';
import { verifyCustody } from '../../src/evidence/custody.ts';
import { appendEntry, chainHead, countEntries, eachEntry, eachLink, entryOfFlag, getArtefact, getEntry, type ChainHead, type Sealed } from '../../src/store/entries.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { addChange, getFlag, keepFlags, setDismissed } from '../../src/store/flags.ts';
import { deviceKey } from '../../src/store/keys.ts';
import { openStore } from '../../src/store/schema.ts';
import { archive, checked, filesFor, NOW, remove, tellChanges } from './archive-rig.ts';
import { all, chainIsWhole, freshName, freshStore, sampleEntry, sampleFlag, sampleSealed } from './samples.ts';

describe('appendEntry', () => {
  it('archives: entry, head, state and custody line stand together', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    const heads: ChainHead[] = [];
    const entry = await appendEntry(store, 'f1', async (head) => { heads.push(head); return sampleSealed('f1', head); }, () => '2026-03-03T00:00:00.000Z');
    expect(heads).toEqual([{ seq: 0, hash: FIRST_PREV, moment: null }]);
    expect(await getEntry(store, 1)).toEqual(entry);
    expect(await entryOfFlag(store, 'f1')).toEqual(entry);
    expect(await chainHead(store)).toEqual({ seq: 1, hash: entry.hash, moment: null });
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
    await expect(appendEntry(freshStore(), 'none', async (head) => sampleSealed('none', head))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('seals with no transaction open: a seal may wait for a timer', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    const entry = await appendEntry(store, 'f1', async (head) => {
      await new Promise((resolve) => { setTimeout(resolve, 30); });
      await store.chats.count();
      return sampleSealed('f1', head);
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
    expect(await verifyChain(eachLink(one), publicKey, await chainHead(one))).toEqual({ ok: true, count: 2 });
    expect(await verifyCustody(eachCustody(one))).toEqual({ ok: true, count: 2 });
  });

  it('seals again when the head moved meanwhile', async () => {
    const store = freshStore();
    await keepFlags(store, ['a', 'b'].map((id) => sampleFlag({ id })));
    const seals: number[] = [];
    const entry = await appendEntry(store, 'a', async (head) => {
      seals.push(head.seq);
      if (seals.length === 1) await appendEntry(store, 'b', async (other) => sampleSealed('b', other));
      return sampleSealed('a', head);
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
    expect(await verifyChain(eachLink(store), publicKey, await chainHead(store))).toEqual({ ok: true, count: 20 });
  });

  it('keeps the files with it, whole and of their own memory', async () => {
    const store = freshStore();
    await keepFlags(store, ['a', 'b'].map((id) => sampleFlag({ id })));
    const large = new TextEncoder().encode('####fragment of a####') as Uint8Array<ArrayBuffer>;
    const [, picture] = filesFor('a');
    await archive(store, 'a', [{ name: 'message.html', bytes: large.subarray(4, 17) }, picture!]);
    await archive(store, 'b', []);
    const fragment = (await getArtefact(store, 1, 'message.html'))!;
    expect(new TextDecoder().decode(fragment)).toBe('fragment of a');
    expect(fragment.buffer.byteLength).toBe(13);
    expect(await getArtefact(store, 1, 'picture.png')).toEqual(picture!.bytes);
    expect(await getArtefact(store, 2, 'picture.png')).toBeUndefined();
    expect(await checked(store)).toMatchObject({ whole: true, strays: 0, counts: { messages: 2, files: 2 } });
  });

  it('tells the next seal when and where the last was made', async () => {
    const store = freshStore();
    await keepFlags(store, ['a', 'b'].map((id) => sampleFlag({ id })));
    await archive(store, 'a');
    expect((await chainHead(store)).moment).toEqual({ sealedAt: NOW, zone: 'Asia/Shanghai', utcOffsetMinutes: 480 });
    expect((await archive(store, 'b')).body.facts.times.clock.previousSealedAt).toBe(NOW);
    // As in a row of an earlier version, which says nothing of it: the record does.
    await store.heads.update('entries', { moment: undefined } as never);
    expect((await chainHead(store)).moment).toEqual({ sealedAt: NOW, zone: 'Asia/Shanghai', utcOffsetMinutes: 480 });
  });

  it('seals again when something befell the message meanwhile, and asks for it as it is now', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    const seen: number[] = [];
    const entry = await appendEntry(store, 'f1', async (head, flag) => {
      seen.push(flag.changes?.length ?? 0);
      if (seen.length === 1) await addChange(store, 'f1', { what: 'recalled', at: NOW });
      const { entry, artefacts } = sampleSealed('f1', head);
      Object.assign(entry.body!.facts, { changes: flag.changes ?? [] });
      return { entry, artefacts };
    });
    expect(seen).toEqual([0, 1]);
    expect(entry.body.facts.changes).toEqual([{ what: 'recalled', at: NOW }]);
  });

  const facts = (change: Partial<EntryFacts>) => (head: ChainHead): Sealed => {
    const { entry, artefacts } = sampleSealed('f1', head);
    Object.assign(entry.body!.facts, change);
    return { entry, artefacts };
  };
  const [fragment] = filesFor('f1');
  const named = { fragment: { file: 'message.html' as const, bytes: fragment!.bytes.length, sha256: 'x', images: [] } };
  it.each<[string, (head: ChainHead) => Sealed]>([
    ['another number', (head) => ({ entry: { ...sampleEntry('f1', head), seq: 7 }, artefacts: [] })],
    ['another link', (head) => ({ entry: { ...sampleEntry('f1', head), prev: 'x' }, artefacts: [] })],
    ['another number inside', (head) => { const sealed = sampleSealed('f1', head); sealed.entry.body!.seq = 7; return sealed; }],
    ['another flag', facts({ flagId: 'b' })],
    ['no content', (head) => ({ entry: { ...sampleEntry('f1', head), body: null }, artefacts: [] })],
    ['facts of another kind', facts({ type: 'change' as 'message' })],
    ['a file that it does not name', (head) => ({ ...sampleSealed('f1', head), artefacts: [fragment!] })],
    ['a file that is not there', facts(named)],
    ['a file of another size', (head) => ({ ...facts(named)(head), artefacts: [{ name: 'message.html', bytes: new Uint8Array(1) }] })],
    ['a file twice', (head) => ({ ...facts(named)(head), artefacts: [fragment!, fragment!] })],
  ])('refuses a seal with %s, and writes nothing', async (_name, seal) => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    await expect(appendEntry(store, 'f1', async (head) => seal(head))).rejects.toMatchObject({ code: 'bad_request' });
    expect(await store.entries.count()).toBe(0);
    expect(await store.artefacts.count()).toBe(0);
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

describe('eachEntry', () => {
  it('goes through the chain in order, over pages, or through those of the chosen flags', async () => {
    const store = freshStore();
    const ids = Array.from({ length: 230 }, (_, i) => `n${String(i).padStart(3, '0')}`);
    await keepFlags(store, ids.map((id, i) => sampleFlag({ id, site: i % 2 ? 'https://odd.example' : 'https://even.example' })));
    // Archived in the opposite order of time and name.
    for (const id of ids.toReversed()) await appendEntry(store, id, async (head) => sampleSealed(id, head));
    expect((await all(eachEntry(store))).map(({ seq }) => seq)).toEqual(ids.map((_, i) => i + 1));
    expect((await all(eachLink(store))).map(({ seq }) => seq)).toEqual(ids.map((_, i) => i + 1));
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

  it('gives what was said of an entry later with it; what is deleted, and that it was, are links alone', async () => {
    const store = freshStore();
    await keepFlags(store, ['a', 'b', 'c'].map((id) => sampleFlag({ id, site: `https://${id}.example` })));
    for (const id of ['a', 'b', 'c']) await archive(store, id);
    for (const id of ['a', 'c', 'b']) await addChange(store, id, { what: 'recalled', at: NOW }).then(() => tellChanges(store, id));
    const seqs = async (links: AsyncIterable<{ seq: number }>) => (await all(links)).map(({ seq }) => seq);
    expect(await seqs(eachEntry(store))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await seqs(eachEntry(store, { sites: ['https://b.example', 'https://c.example'] }))).toEqual([2, 3, 5, 6]);
    await remove(store, 'b');
    expect(await seqs(eachEntry(store))).toEqual([1, 3, 4, 5]);
    expect(await seqs(eachEntry(store, { sites: ['https://b.example', 'https://c.example'] }))).toEqual([3, 5]);
    expect(await seqs(eachLink(store))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await countEntries(store)).toBe(2);
  });
});
