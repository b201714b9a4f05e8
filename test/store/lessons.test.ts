import { describe, expect, it } from 'vitest';
import type { KeptLesson } from '../../src/core/flag.ts';
import { verifyCustody } from '../../src/evidence/custody.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { appendEntry } from '../../src/store/entries.ts';
import { getFlag, keepFlags, keptNow, setConfirmed, setDismissed } from '../../src/store/flags.ts';
import { facets } from '../../src/store/history.ts';
import { addLesson, clearLessons, lessonCount, lessonsFile, listLessons, removeLesson } from '../../src/store/lessons.ts';
import type { Store } from '../../src/store/schema.ts';
import { all, freshStore, sampleSealed, sampleFlag } from './samples.ts';

const at = (minute: number) => () => new Date(Date.UTC(2026, 2, 3, 0, minute)).toISOString();
const lesson = (id: string, time: string): KeptLesson => ({ id, says: 'harassment', text: id, at: time });
const taught = async (store: Store) => (await listLessons(store, { limit: 100 })).lessons.map(({ id, says }) => `${id} ${says}`);

async function withFlag(text?: string): Promise<Store> {
  const store = freshStore();
  await keepFlags(store, [sampleFlag(text === undefined ? {} : { text })]);
  return store;
}

describe('a word on a kept message', () => {
  it('dismissed: a lesson with its words; restored: none', async () => {
    const store = await withFlag();
    await setDismissed(store, 'f1', true, at(1));
    expect((await listLessons(store, { limit: 9 })).lessons).toEqual([
      { id: 'f1', flagId: 'f1', says: 'not_harassment', text: '明天上你家门口堵你', at: at(1)(), site: 'https://chat.example', title: 'Chat' },
    ]);
    await setDismissed(store, 'f1', false);
    expect(await taught(store)).toEqual([]);
  });

  it('confirmed, told to whoever keeps it again, and taken back', async () => {
    const store = await withFlag();
    expect(await setConfirmed(store, 'f1', true)).toEqual({ id: 'f1', key: 'key f1', state: 'open', confirmed: true });
    expect(await taught(store)).toEqual(['f1 harassment']);
    expect(await keepFlags(store, [sampleFlag({ id: 'other' }), sampleFlag()])).toEqual([{ id: 'other', key: 'key other', state: 'open' }, { id: 'f1', key: 'key f1', state: 'open', confirmed: true }]);
    expect(await setConfirmed(store, 'f1', false)).toEqual({ id: 'f1', key: 'key f1', state: 'open' });
    expect(await taught(store)).toEqual([]);
    expect(await keptNow(store, 'f1')).toEqual({ id: 'f1', key: 'key f1', state: 'open' });
    await expect(setConfirmed(store, 'no such', true)).rejects.toMatchObject({ code: 'not_found' });
    expect(await keptNow(store, 'no such')).toBeUndefined();
  });

  it('said again changes nothing, not even the time', async () => {
    const store = await withFlag();
    for (const minute of [1, 2, 3]) await setConfirmed(store, 'f1', true, at(minute));
    expect((await listLessons(store, { limit: 9 })).lessons.map(({ at: time }) => time)).toEqual([at(1)()]);
  });

  it('the last of two counts, with counts and custody in step', async () => {
    const store = await withFlag();
    await setConfirmed(store, 'f1', true);
    expect(await setDismissed(store, 'f1', true)).toEqual({ id: 'f1', key: 'key f1', state: 'dismissed' });
    expect(await taught(store)).toEqual(['f1 not_harassment']);
    expect(await setConfirmed(store, 'f1', true)).toEqual({ id: 'f1', key: 'key f1', state: 'open', confirmed: true });
    expect(await taught(store)).toEqual(['f1 harassment']);
    expect(await getFlag(store, 'f1')).not.toHaveProperty('dismissedAt');
    expect((await facets(store)).states).toEqual({ open: 1, dismissed: 0, archived: 0 });
    const log = await all(eachCustody(store));
    expect(log.map(({ act }) => act)).toEqual(['dismissed', 'restored']);
    expect(await verifyCustody(log)).toEqual({ ok: true, count: 2 });
  });

  it('on an archived message leaves it archived', async () => {
    const store = await withFlag();
    await appendEntry(store, 'f1', async (head) => sampleSealed('f1', head));
    await setDismissed(store, 'f1', true);
    expect(await setConfirmed(store, 'f1', true)).toMatchObject({ state: 'archived', confirmed: true });
    expect(await store.entries.count()).toBe(1);
  });

  it('keeps the beginning of a long text, verbatim, and no new half of a character', async () => {
    const text = `\ud83d<b>\u202e${'x'.repeat(1994)}😀${'y'.repeat(100_000)}`;
    const store = await withFlag(text);
    await setDismissed(store, 'f1', true);
    expect((await listLessons(store, { limit: 1 })).lessons[0]!.text).toBe(text.slice(0, 1999));
  });

  it('is written with the dismissal or not at all', async () => {
    const store = await withFlag();
    const broken = new Error('no');
    store.lessons.hook('creating', () => { throw broken; });
    await expect(setDismissed(store, 'f1', true)).rejects.toThrow('no');
    expect(await getFlag(store, 'f1')).toMatchObject({ state: 'open' });
    expect(await all(eachCustody(store))).toEqual([]);
  });
});

describe('the list', () => {
  it('is read newest first, page by page, each once, also at one moment', async () => {
    const store = freshStore();
    for (const [id, minute] of [['a', 1], ['b', 2], ['c', 2], ['d', 2], ['e', 3]] as const) await addLesson(store, lesson(id, at(minute)()));
    const seen: string[] = [];
    for (let before: { at: string; id: string } | undefined; ; ) {
      const page = await listLessons(store, { ...(before ? { before } : {}), limit: 2 });
      seen.push(...page.lessons.map(({ id }) => id));
      before = page.next;
      if (!before) break;
      // What comes or goes meanwhile neither doubles nor hides one.
      if (seen.length === 2) await addLesson(store, lesson('new', at(9)()));
    }
    expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(await lessonCount(store)).toBe(6);
    await expect(listLessons(store, { limit: 0 })).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('forgets one or all, and answers what there was', async () => {
    const store = freshStore();
    for (const id of ['a', 'b', 'c']) await addLesson(store, lesson(id, at(1)()));
    expect(await removeLesson(store, 'b')).toEqual(lesson('b', at(1)()));
    expect(await removeLesson(store, 'b')).toBeUndefined();
    expect((await clearLessons(store)).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(await lessonCount(store)).toBe(0);
  });

  it('goes into a file whole, which says what it is', async () => {
    const store = freshStore();
    expect(await lessonsFile(store, at(5)())).toEqual({ format: 'witnessmark-lessons', version: 1, savedAt: at(5)(), lessons: [] });
    for (const [id, minute] of [['a', 1], ['b', 2]] as const) await addLesson(store, lesson(id, at(minute)()));
    expect((await lessonsFile(store, at(5)())).lessons).toEqual([lesson('b', at(2)()), lesson('a', at(1)())]);
  });
});
