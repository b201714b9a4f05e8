import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { exportFiles } from '../../src/records/export-files.ts';
import { bringStamp, pastExports, stampBundle, stampQuery } from '../../src/records/past-exports.ts';
import { keepFlags } from '../../src/store/flags.ts';
import { deviceKey } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/schema.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { SOFTWARE } from '../evidence/samples.ts';
import { archive } from '../store/archive-rig.ts';
import { freshStore, sampleFlag } from '../store/samples.ts';
import { makeAuthority, type Authority } from '../timestamp/authority.ts';

vi.mock('../../src/worker/software.ts', () => ({ softwareUsed: async () => SOFTWARE }));

let authority: Authority;
let store: Store;

beforeAll(() => { authority = makeAuthority(); });
afterAll(() => authority.remove());
beforeEach(async () => {
  store = freshStore();
  await keepFlags(store, [sampleFlag({ id: '1'.repeat(64) })]);
  await archive(store, '1'.repeat(64));
});
afterEach(() => store.close());

async function exported(): Promise<{ id: string; blob: Blob }> {
  const made = await exportFiles(store, await deviceKey(store), {
    filter: {}, filterWords: 'Everything', language: 'en', onlyNew: false, lock: null, stamp: null, small: false, masking: null,
    signal: new AbortController().signal, onProgress: () => undefined, save: () => undefined, note: async () => true,
  });
  const [newest] = await pastExports(store);
  return { id: newest!.id, blob: made.files[0]!.blob };
}

test('a stamp carried by hand: question out, answer in, into the file, and openssl accepts it', async () => {
  const { id, blob } = await exported();
  const question = await stampQuery(store, id);
  expect(question.name).toMatch(/\.tsq$/);
  const brought = await bringStamp(store, id, new Blob([authority.reply(question.bytes)]));
  expect(Date.parse(brought.at)).toBeGreaterThan(0);
  expect(await pastExports(store)).toMatchObject([{ stampedAt: brought.at }]);

  const stamped = await stampBundle(store, id, blob);
  expect(stamped.name).toMatch(/-stamped\.zip$/);
  const check = await verifyBundle(stamped.blob);
  expect([check.overall, check.problems, check.facts.stamp?.ok]).toEqual(['good', [], true]);
  const dir = mkdtempSync(join(tmpdir(), 'wm-'));
  writeFileSync(join(dir, 'x.zip'), new Uint8Array(await stamped.blob.arrayBuffer()));
  writeFileSync(join(dir, 'root.pem'), authority.root);
  execFileSync('unzip', ['-q', 'x.zip'], { cwd: dir });
  const said = execFileSync('openssl', ['ts', '-verify', '-data', 'manifest-sha256.txt', '-in', 'manifest-sha256.txt.tsr', '-CAfile', 'root.pem', '-untrusted', 'tsa-chain.pem'], { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  expect(said).toContain('OK');
});

test('an answer for something else, a file that is far too large, and no answer at all are refused, and nothing is kept', async () => {
  const { id } = await exported();
  await keepFlags(store, [sampleFlag({ id: '2'.repeat(64) })]);
  const other = await exported();
  const answer = authority.reply((await stampQuery(store, other.id)).bytes);
  await expect(bringStamp(store, id, new Blob([answer]))).rejects.toMatchObject({ problem: 'other_hash' });
  await expect(bringStamp(store, id, new Blob([new Uint8Array(200_000)]))).rejects.toMatchObject({ problem: 'too_large' });
  await expect(bringStamp(store, id, new Blob(['<html>']))).rejects.toMatchObject({ problem: 'not_a_response' });
  expect((await pastExports(store)).map(({ stampedAt }) => stampedAt)).toEqual([null, null]);
});

test('a stamp goes into the file of its own export and into no other', async () => {
  const { id } = await exported();
  await bringStamp(store, id, new Blob([authority.reply((await stampQuery(store, id)).bytes)]));
  await keepFlags(store, [sampleFlag({ id: '2'.repeat(64) })]);
  const other = await exported();
  await expect(stampBundle(store, id, other.blob)).rejects.toMatchObject({ code: 'bad_request' });
  await expect(stampBundle(store, id, new Blob(['PK']))).rejects.toMatchObject({ code: 'bad_request' });
  await expect(stampBundle(store, other.id, other.blob)).rejects.toMatchObject({ code: 'not_found' });
});
