import { expect, it } from 'vitest';
import { chatWord, setChatWord } from '../../src/store/chats.ts';
import { keepFlags } from '../../src/store/flags.ts';
import { facets } from '../../src/store/history.ts';
import { freshStore, sampleFlag } from './samples.ts';

const site = 'https://chat.example';
const chat = { site, conversation: { id: 'c1', title: 'Loan desk' } };

it('remembers the word with title and time, for one chat of one site', async () => {
  const store = freshStore();
  expect(await chatWord(store, site, 'c1')).toBeNull();
  expect(await setChatWord(store, chat, 'collector', () => '2026-03-03T00:00:00.000Z')).toBe('collector');
  expect(await chatWord(store, site, 'c1')).toBe('collector');
  expect(await chatWord(store, site, 'c2')).toBeNull();
  expect(await chatWord(store, 'https://other.example', 'c1')).toBeNull();
  expect(await store.chats.toArray()).toMatchObject([{ title: 'Loan desk', word: 'collector', wordAt: '2026-03-03T00:00:00.000Z' }]);
});

it('changes, and is taken back; a chat without flags is then forgotten', async () => {
  const store = freshStore();
  await setChatWord(store, chat, 'collector');
  expect(await setChatWord(store, chat, 'not_collector')).toBe('not_collector');
  expect(await setChatWord(store, chat, null)).toBeNull();
  expect(await chatWord(store, site, 'c1')).toBeNull();
  expect(await store.chats.count()).toBe(0);
});

it('lives beside the count of flags, whichever came first', async () => {
  const store = freshStore();
  await setChatWord(store, chat, 'collector');
  expect((await facets(store)).conversations).toEqual([]);
  await keepFlags(store, [sampleFlag({ id: 'a' }), sampleFlag({ id: 'b', title: 'Loan desk 2' })]);
  expect(await chatWord(store, site, 'c1')).toBe('collector');
  await setChatWord(store, { site, conversation: { id: 'c1', title: '' } }, null);
  expect((await facets(store)).conversations).toEqual([{ site, id: 'c1', title: 'Loan desk 2', count: 2 }]);
});
