import { expect, it } from 'vitest';
import { FIRST_PREV } from '../../src/core/entry.ts';
import { verifyCustody } from '../../src/evidence/custody.ts';
import { appendCustody, custodyHead, eachCustody } from '../../src/store/custody.ts';
import { openStore } from '../../src/store/schema.ts';
import { all, freshName, freshStore } from './samples.ts';

it('chains lines, also when several contexts write at once', async () => {
  const name = freshName();
  const stores = [openStore(name), openStore(name)];
  await Promise.all(Array.from({ length: 10 }, (_, i) => appendCustody(stores[i % 2]!, 'exported', { flags: i, words: '全部 "all"\n' })));
  const log = await all(eachCustody(stores[0]!));
  expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(log[0]!.prev).toBe(FIRST_PREV);
  expect(await custodyHead(stores[1]!)).toEqual({ seq: 10, hash: log[9]!.hash });
  expect(await custodyHead(freshStore())).toEqual({ seq: 0, hash: FIRST_PREV });
  expect(await verifyCustody(log)).toEqual({ ok: true, count: 10 });
});

it.each<[string, Record<string, string | number>]>([
  ['a number that is none', { flags: Number.NaN }],
  ['infinity', { flags: Infinity }],
  ['half a character', { words: '\ud83d' }],
  ['an object', { words: {} as string }],
  ['undefined', { words: undefined as unknown as string }],
])('refuses a detail with %s, and the log stays whole', async (_name, detail) => {
  const store = freshStore();
  await appendCustody(store, 'exported', { flags: 1 });
  await expect(appendCustody(store, 'exported', detail)).rejects.toMatchObject({ code: 'bad_request' });
  await appendCustody(store, 'exported', { flags: 2 });
  expect(await verifyCustody(eachCustody(store))).toEqual({ ok: true, count: 2 });
});
