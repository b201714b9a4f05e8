import { describe, expect, test } from 'vitest';
import type { Flag } from '../../src/core/flag.ts';
import { caseKeyOf, Chosen, countNew, digestOf } from '../../src/records/case-of.ts';
import { each, makeFlag } from '../export/make.ts';

const ids = async (flags: AsyncIterable<Flag>): Promise<string[]> => (await Array.fromAsync(flags)).map(({ id }) => id);

describe('the key of a choice', () => {
  test('is the same however the choice was put together, and another for another', () => {
    expect(caseKeyOf({})).toBe('everything');
    expect(caseKeyOf({ labels: [], text: '' })).toBe('everything');
    expect(caseKeyOf({ sites: ['b', 'a'], text: 'x' })).toBe(caseKeyOf({ text: 'x', sites: ['a', 'b'] }));
    expect(caseKeyOf({ sites: ['a'] })).not.toBe(caseKeyOf({ sites: ['a'], from: '2026-01-01T00:00:00.000Z' }));
  });
});

describe('what is new since an export', () => {
  test('is what was not in it, and what has changed since: archived, dismissed, recalled', async () => {
    const list = [1, 2, 3, 4, 5].map((n) => makeFlag(n));
    const first = new Chosen(() => each(list.slice(0, 4)), null);
    expect(await ids(first.read())).toHaveLength(4);
    Object.assign(list[0]!, { state: 'archived', entrySeq: 1 });
    Object.assign(list[1]!, { state: 'dismissed', dismissedAt: '2026-11-22T00:00:00.000Z' });
    Object.assign(list[2]!, { changes: [{ what: 'recalled', at: '2026-11-22T00:00:00.000Z' }] });
    expect(await countNew(each(list), first.seen)).toBe(4);
    const next = new Chosen(() => each(list), first.seen);
    expect(await ids(next.read())).toEqual([0, 1, 2, 4].map((i) => list[i]!.id));
    expect(await ids(next.read())).toEqual([0, 1, 2, 4].map((i) => list[i]!.id));
    expect(next.has(list[3]!.id)).toBe(false);
    // The one after that goes on from both.
    expect(await ids(new Chosen(() => each(list), next.seen).read())).toEqual([]);
  });

  test('a later reading shows a flag as the first one found it, though it has changed since', async () => {
    const list = [makeFlag(1), makeFlag(2, { changes: [{ what: 'gone', at: '2026-11-22T00:00:00.000Z' }] })];
    const before = structuredClone(list);
    const chosen = new Chosen(() => each(list), null);
    await ids(chosen.read());
    Object.assign(list[0]!, { state: 'archived', entrySeq: 7 });
    list[1]!.changes = [...list[1]!.changes!, { what: 'back', at: '2026-11-22T01:00:00.000Z' }];
    expect(await Array.fromAsync(chosen.read())).toEqual(before);
    expect(chosen.size).toBe(2);
  });

  test('a flag that comes between the readings is in none of them', async () => {
    const list = [makeFlag(1)];
    const chosen = new Chosen(() => each(list), null);
    expect(await ids(chosen.read())).toHaveLength(1);
    list.push(makeFlag(2));
    expect(await ids(chosen.read())).toHaveLength(1);
  });

  test('the digest says nothing of the words', () => {
    expect(digestOf(makeFlag(1))).toBe(digestOf(makeFlag(2, { text: 'else' })));
    expect(digestOf(makeFlag(1))).toMatch(/^[0-9a-f]{16}$/);
  });
});
