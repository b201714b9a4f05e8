import { afterEach, describe, expect, it, vi } from 'vitest';
import { failureCode } from '../../src/core/failure.ts';
import { addChange, getFlag, keepFlags, setDismissed } from '../../src/store/flags.ts';
import { appendEntry } from '../../src/store/entries.ts';
import { facets } from '../../src/store/history.ts';
import { openStore } from '../../src/store/schema.ts';
import { verifyCustody } from '../../src/evidence/custody.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { all, freshName, freshStore, sampleSealed, sampleFlag } from './samples.ts';

interface FakeTransaction { _abort(name: string): void }

/** What a browser does to a transaction for which the disk has no room. */
function outOfSpace(transaction: FakeTransaction): void {
  const { _abort: abort } = transaction;
  abort.call(transaction, 'QuotaExceededError');
}

const at = (iso: string) => () => iso;

afterEach(() => { vi.restoreAllMocks(); });

describe('keepFlags', () => {
  it('keeps verbatim text, with markup, control characters and half a character', async () => {
    const store = freshStore();
    const text = '<img src=x onerror=alert(1)>\u202e\u0000\ud83d =HYPERLINK("x")\r\n'.repeat(50);
    await keepFlags(store, [sampleFlag({ text })], at('2026-03-02T13:16:00.000Z'));
    expect(await getFlag(store, 'f1')).toEqual({ ...sampleFlag({ text }), state: 'open', keptAt: '2026-03-02T13:16:00.000Z' });
  });

  it('answers one for each input, in order, also for doubles inside a batch', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag({ id: 'b' })]);
    await setDismissed(store, 'b', true);
    const answer = await keepFlags(store, ['c', 'b', 'c', 'a'].map((id) => sampleFlag({ id })));
    expect(answer).toEqual([
      { id: 'c', key: 'key c', state: 'open' }, { id: 'b', key: 'key b', state: 'dismissed' },
      { id: 'c', key: 'key c', state: 'open' }, { id: 'a', key: 'key a', state: 'open' },
    ]);
    expect(await store.flags.count()).toBe(3);
  });

  it('never overwrites: message, verdict and time of keeping stay as they were first', async () => {
    const store = freshStore();
    const first = sampleFlag({ text: 'first', labels: ['visit'] });
    await keepFlags(store, [first, sampleFlag({ text: 'second', labels: ['insult'] })], at('2026-03-02T13:16:00.000Z'));
    await keepFlags(store, [sampleFlag({ text: 'third', labels: ['violence'] })], at('2026-03-09T00:00:00.000Z'));
    expect(await getFlag(store, 'f1')).toEqual({ ...first, state: 'open', keptAt: '2026-03-02T13:16:00.000Z' });
  });

  it('keeps one when many contexts send the same at once, and counts it once to its chat', async () => {
    const name = freshName();
    const stores = [openStore(name), openStore(name), openStore(name)];
    const sent = Array.from({ length: 12 }, (_, i) => keepFlags(stores[i % 3]!, [sampleFlag({ id: 'a' }), sampleFlag({ id: 'b' })]));
    for (const answer of await Promise.all(sent)) expect(answer.map((flag) => flag.state)).toEqual(['open', 'open']);
    expect(await stores[0]!.flags.count()).toBe(2);
    expect((await facets(stores[0]!)).conversations.map(({ count }) => count)).toEqual([2]);
  });

  it('answers nothing for nothing', async () => {
    expect(await keepFlags(freshStore(), [])).toEqual([]);
  });

  // As browsers do it: a write fails with the reason; or the transaction is aborted with the reason, and the writes
  // under way only hear that they were aborted, which may be after the first, or after the last of them.
  it.each<[string, number, (request: IDBRequest, transaction: FakeTransaction) => void]>([
    ['a write fails', 2, () => { throw new DOMException('The disk is full', 'QuotaExceededError'); }],
    ['the transaction ends at the third write', 2, (_request, transaction) => outOfSpace(transaction)],
    ['the transaction ends after the last write was made', 3, (request, transaction) => request.addEventListener('success', () => outOfSpace(transaction))],
  ])('says storage_full when the disk is full, and nothing is half-written: %s', async (_name, after, fail) => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag({ id: 'before' })]);
    const add = IDBObjectStore.prototype.add;
    let left = after;
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...args: [unknown]) {
      const request = add.apply(this, args);
      if (left-- === 0) fail(request, this.transaction as unknown as FakeTransaction);
      return request;
    });
    const sent = ['a', 'b', 'c', 'd'].map((id) => sampleFlag({ id, chat: 'new' }));
    const error = await keepFlags(store, sent).catch((error: unknown) => error);
    expect(left).toBeLessThan(0);
    expect(failureCode(error)).toBe('storage_full');
    vi.restoreAllMocks();
    expect(await store.flags.toCollection().primaryKeys()).toEqual(['before']);
    expect((await facets(store)).conversations.map(({ id, count }) => [id, count])).toEqual([['c1', 1]]);
    expect(await store.chats.count()).toBe(1);
    expect((await keepFlags(store, sent)).length).toBe(4);
    expect(await store.flags.count()).toBe(5);
  });

  it('says storage_refused when the database is closed', async () => {
    const store = freshStore();
    store.close();
    expect(failureCode(await keepFlags(store, [sampleFlag()]).catch((error: unknown) => error))).toBe('storage_refused');
  });
});

describe('setDismissed', () => {
  it('remembers the time, is undone, and says not_found', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    expect(await setDismissed(store, 'f1', true, at('2026-03-03T00:00:00.000Z'))).toEqual({ id: 'f1', key: 'key f1', state: 'dismissed' });
    expect(await getFlag(store, 'f1')).toMatchObject({ state: 'dismissed', dismissedAt: '2026-03-03T00:00:00.000Z' });
    expect((await setDismissed(store, 'f1', false)).state).toBe('open');
    expect(await getFlag(store, 'f1')).not.toHaveProperty('dismissedAt');
    await expect(setDismissed(store, 'no such', true)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leaves an archived flag archived, keeps its entry, and remembers the word', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    await appendEntry(store, 'f1', async (head) => sampleSealed('f1', head));
    expect((await setDismissed(store, 'f1', true, at('2026-03-03T00:00:00.000Z'))).state).toBe('archived');
    expect(await getFlag(store, 'f1')).toMatchObject({ state: 'archived', entrySeq: 1, dismissedAt: '2026-03-03T00:00:00.000Z' });
    expect(await store.entries.count()).toBe(1);
    expect((await setDismissed(store, 'f1', false)).state).toBe('archived');
  });

  it('writes one custody line for each change, and none for saying the same again', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    for (const word of [true, true, false, false, true]) await setDismissed(store, 'f1', word);
    const log = await all(eachCustody(store));
    expect(log.map((line) => [line.act, line.detail])).toEqual([['dismissed', { flag: 'f1' }], ['restored', { flag: 'f1' }], ['dismissed', { flag: 'f1' }]]);
    expect(await verifyCustody(log)).toEqual({ ok: true, count: 3 });
  });
});

it('remembers that the reader marked it', async () => {
  const store = freshStore();
  await keepFlags(store, [{ ...sampleFlag(), markedBy: 'reader' }, sampleFlag({ id: 'f2' })]);
  expect(await getFlag(store, 'f1')).toHaveProperty('markedBy', 'reader');
  expect(await getFlag(store, 'f2')).not.toHaveProperty('markedBy');
});

describe('what befell a kept message on its page', () => {
  const change = { what: 'recalled', at: '2026-11-22T12:15:11.000Z', words: '对方撤回了一条消息' } as const;

  it('is added beside it, in order; its own words stay', async () => {
    const store = freshStore();
    const input = sampleFlag();
    await keepFlags(store, [input]);
    const before = await getFlag(store, input.id);
    await addChange(store, input.id, { what: 'gone', at: '2026-11-22T12:15:00.000Z' });
    const after = await addChange(store, input.id, change);
    expect(after).toEqual({ ...before, changes: [{ what: 'gone', at: '2026-11-22T12:15:00.000Z' }, change] });
    expect(await getFlag(store, input.id)).toEqual(after);
  });

  it('coming and going leaves room for what says more', async () => {
    const store = freshStore();
    const input = sampleFlag();
    await keepFlags(store, [input]);
    for (let at = 0; at < 200; at++) await addChange(store, input.id, { what: at % 2 ? 'back' : 'gone', at: '2026-11-22T12:16:00.000Z' });
    await addChange(store, input.id, change);
    const { changes } = (await getFlag(store, input.id))!;
    expect(changes).toHaveLength(26);
    expect(changes!.at(-1)).toEqual(change);
  });

  it('said again it is not added again, and a page that changes without end fills nothing', async () => {
    const store = freshStore();
    const input = sampleFlag();
    await keepFlags(store, [input]);
    await addChange(store, input.id, change);
    expect((await addChange(store, input.id, { ...change, at: '2026-11-22T12:16:00.000Z' })).changes).toHaveLength(1);
    for (let at = 0; at < 200; at++) await addChange(store, input.id, { what: 'edited', at: '2026-11-22T12:16:00.000Z', words: `${at}` });
    expect((await getFlag(store, input.id))!.changes).toHaveLength(50);
  });

  it('of a message that is not kept it is refused', async () => {
    await expect(addChange(freshStore(), 'f'.repeat(64), change)).rejects.toThrow(/not_found/);
  });
});
