// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { OwnAccounts, rowsAround } from '../../src/reader/capture-rows.ts';
import { rowsNear } from '../../src/sites/rows-near.ts';
import type { Role } from '../../src/core/message.ts';
import { reading } from './session-rig.ts';

const inChat = (key: string, chat: string) => {
  const one = reading(key, key);
  return { ...one, message: { ...one.message, conversation: { id: chat, title: chat } } };
};
const keys = (around: ReturnType<typeof rowsAround>) => around && [around.before, [around.message], around.after].map((side) => side.map(({ message }) => message.key).join(''));

test('five on either side, in the page’s order; fewer where there are fewer', () => {
  const all = [...'abcdefghijklmnop'].map((key) => reading(key, key));
  expect(keys(rowsAround(all, 'h'))).toEqual(['cdefg', 'h', 'ijklm']);
  expect(keys(rowsAround(all, 'b'))).toEqual(['a', 'b', 'cdefg']);
  expect(keys(rowsAround(all, 'p', 2))).toEqual(['no', 'p', '']);
  expect(rowsAround(all, 'z')).toBeNull();
  expect(rowsAround([], 'a')).toBeNull();
});

test('another conversation beside it is not its context, and does not use up the five', () => {
  const all = [inChat('a', '1'), inChat('x', '2'), inChat('b', '1'), inChat('m', '1'), inChat('y', '2'), inChat('z', '2'), inChat('c', '1')];
  expect(keys(rowsAround(all, 'm'))).toEqual(['ab', 'm', 'c']);
});

test('a message that stands on the page twice counts once, wherever', () => {
  const all = [...'aabmbcac'].map((key) => reading(key, key));
  // Nearest after it are b, c, a: before it nothing of these is left.
  expect(keys(rowsAround(all, 'm'))).toEqual(['', 'm', 'bca']);
  expect(keys(rowsAround([...'amam'].map((key) => reading(key, key)), 'm'))).toEqual(['', 'm', 'a']);
});

test('the reader’s own account is that of the newest own message of the same chat, and only where it shows one', () => {
  const accounts = new OwnAccounts();
  const by = (name: string, role: Role, chat = 'c', id?: string) => {
    const one = inChat('k', chat);
    return { ...one, message: { ...one.message, author: { name, role, ...(id === undefined ? {} : { id }) } } };
  };
  expect(accounts.of(by('', 'them'))).toBeNull();
  accounts.hear(by('Wang', 'them'));
  accounts.hear(by('', 'me'));
  expect(accounts.of(by('', 'them'))).toBeNull();
  accounts.hear(by('alice', 'me'));
  accounts.hear(by('', 'me', 'c', 'u1'));
  accounts.hear(by('bob', 'me', 'other'));
  expect(accounts.of(by('', 'them'))).toEqual({ id: 'u1', name: '' });
  for (let n = 0; n < 200; n++) accounts.hear(by('n', 'me', `chat ${n}`));
  expect(accounts.of(by('', 'them'))).toBeNull();
  expect(accounts.of(by('', 'them', 'chat 199'))).toEqual({ name: 'n' });
});

test('rows near one, and no more of an endless page than it takes', () => {
  const rows = Array.from({ length: 20 }, () => document.createElement('p'));
  let taken = 0;
  const page = {
    rowOf: (node: Node) => rows.find((row) => row.contains(node)) ?? null,
    *rowsIn() {
      for (const row of rows) {
        taken++;
        yield row;
      }
      for (;;) {
        taken++;
        if (taken > 1_000) throw new Error('without end');
        yield document.createElement('p');
      }
    },
  };
  const numbers = (node: Node, most: number) => rowsNear(page, document, node, most).map((row) => rows.indexOf(row as HTMLParagraphElement));
  expect(numbers(rows[10]!, 3)).toEqual([7, 8, 9, 10, 11, 12, 13]);
  expect(taken).toBeLessThan(16);
  expect(numbers(rows[1]!, 3)).toEqual([0, 1, 2, 3, 4]);
  taken = 0;
  expect(numbers(rows[5]!, 0)).toEqual([5]);
  expect(taken).toBe(0);
  expect(numbers(document.body, 3)).toEqual([]);
});
