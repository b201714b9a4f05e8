import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeZip } from 'client-zip';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manifestHash, stampedBundle } from '../../src/export/stamped-bundle.ts';

const sha = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const lines = (files: Record<string, string | Uint8Array>): string => Object.keys(files).sort().map((path) => `${sha(files[path]!)}  ${path}\n`).join('');
const zip = async (files: [string, string | Uint8Array][]): Promise<Blob> =>
  new Response(makeZip(files.map(([name, input]) => ({ name, input: input as string, lastModified: new Date('2026-03-02T10:00:00Z') })))).blob();

const payload = { 'data/a.txt': '威胁 😀\n', 'data/picture.png': new Uint8Array(300_000).map((_, i) => (i * 7919) % 256), 'data/empty': '' };
const manifest = lines(payload);
const tags = { 'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n', 'manifest-sha256.txt': manifest, 'verify.html': '<!doctype html>' };
const bundle = (files: Record<string, string | Uint8Array> = { ...payload, ...tags, 'tagmanifest-sha256.txt': lines(tags) }) => zip(Object.entries(files));
const STAMP = { tsr: Uint8Array.of(0x30, 3, 1, 2, 3), chainPem: '-----BEGIN CERTIFICATE-----\n', manifestSha256: sha(manifest) };

let dir: string;
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'witnessmark-stamped-')); });
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function unpacked(stream: ReadableStream<Uint8Array>): Promise<Blob> {
  const blob = await new Response(stream as BodyInit).blob();
  rmSync(dir, { recursive: true, force: true });
  dir = mkdtempSync(join(tmpdir(), 'witnessmark-stamped-'));
  writeFileSync(`${dir}.zip`, new Uint8Array(await blob.arrayBuffer()));
  expect(execFileSync('unzip', ['-d', dir, `${dir}.zip`], { encoding: 'utf8' })).toContain('extracting');
  rmSync(`${dir}.zip`);
  return blob;
}
const shell = (command: string) => execFileSync('sh', ['-c', command], { cwd: dir, encoding: 'utf8' });

describe('a stamped bundle', () => {
  test('is the same bundle with two more files, and sha256sum finds all of it right', async () => {
    const { name, stream } = await stampedBundle(await bundle(), 'witnessmark-2026-03-02-100000.zip', STAMP);
    expect(name).toBe('witnessmark-2026-03-02-100000-stamped.zip');
    await unpacked(stream);
    for (const [path, content] of Object.entries({ ...payload, ...tags })) expect(sha(readFileSync(join(dir, path))), path).toBe(sha(content));
    expect(new Uint8Array(readFileSync(join(dir, 'manifest-sha256.txt.tsr')))).toEqual(STAMP.tsr);
    expect(readFileSync(join(dir, 'tsa-chain.pem'), 'utf8')).toBe(STAMP.chainPem);
    expect(readdirSync(dir, { recursive: true })).toHaveLength(3 + 1 + 6);
    expect(shell('sha256sum --strict -c manifest-sha256.txt tagmanifest-sha256.txt')).not.toContain('FAILED');
    expect(readFileSync(join(dir, 'tagmanifest-sha256.txt'), 'utf8')).toBe(lines({ ...tags, 'manifest-sha256.txt.tsr': STAMP.tsr, 'tsa-chain.pem': STAMP.chainPem }));
  });
  test('stamped again has the newer stamp alone', async () => {
    const once = await unpacked((await stampedBundle(await bundle(), 'b.zip', STAMP)).stream);
    const { name, stream } = await stampedBundle(once, 'b-stamped.zip', { ...STAMP, tsr: Uint8Array.of(9) });
    expect(name).toBe('b-stamped.zip');
    // Unlocked again, it is no age file any more.
    expect((await stampedBundle(once, 'b.zip.age', STAMP)).name).toBe('b-stamped.zip');
    await unpacked(stream);
    expect([...readFileSync(join(dir, 'manifest-sha256.txt.tsr'))]).toEqual([9]);
    expect(readFileSync(join(dir, 'tagmanifest-sha256.txt'), 'utf8').match(/tsr/g)).toHaveLength(1);
    expect(shell('sha256sum --strict -c tagmanifest-sha256.txt')).not.toContain('FAILED');
  });
  test('tells its hash', async () => {
    expect(await manifestHash(await bundle())).toBe(sha(manifest));
  });
});

describe('what is no bundle, or another one, is refused', () => {
  const refused = async (file: Blob, more = {}) => expect(stampedBundle(file, 'x.zip', { ...STAMP, ...more })).rejects.toThrow(/^bad_request/);
  test('another bundle', async () => refused(await bundle(), { manifestSha256: '0'.repeat(64) }));
  test('no ZIP', async () => {
    await refused(new Blob(['no zip']));
    await refused(new Blob([]));
  });
  test('a ZIP of something else', async () => refused(await zip([['a.txt', 'a']])));
  test('a name that stands twice', async () => refused(await zip([...Object.entries({ ...tags, 'tagmanifest-sha256.txt': lines(tags) }), ['manifest-sha256.txt', 'other']])));
  test('a file that was damaged fails while it is read, and is not passed on as whole', async () => {
    const bytes = new Uint8Array(await (await bundle()).arrayBuffer());
    const inPicture = Buffer.from(bytes).indexOf('data/picture.png') + 100_000;
    bytes[inPicture] = bytes[inPicture]! ^ 1;
    const { stream } = await stampedBundle(new Blob([bytes]), 'x.zip', STAMP);
    await expect(new Response(stream as BodyInit).blob()).rejects.toThrow();
  });
});
