import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fetchBackground, type Outcome } from '../../tools/background/fetch-all.ts';
import { addressOf, outputOf, type Source } from '../../tools/background/source.ts';
import { SOURCES } from '../../tools/background/sources.ts';
import { rowsOf, sha256 } from '../../tools/background/texts.ts';

/** A source of one file with these lines, pinned as it should be. */
function sourceOf(id: string, content: string, more: Partial<Source> = {}): Source {
  const texts = [...new Set(content.split('\n').filter(Boolean))];
  const source: Source = {
    id, language: 'en', licence: 'none', repository: 'owner/name', commit: 'c0', files: [{ path: `data/${id} #1.txt`, sha256: sha256(content) }],
    read: (bytes) => new TextDecoder().decode(bytes).split('\n'), rows: texts.length, sha256: '', ...more,
  };
  return { ...source, sha256: more.sha256 ?? sha256(rowsOf(source, texts)) };
}

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'background-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** `answers`: by source id, what the server says: a text, a status, or an error. Each is taken in turn, the last for good. */
async function run(sources: Source[], answers: Record<string, (string | number | Error)[]>): Promise<{ outcomes: Outcome[]; asked: string[] }> {
  const asked: string[] = [];
  const outcomes = await fetchBackground(sources, folder, {
    wait: async () => {}, told: () => {},
    fetch: async (address) => {
      asked.push(address);
      const list = answers[/data\/(\w+)/.exec(address)![1]!]!;
      const answer = list.length > 1 ? list.shift()! : list[0]!;
      if (answer instanceof Error) throw answer;
      return typeof answer === 'number' ? new Response('sorry', { status: answer }) : new Response(answer);
    },
  });
  return { outcomes, asked };
}

const states = (outcomes: Outcome[]): string[] => outcomes.map(({ state }) => state);
const files = (): string[] => (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.includes('.')).sort();

describe('fetching', () => {
  test('writes rows, asks each address once, and the next run asks nothing', async () => {
    const shared = sourceOf('a', 'one\ntwo\none\n');
    const twin = { ...shared, id: 'b' };
    const sources = [shared, { ...twin, sha256: sha256(rowsOf(twin, ['one', 'two'])) }];
    const first = await run(sources, { a: ['one\ntwo\none\n'] });
    expect([states(first.outcomes), first.asked]).toEqual([['written', 'written'], ['https://raw.githubusercontent.com/owner/name/c0/data/a%20%231.txt']]);
    expect(readFileSync(join(folder, 'b.jsonl'), 'utf8')).toBe('{"text":"one","source":"b"}\n{"text":"two","source":"b"}\n');
    const second = await run(sources, {});
    expect([states(second.outcomes), second.asked]).toEqual([['already there', 'already there'], []]);
    writeFileSync(join(folder, 'a.jsonl'), 'cut');
    expect(states((await run(sources, { a: ['one\ntwo\none\n'] })).outcomes)).toEqual(['written', 'already there']);
  });

  test.each<[string, Partial<Source>, (string | number | Error)[], RegExp]>([
    ['a bad status', {}, [404], /a%20%231\.txt answers 404/],
    ['a broken server', {}, [503], /answers 503/],
    ['no connection', {}, [new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') })], /could not be fetched: getaddrinfo ENOTFOUND/],
    ['other bytes', {}, ['one\ntw'], /a #1\.txt came with other bytes than the pinned ones \(6 bytes/],
    ['JSON cut short', { read: (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as string[] }, ['one\ntwo'], /a #1\.txt cannot be read: .*JSON/],
    ['another reading', { sha256: 'f'.repeat(64) }, ['one\ntwo'], /2 rows with SHA-256 .* are pinned/],
  ])('%s is told, the others are done, and nothing half-written stays', async (_, more, answers, what) => {
    const { outcomes } = await run([sourceOf('a', 'one\ntwo', more), sourceOf('b', 'three')], { a: answers, b: ['three'] });
    expect(states(outcomes)).toEqual(['failed', 'written']);
    expect(outcomes[0]!.reason).toMatch(what);
    expect(files()).toEqual(['b.jsonl']);
  });

  test.each([[[503, 'one']], [[new Error('reset'), 429, 'one']]])('what may pass is tried again: %j', async (answers) => {
    expect(states((await run([sourceOf('a', 'one')], { a: answers })).outcomes)).toEqual(['written']);
  });
  test('after one file was tried for nothing, the others are tried once', async () => {
    expect((await run([sourceOf('a', 'one'), sourceOf('b', 'two')], { a: [new Error('down')], b: [new Error('down')] })).asked).toHaveLength(4);
  });
  test('what will not pass is not', async () => expect((await run([sourceOf('a', 'one')], { a: [404, 'one'] })).asked).toHaveLength(1));

  test('a set for evaluation goes into its own folder, without the texts of the others', async () => {
    const counted = sourceOf('n', 'Hello!\nnew', { evaluationOnly: true, without: ['a'], sha256: sha256('{"text":"new","source":"n"}\n') });
    expect(states((await run([sourceOf('a', 'hello'), counted], { a: ['hello'], n: ['Hello!\nnew'] })).outcomes)).toEqual(['written', 'written']);
    expect(files()).toEqual(['a.jsonl', 'evaluation/n.jsonl']);
    const { outcomes } = await run([sourceOf('a', 'other'), { ...counted, id: 'm' }], { a: [500], m: ['new'] });
    expect(outcomes[1]!.reason).toMatch(/a%20%231\.txt answers 500/);
  });

  test.runIf(existsSync('/dev/full'))('a full disk is told, and the last good file stays', async () => {
    writeFileSync(join(folder, 'a.jsonl'), 'older');
    symlinkSync('/dev/full', join(folder, 'a.jsonl.part'));
    const { outcomes } = await run([sourceOf('a', 'one'), sourceOf('b', 'two')], { a: ['one'], b: ['two'] });
    expect(outcomes[0]!.reason).toMatch(/no space is left on the disk for .*a\.jsonl/);
    expect(states(outcomes)).toEqual(['failed', 'written']);
    expect(readFileSync(join(folder, 'a.jsonl'), 'utf8')).toBe('older');
    expect(files()).toEqual(['a.jsonl', 'b.jsonl']);
  });

  test('a file that cannot be written is told', async () => {
    mkdirSync(join(folder, 'a.jsonl/inside'), { recursive: true });
    expect((await run([sourceOf('a', 'one')], { a: ['one'] })).outcomes[0]!.reason).toMatch(/cannot be written/);
  });

  test('the real fetch: an answer that breaks off in the middle', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('one', () => response.destroy());
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const outcomes = await fetchBackground([sourceOf('a', 'one')], folder, {
      wait: async () => {}, told: () => {}, fetch: (_, options) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, options),
    });
    server.close();
    expect(outcomes[0]!.reason).toMatch(/could not be fetched/);
    expect(files()).toEqual([]);
  });
});

describe('the pinned sources', () => {
  test.each(SOURCES.map((source) => [source.id, source] as const))('%s', (_, source) => {
    expect(source.commit).toMatch(/^[\da-f]{40}$/);
    for (const { sha256: hash } of [source, ...source.files]) expect(hash).toMatch(/^[\da-f]{64}$/);
    expect(source.files.length).toBeGreaterThan(0);
    for (const { path } of source.files) expect(new URL(addressOf(source, path)).pathname.endsWith(path)).toBe(true);
    if (/not stated/.test(source.licence)) expect(source.evaluationOnly).toBe(true);
    for (const other of source.without ?? []) expect(SOURCES.map(({ id }) => id)).toContain(other);
  });
  test('no two write one file', () => expect(new Set(SOURCES.map(outputOf)).size).toBe(SOURCES.length));
  test('what the README of the corpus names is among them, at that commit', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../corpus/README.md'), 'utf8');
    const named = [...readme.matchAll(/github ([\w-]+\/[\w.-]+) @ ([\da-f]{40})/g)].map(([, repository, commit]) => `${repository} ${commit}`);
    expect(named.length).toBeGreaterThanOrEqual(7);
    expect(SOURCES.map(({ repository, commit }) => `${repository} ${commit}`)).toEqual(expect.arrayContaining(named));
  });
});
