// The way by hand from end to end: question saved, answered by openssl, brought back, put into the reader's own bundle, and found right by openssl there.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeZip } from 'client-zip';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { historyStamps } from '../../entrypoints/stamp/history.ts';
import { addExport, getExport } from '../../src/store/exports.ts';
import { openStore, type ExportRow, type Store } from '../../src/store/schema.ts';
import { keepStampSetting } from '../../src/store/stamp-setting.ts';
import { makeAuthority, type Authority } from './authority.ts';

vi.mock('wxt/browser', () => ({ browser: { permissions: { contains: async () => true, request: async () => true }, runtime: { getURL: (path: string) => `chrome-extension://x${path}` } } }));

let authority: Authority;
let store: Store;
let saved: { file: Blob; name: string }[];
beforeAll(() => { authority = makeAuthority(); }, 60_000);
afterAll(() => authority?.remove());

const sha = (data: string): string => createHash('sha256').update(data).digest('hex');
const MANIFEST = `${sha('a')}  data/a.txt\n`;
const row = (id: string, manifest = MANIFEST): ExportRow => ({
  id, at: '2026-03-02T10:00:00.000Z', caseKey: 'everything', name: 'witnessmark-2026-03-02-100000.zip', manifestSha256: sha(manifest), flags: 1, entries: 1, copy: 'full', head: { seq: 1, hash: sha('h') }, seen: {},
});
const TAGS = { 'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n', 'manifest-sha256.txt': MANIFEST };
const bundle = (): Promise<Blob> => new Response(makeZip(Object.entries({
  'data/a.txt': 'a', ...TAGS, 'tagmanifest-sha256.txt': Object.entries(TAGS).map(([path, text]) => `${sha(text)}  ${path}\n`).join(''),
}).map(([name, input]) => ({ name, input })))).blob();
const bytes = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

beforeEach(async () => {
  fakeBrowser.reset();
  store = openStore(`by-hand-${Math.random()}`);
  saved = [];
  await addExport(store, row('one'));
});
const stamps = () => historyStamps(store, (file, name) => saved.push({ file, name }));

describe('by hand', () => {
  test('from the question to the stamped bundle', async () => {
    const at = stamps();
    await at.saveStampQuery('one');
    expect(saved[0]!.name).toBe(`manifest-${sha(MANIFEST)}.tsq`);
    const tsr = authority.reply(await bytes(saved[0]!.file));
    const brought = await at.bringStamp('one', new Blob([tsr]));
    expect(brought.authority).toBe('Loopback Time, Test, CN');
    expect((await getExport(store, 'one'))!.stamp).toMatchObject({ at: brought.at, chainPem: expect.stringContaining('BEGIN CERTIFICATE') });
    expect(await at.stampBundle('one', await bundle())).toEqual({ name: 'witnessmark-2026-03-02-100000-stamped.zip' });
    const dir = join(authority.dir, 'unpacked');
    mkdirSync(dir);
    writeFileSync(join(authority.dir, 'b.zip'), await bytes(saved[1]!.file));
    execFileSync('unzip', ['-q', '-d', dir, join(authority.dir, 'b.zip')]);
    expect(authority.openssl('ts', '-verify', '-in', join(dir, 'manifest-sha256.txt.tsr'), '-data', join(dir, 'manifest-sha256.txt'), '-CAfile', join(dir, 'tsa-chain.pem'))).toContain('Verification: OK');
    expect(execFileSync('sha256sum', ['--strict', '-c', 'tagmanifest-sha256.txt', 'manifest-sha256.txt'], { cwd: dir, encoding: 'utf8' })).not.toContain('FAILED');
    expect(readFileSync(join(dir, 'data/a.txt'), 'utf8')).toBe('a');
  });

  test('a stamp of another export, a page of words or a film is not kept', async () => {
    const at = stamps();
    await addExport(store, row('two', 'other\n'));
    await at.saveStampQuery('two');
    const tsr = authority.reply(await bytes(saved[0]!.file));
    await expect(at.bringStamp('one', new Blob([tsr]))).rejects.toThrow(/^other_hash$/);
    await expect(at.bringStamp('one', new Blob(['<html>']))).rejects.toThrow(/^not_a_response$/);
    await expect(at.bringStamp('one', new Blob([new Uint8Array(200_000)]))).rejects.toThrow(/^too_large$/);
    await expect(at.bringStamp('none', new Blob([tsr]))).rejects.toThrow('not_found');
    expect((await getExport(store, 'one'))!.stamp).toBeUndefined();
    await expect(at.stampBundle('one', await bundle())).rejects.toThrow('bad_request');
    // A good stamp, and another bundle.
    await at.bringStamp('two', new Blob([tsr]));
    await expect(at.stampBundle('two', await bundle())).rejects.toThrow('bad_request');
    expect(saved).toHaveLength(1);
  });

  test('the authority that was chosen is known by its name, and asked for in the click', async () => {
    const at = stamps();
    expect([await at.stampAuthority(), await at.grantStampAuthority()]).toEqual([null, false]);
    await keepStampSetting({ url: 'https://freetsa.org/tsr' });
    expect([await at.stampAuthority(), await at.grantStampAuthority()]).toEqual(['Free TSA', true]);
    await keepStampSetting({ url: 'http://127.0.0.1:3161/x' });
    expect(await at.stampAuthority()).toBe('127.0.0.1:3161');
  });
});
