import { createHash } from 'node:crypto';
import { Window } from 'happy-dom';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Flag } from '../../src/core/flag.ts';
import { csvCell } from '../../src/export/csv.ts';
import { markForFile, pageRuns, unmark } from '../../src/core/marks.ts';
import { HOSTILE, makeFlag, makeInput, testKey } from './make.ts';
import { csvRecords, parseCsv, restoreCell, restoreMarks, unpack } from './read.ts';

const LONG = '还钱，'.repeat(66_000);
const CASES: [string, string][] = [...HOSTILE, ['200,000 characters', LONG], ['100,000 invisible characters', '\u200B'.repeat(100_000)]];

const files = { csv: '', ndjson: '', report: '', missing: '' };
const list = CASES.map(([, text], i) => makeFlag(i, {
  text,
  // The same words in every other place a page can put them.
  message: { author: { id: text.slice(0, 40), name: text.slice(0, 40), role: 'them' }, conversation: { id: `c${i}${text.slice(0, 40)}`, title: text.slice(0, 40) }, sentAtShown: text.slice(0, 40), url: `https://chat.example/${text.slice(0, 40)}` },
}));

// Once for all: `unpack` cleans up after a test, so it runs inside one.
test('makes the bundle', async () => {
  const bag = await unpack(makeInput(testKey(), { list, filterWords: HOSTILE.map(([, text]) => text).join('') }));
  files.csv = bag.text('data/flags.csv');
  files.ndjson = bag.text('data/flags.ndjson');
  files.report = bag.text('data/report.html');
  files.missing = bag.text('data/not-captured.json');
  for (const path of ['data/flags.csv', 'data/flags.ndjson', 'data/report.html', 'data/README.txt', 'bag-info.txt']) {
    // Fatal: every file is real UTF-8, whatever was in the texts.
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bag.bytes(path)), path).not.toThrow();
    expect(bag.text(path), path).not.toMatch(/[\0\uFFFD]/);
  }
});

describe('flags.ndjson', () => {
  test.each(CASES)('%s comes back', (_what, text) => {
    const lines = files.ndjson.trimEnd().split(/\r\n|[\n\r\u0085\u2028\u2029]/);
    expect(lines).toHaveLength(CASES.length);
    const i = CASES.findIndex(([, one]) => one === text);
    const { n, textSha256, ...flag } = JSON.parse(lines[i]!) as Flag & { n: number; textSha256: string | null };
    expect(n).toBe(i + 1);
    expect(flag).toEqual(list[i]);
    expect(textSha256).toBe(text.isWellFormed() ? createHash('sha256').update(text, 'utf8').digest('hex') : null);
  });
});

describe('flags.csv', () => {
  test('begins with a byte order mark and has the promised columns', () => {
    expect(files.csv.startsWith('\uFEFFid,kept_at,sent_at,sent_at_shown,seen_at,zone,site,conversation_id,conversation_title,author_id,author_name,state,labels,scores,text,text_sha256,entry_seq,entry_hash,url,adapter,adapter_trust,model_version\r\n')).toBe(true);
    expect(files.csv.endsWith('\r\n')).toBe(true);
  });

  test.each(CASES)('%s comes back by the two rules of the README', (_what, text) => {
    const i = CASES.findIndex(([, one]) => one === text);
    const row = csvRecords(files.csv)[i]!;
    expect(restoreCell(row.text!)).toBe(text);
    expect(restoreCell(row.author_name!)).toBe(text.slice(0, 40));
    expect(restoreCell(row.conversation_title!)).toBe(text.slice(0, 40));
    expect(restoreCell(row.sent_at_shown!)).toBe(text.slice(0, 40));
    expect(row.text_sha256).toBe(text.isWellFormed() ? createHash('sha256').update(restoreCell(row.text!), 'utf8').digest('hex') : '');
  });

  test('no cell begins a formula', () => {
    for (const cell of parseCsv(files.csv.slice(1)).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
  });

  test('labels and scores in order, strongest first', () => {
    expect(csvRecords(files.csv)[0]).toMatchObject({ labels: 'visit;coercion', scores: 'visit=0.970;coercion=0.812', state: 'open', adapter: 'thelounge', adapter_trust: 'run', model_version: 'm1' });
  });

  test.each(['plain', '2026-03-02T13:14:00Z', 'https://chat.example/#/1?a=b', '', '还钱', 'a,b', '"', '=1', '\'', '\u0000=1'])('a cell of %j is one cell', (text) => {
    const [[cell, rest]] = parseCsv(`${csvCell(text)},x\r\n`) as [[string, string]];
    expect([restoreCell(cell), rest]).toEqual([text, 'x']);
  });
});

describe('report.html', () => {
  let quotes: string[] = [];
  let document: InstanceType<typeof Window>['document'];
  beforeAll(() => {
    document = new Window().document;
    document.write(files.report);
    quotes = [...document.querySelectorAll('.said')].map((quote) => quote.textContent);
  });

  test.each(CASES)('%s comes back', (_what, text) => {
    const i = CASES.findIndex(([, one]) => one === text);
    expect(quotes).toHaveLength(CASES.length);
    expect(restoreMarks(quotes[i]!)).toBe(text);
  });

  test('holds no element, attribute or address of theirs', () => {
    expect(document.querySelectorAll('script, img, iframe, object, embed, link, base, form, svg, video, audio, input').length).toBe(0);
    const tags = new Set([...files.report.matchAll(/<([a-z0-9]+)/gi)].map((match) => match[1]!.toLowerCase()));
    for (const tag of tags) expect('html head meta title style body header h1 h2 h3 p dl dt dd div nav a span bdi br pre code table thead tbody tr th td i article b blockquote ul li ol wbr'.split(' ')).toContain(tag);
    for (const [, attributes] of files.report.matchAll(/<[a-z0-9]+((?:\s[^<>]*)?)>/gi)) expect(attributes).not.toMatch(/\son\w+\s*=|\ssrc=|javascript:/i);
    for (const link of document.querySelectorAll('[href]')) expect(link.getAttribute('href')).toMatch(/^#[a-z0-9]+$/);
    expect(files.report).not.toMatch(/url\(|@import|https?:\/\/(?!chat\.example)/);
    expect(files.report).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file: data:">`);
  });

  test('lets no character act unseen', () => {
    // oxlint-disable-next-line no-control-regex
    expect(files.report).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/);
    expect(quotes[HOSTILE.findIndex(([what]) => what === 'a bidi override')]).toContain('[U+202E]txt.exe[U+202C]');
  });

  test('leaves emoji whole', () => {
    const [, text] = HOSTILE.find(([what]) => what === 'an emoji of several')!;
    expect(quotes[HOSTILE.findIndex(([, one]) => one === text)]).toContain('👩‍👩‍👧‍👦 👍🏽');
  });
});

test('texts that a plain file cannot hold are named', () => {
  const { flags } = JSON.parse(files.missing) as { flags: { what: string; numbers: string }[] };
  const named = flags.find(({ what }) => what === 'characters_in_csv_and_report')!.numbers.split(', ').flatMap((run) => {
    const [first, last = first] = run.split('-').map(Number) as [number, number?];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  expect(named).toEqual(CASES.flatMap(([, text], i) => (/\0/.test(text) || !text.isWellFormed() ? [i + 1] : [])));
});

describe('marks', () => {
  test.each(CASES)('%s survives both ways of writing', (_what, text) => {
    expect(unmark(markForFile(text))).toBe(text);
    expect(unmark(pageRuns(text).map((run) => run.text).join(''))).toBe(text);
    expect(markForFile(text).isWellFormed()).toBe(true);
  });

  test.each(['今天还钱', 'pay [now] U+0041', '👨‍👩‍👧', 'می‌خواهم', 'a\nb\tc', '𠮷'])('%j is left alone', (text) => {
    expect(markForFile(text)).toBe(text);
    expect(pageRuns(text)).toEqual([{ text, marked: false }]);
  });
});
