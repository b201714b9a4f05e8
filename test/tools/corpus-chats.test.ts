import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkChats, type ChatReport, type Pair } from '../../tools/corpus-check/chats.ts';
import type { RawLine } from '../../tools/corpus-check/schema.ts';
import { wordsOf } from '../../tools/corpus-check/words.ts';
import { check, rowsOf } from './rows.ts';
import { runCorpusCheck } from './run-corpus-check.ts';

const at = (minute: number): string => `2026-03-04T10:${String(minute).padStart(2, '0')}:00+08:00`;
const said = (text: string, minute = 0, more: object = {}): object => ({ from: 'them', at: at(minute), text, labels: [], ...more });

/** Rows of files of chats: a chat is what differs from a plain one, or only its texts, which `them` says minute by minute. */
function chatRows(files: Record<string, (string[] | object)[]>): RawLine[] {
  return Object.entries(files).flatMap(([name, chats]) => chats.map((chat, index) => {
    const plain = { id: `${name}-${index + 1}`, kind: 'collector', lang: 'en-GB', batch: name, scene: 'a loan', messages: [said('morning'), said('who is this', 1, { from: 'me' })] };
    const own = Array.isArray(chat) ? { messages: chat.map((text, minute) => said(text as string, minute)) } : chat;
    return { file: `conversations/${name}.jsonl`, number: index + 1, raw: JSON.stringify({ ...plain, ...own }) };
  }));
}
const checked = (files: Parameters<typeof chatRows>[0], lines: Parameters<typeof rowsOf>[0] = {}, splits = { development: ['dev'], test: ['held'] }): ChatReport =>
  checkChats(chatRows(files), rowsOf(lines), splits);
const faults = (chat: object): string[] => checked({ a: [chat] }).faults.map(({ message, what }) => (message ? `${message}: ${what}` : what));
const spots = (pairs: Pair[]): string[] => pairs.map(({ first, second }) => [first, second].map(({ file, number, message }) => `${file.replace(/^.*\/|\.jsonl$/g, '')} ${number}.${message ?? ''}`).join(' ~ '));

describe('a chat', () => {
  test.each<[string, object]>([
    ['as it should be', {}],
    ['without a scene', { scene: undefined }],
    ['with labels', { messages: [said('pay or I come by', 0, { labels: ['violence', 'visit'] }), said('ok', 0, { from: 'Uncle Bo' })] }],
    ['across time zones, at one time', { messages: [said('a', 0, { at: '2026-03-04T10:00:00+08:00' }), said('b', 0, { at: '2026-03-04T02:00:00Z' })] }],
  ])('%s is right', (_, chat) => expect(faults(chat)).toEqual([]));

  test.each<[string, object, RegExp]>([
    ['no id', { id: undefined }, /id/], ['an unknown kind', { kind: 'positive' }, /kind/], ['an unknown language', { lang: 'zh' }, /language/],
    ['another batch', { batch: 'b' }, /batch is not “a”/], ['a member too many', { note: 1 }, /note/], ['one message', { messages: [said('hi')] }, /fewer than two/],
    ['messages that are none', { messages: 'hi' }, /messages/], ['a message that is none', { messages: [said('hi'), null] }, /^2: /],
    ['nobody', { messages: [said('hi'), said('ho', 1, { from: ' ' })] }, /2: from is empty/],
    ['a time without its offset', { messages: [said('hi'), said('ho', 1, { at: '2026-03-04T10:00:00' })] }, /2: at is no/],
    ['a time that never was', { messages: [said('hi'), said('ho', 1, { at: '2026-13-04T10:00:00Z' })] }, /2: at is no/],
    ['a time that goes back', { messages: [said('hi', 5), said('ho', 3), said('hm', 4)] }, /2: earlier.*3: earlier/],
    ['an empty text', { messages: [said('hi'), said(' ', 1)] }, /2: text is empty/], ['an unknown label', { messages: [said('hi', 0, { labels: ['shouting'] }), said('ho')] }, /1: labels/],
    ['labels out of order', { messages: [said('hi', 0, { labels: ['visit', 'violence'] }), said('ho')] }, /1: .*order/],
    ['a label of the reader', { messages: [said('hi'), said('ho', 1, { from: 'me', labels: ['visit'] })] }, /2: the reader’s own/],
    ['a label without a collector', { kind: 'lawful', messages: [said('hi'), said('ho', 1, { labels: ['visit'] })] }, /2: .*without a collector/],
  ])('%s is told', (_, chat, what) => expect(faults(chat).join()).toMatch(what));

  test('all that is wrong is told, and not the first thing only', () => {
    const messages = [said('hi', 9, { from: 5 }), said('', 8), said('ho', 7, { labels: ['visit'] }), said('hm', 6)];
    expect(faults({ kind: 'nice', batch: 'x', messages }).map((what) => what.slice(0, 12))).toEqual([
      'kind: Invali', 'batch is not', '1: from: Inv', '2: text is e', '3: a message', '3: earlier t', '4: earlier t',
    ]);
  });
  test.each(['nonsense', 'null', '[]', '5'])('%s is no chat', (raw) => {
    const report = checkChats([{ file: 'conversations/a.jsonl', number: 1, raw }], [], { development: [], test: [] });
    expect(report.chats).toBe(0);
    expect(report.faults).not.toEqual([]);
  });
  test('two with one id', () => expect(checked({ a: [{ id: 'x' }], b: [{ id: 'x', messages: [said('hi'), said('ho')] }] }).faults).toEqual([
    { file: 'conversations/b.jsonl', number: 1, what: 'id is that of conversations/a.jsonl:1' },
  ]));
});

describe('chats that stand twice', () => {
  test('whatever their times, labels and ids', () => {
    const again = { messages: [said('morning', 7, { labels: ['visit'] }), said('who is this', 9, { from: 'me' })] };
    expect(spots(checked({ a: [{}], b: [['something else', 'entirely'], again] }).doubles)).toEqual(['a 1. ~ b 2.']);
  });
  test('not when others say it, or one says more', () => {
    expect(checked({ a: [['hi', 'ho'], { messages: [said('hi', 0, { from: 'Bo' }), said('ho', 1)] }, ['hi', 'ho', 'hm']] }).doubles).toEqual([]);
  });
});

describe('leaks', () => {
  const long = 'your parcel has come';

  test('a held-out chat and a line or a chat of training, once for each place in training', () => {
    const { leaks } = checked({ dev: [['hi', long]], held: [[long, 'hi']], z: [['ho', `${long.toUpperCase()}!!`, long]] }, { a: ['no', long] });
    expect(spots(leaks)).toEqual(['dev 1.2 ~ a 2.', 'dev 1.2 ~ z 1.2', 'dev 1.2 ~ z 1.3']);
  });
  test('a held-out line and a chat of training', () => expect(spots(checked({ z: [['hi', long]] }, { held: [long] }).leaks)).toEqual(['held 1. ~ z 1.2']));
  test('hidden writing is the same text', () => expect(checked({ dev: [['hi', '今晚不還錢就去你家門口等你']], z: [['hi', '今晚.不还钱.就去你家门口等你']] }).leaks).toHaveLength(1));
  test('twelve letters are one, eleven are none', () => {
    expect(checked({ dev: [['abcdefghijkl', 'hi']], z: [['abcdefghijkl', 'ho']] }).leaks).toHaveLength(1);
    expect(checked({ dev: [['abcdefghijk', 'hi']], z: [['abcdefghijk', 'ho']] }).leaks).toEqual([]);
  });
  test('not on one side, and not between two lines', () => {
    expect(checked({ dev: [[long, 'a']], held: [[long, 'b']] }, { held: [long] }).leaks).toEqual([]);
    expect(checked({ y: [[long, 'a']], z: [[long, 'b']] }, { a: [long] }).leaks).toEqual([]);
    expect(checked({ z: [['a', 'b']] }, { a: [long], dev: [long] }).leaks).toEqual([]);
  });
});

test('the words: a rule broken often is one line, and errors of chats count', () => {
  const many = Array.from({ length: 20 }, (_, index) => said(`word ${index}`, 30 - index));
  const words = (all: boolean): string => wordsOf(check({ a: ['tea'] }), all, checked({ a: [{ messages: many }] })).join('\n');
  expect(words(false)).toMatch(/1 usable chats with 20 messages in 1 files[\s\S]*19 broken rules in chats\n {2}conversations\/a\.jsonl: earlier than .* \(19: 1 message 2, 1 message 3, .*, …\)[\s\S]*\n19 errors/);
  expect(words(true)).toMatch(/1 message 20\)/);
  expect(wordsOf(check({ a: ['tea'] }), false, checked({})).join('\n')).toMatch(/No errors\.$/);
});

test('the command reads the folder of the chats, ends with 1 for what is wrong there, and never mends it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-chats-'));
  const run = (...flags: string[]) => runCorpusCheck(folder, ...flags);
  try {
    mkdirSync(join(folder, 'conversations'));
    const write = (name: string, ...chats: (string[] | object)[]): void =>
      writeFileSync(join(folder, 'conversations', `${name}.jsonl`), chatRows({ [name]: chats }).map(({ raw }) => `${raw}\n`).join(''));
    writeFileSync(join(folder, 'a.jsonl'), `${rowsOf({ a: ['see you at the gate'] })[0]!.raw}\n`);
    writeFileSync(join(folder, 'splits.json'), '{ "development": ["dev", "gone"], "test": [] }');
    write('dev', ['hi', 'hello you']);
    const right = run();
    expect(right).toMatchObject({ code: 0, out: expect.stringMatching(/names gone,[\s\S]*1 usable chats[\s\S]*No errors/) });
    expect(right.out).not.toContain('names dev');
    write('dev', ['hi', 'See you, at the gate!']);
    const before = readFileSync(join(folder, 'conversations/dev.jsonl'), 'utf8');
    expect(run('--fix')).toMatchObject({ code: 1, out: expect.stringMatching(/1 leaks: .*in a chat\n {2}conversations\/dev\.jsonl:1 message 2 ~ a\.jsonl:1 [\s\S]*1 errors/) });
    expect(readFileSync(join(folder, 'conversations/dev.jsonl'), 'utf8')).toBe(before);
    const { out } = run('--json');
    const json = JSON.parse(out) as { errors: number; chats: ChatReport };
    expect([json.errors, json.chats.leaks.length]).toEqual([1, 1]);
    expect(json.chats.leaks[0]!.first).not.toHaveProperty('letters');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
