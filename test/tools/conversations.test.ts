import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConversations } from '../../tools/classifier/conversations.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chats-'));
  mkdirSync(join(folder, 'conversations'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const message = (from: string, text: string, labels: string[] = []) => ({ from, at: '2026-03-02T21:14:00+08:00', text, labels });
const chat = (change: object = {}) => ({
  id: 'a-1', kind: 'collector', lang: 'en', batch: 'a',
  messages: [message('them', 'pay or we come', ['visit']), message('me', 'next week'), message('Bo', 'dinner?')], ...change,
});
/** The first message changed. */
const first = (change: object) => chat({ messages: [{ ...message('them', 'pay'), ...change }, message('me', 'next week')] });

function written(files: Record<string, unknown[]>) {
  for (const [name, rows] of Object.entries(files)) {
    writeFileSync(join(folder, 'conversations', name), rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  }
  return readConversations(folder);
}

describe('the labelled chats', () => {
  test('come in the order of the files’ names, whole; empty rows and other files do not count', () => {
    const chats = written({ 'b.jsonl': [chat({ id: 'b-1', batch: 'b' })], 'a.jsonl': [chat(), '', chat({ id: 'a-2', kind: 'lawful', messages: [message('them', 'due on the 5th'), message('me', 'ok')] }), ''], 'notes.txt': ['x'] });
    expect(chats.map(({ id, batch }) => [id, batch])).toEqual([['a-1', 'a'], ['a-2', 'a'], ['b-1', 'b']]);
    expect(chats[0]).toEqual(chat());
  });

  test('there need be none', () => {
    expect(written({})).toEqual([]);
    rmSync(join(folder, 'conversations'), { recursive: true });
    expect(readConversations(folder)).toEqual([]);
  });

  test.each<[string, unknown, RegExp]>([
    ['an id that is no text', chat({ id: 7 }), /id or batch/],
    ['the batch of another file', chat({ batch: 'b' }), /id or batch/],
    ['an unknown kind', chat({ kind: 'positive' }), /kind or lang/],
    ['no language', chat({ lang: undefined }), /kind or lang/],
    ['no messages', chat({ messages: undefined }), /messages/],
    ['a single message', chat({ messages: [message('them', 'hi')] }), /messages/],
    ['nobody who says it', first({ from: '' }), /message 1/],
    ['no time', first({ at: undefined }), /message 1/],
    ['a time that is none', first({ at: 'soon' }), /message 1/],
    ['an empty text', first({ text: ' ' }), /message 1/],
    ['a text that is none', first({ text: 5 }), /message 1/],
    ['no labels', first({ labels: undefined }), /message 1/],
    ['an unknown label', first({ labels: ['shouting'] }), /message 1/],
    ['a label on the reader’s own words', first({ from: 'me', labels: ['visit'] }), /message 1 must carry no label/],
    ['a label in a lawful chat', chat({ kind: 'lawful' }), /message 1 must carry no label/],
    ['a label in an ordinary chat', chat({ kind: 'ordinary' }), /message 1 must carry no label/],
  ])('%s is refused, with file and line', (_, broken, why) => {
    expect(() => written({ 'a.jsonl': [chat(), '', broken] })).toThrow(/^a\.jsonl:3: /);
    expect(() => written({ 'a.jsonl': [chat(), '', broken] })).toThrow(why);
  });

  test.each([['nonsense', '{"id":'], ['nothing', 'null'], ['a list', '[]'], ['a message that is nothing', chat({ messages: [null, null] })]])('%s is refused, with file and line', (_, broken) => {
    expect(() => written({ 'a.jsonl': [chat(), broken] })).toThrow(/^a\.jsonl:2: /);
  });
});

test('ours can all be read, each with an id of its own', () => {
  const chats = readConversations(join(import.meta.dirname, '../../corpus'));
  expect(chats.length).toBeGreaterThan(100);
  expect(new Set(chats.map(({ id }) => id)).size).toBe(chats.length);
});
