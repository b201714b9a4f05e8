import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { exportFiles, type FilesOrder } from '../../src/records/export-files.ts';
import { pastExports, sinceLast } from '../../src/records/past-exports.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { keepFlags } from '../../src/store/flags.ts';
import { deviceKey } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/schema.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { SOFTWARE } from '../evidence/samples.ts';
import { archive, remove, tellChanges } from '../store/archive-rig.ts';
import { freshStore, sampleFlag } from '../store/samples.ts';

vi.mock('../../src/worker/software.ts', () => ({ softwareUsed: async () => SOFTWARE }));

let store: Store;
const saved: { name: string; blob: Blob }[] = [];
const noted: object[] = [];

const id = (n: number): string => n.toString(16).padStart(64, '0');

beforeEach(async () => {
  // There is no canvas here: a picture that cannot be made smaller is left out, and said to be.
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no picture')));
  store = freshStore();
  saved.length = 0;
  noted.length = 0;
  await keepFlags(store, [1, 2, 3].map((n) => sampleFlag({ id: id(n), text: `第${n}次：找李桂芳，13812345678`, chat: n === 3 ? 'c2' : 'c1', sentAt: `2026-03-0${n}T13:14:00.000Z` })));
  await archive(store, id(1));
});
afterEach(() => {
  vi.unstubAllGlobals();
  store.close();
});

async function run(change: Partial<FilesOrder> = {}) {
  return exportFiles(store, await deviceKey(store), {
    filter: {}, filterWords: 'Everything', language: 'en', onlyNew: false, lock: null, stamp: null, small: false, masking: null,
    signal: new AbortController().signal, onProgress: () => undefined,
    save: (name, blob) => void saved.push({ name, blob }),
    note: async (line) => noted.push(line),
    ...change,
  });
}

async function unzipped(blob: Blob): Promise<{ dir: string; text(path: string): string; all(): string }> {
  const dir = mkdtempSync(join(tmpdir(), 'wm-'));
  writeFileSync(join(dir, 'x.zip'), new Uint8Array(await blob.arrayBuffer()));
  execFileSync('unzip', ['-q', 'x.zip', '-d', 'bag'], { cwd: dir });
  execFileSync('sha256sum', ['--quiet', '-c', 'manifest-sha256.txt'], { cwd: join(dir, 'bag') });
  const text = (path: string) => readFileSync(join(dir, 'bag', path), 'utf8');
  const all = () => readdirSync(join(dir, 'bag'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => readFileSync(join(one.parentPath, one.name), 'utf8')).join('\n');
  return { dir, text, all };
}

const bundleJson = async (blob: Blob) => JSON.parse((await unzipped(blob)).text('data/bundle.json'));

describe('one full copy', () => {
  test('verifies, is handed over once, noted in the log with its hash, and remembered', async () => {
    await remove(store, id(2), 'mistake');
    const made = await run();
    expect(made.files.map(({ kind }) => kind)).toEqual(['full']);
    expect(saved.map(({ name }) => name)).toEqual([made.files[0]!.name]);
    const check = await verifyBundle(made.files[0]!.blob);
    expect([check.overall, check.problems]).toEqual(['good', []]);
    expect(made).toMatchObject({ flags: 2, entries: 1, stamp: undefined, smallMade: true, noted: true });
    expect(noted).toEqual([{ flags: 2, entries: 1, manifestSha256: made.files[0]!.manifestSha256 }]);
    expect(await pastExports(store)).toMatchObject([{ copy: 'full', flags: 2, entries: 1, manifestSha256: made.files[0]!.manifestSha256, stampedAt: null }]);
  });

  test('what is new since is counted, exported alone, and names the export that it follows', async () => {
    const first = await run();
    expect(await sinceLast(store, {})).toMatchObject({ fresh: 0 });
    await expect(run({ onlyNew: true })).rejects.toMatchObject({ code: 'not_found' });
    await keepFlags(store, [sampleFlag({ id: id(9), text: '新的' })]);
    await archive(store, id(2));
    expect(await sinceLast(store, {})).toMatchObject({ fresh: 2 });
    expect(await sinceLast(store, { sites: ['https://other.example'] })).toBeNull();
    const next = await run({ onlyNew: true });
    expect(next).toMatchObject({ flags: 2, entries: 1 });
    expect(await bundleJson(next.files[0]!.blob)).toMatchObject({ follows: { manifestSha256: first.files[0]!.manifestSha256 }, counts: { flags: 2, entries: 1 } });
    expect((await verifyBundle(next.files[0]!.blob)).overall).toBe('good');
    expect(await sinceLast(store, {})).toMatchObject({ fresh: 0 });
  });

  test('nothing there at all is said so, and nothing is handed over', async () => {
    await expect(run({ filter: { text: 'nowhere' } })).rejects.toMatchObject({ code: 'not_found' });
    expect([saved, noted]).toEqual([[], []]);
  });
});

describe('a masked copy', () => {
  const masking = { items: [{ kind: 'name' as const, text: '李桂芳' }, { kind: 'phone' as const, text: '13812345678' }], pictures: new Map() };

  test('holds none of what is masked, names the full copy of the same run, and verifies with it', async () => {
    await keepFlags(store, [sampleFlag({ id: id(5), text: '李桂芳 again' })]);
    await archive(store, id(5));
    await remove(store, id(5), '是李桂芳让我删的');
    const made = await run({ masking, filterWords: '含有「李桂芳」', filter: { text: '李桂芳' } });
    expect(made.files.map(({ kind }) => kind)).toEqual(['full', 'masked']);
    const [full, masked] = made.files as [typeof made.files[0], typeof made.files[0]];
    const inside = await unzipped(masked.blob);
    for (const secret of ['李桂芳', '13812345678', id(1), id(2)]) expect(inside.all().includes(secret), secret).toBe(false);
    expect(inside.all()).toContain('⟦N1⟧');
    expect((await unzipped(full.blob)).all()).toContain('李桂芳');
    expect(await bundleJson(masked.blob)).toMatchObject({ copy: 'masked', of: { manifestSha256: full.manifestSha256 }, counts: { flags: 3, entries: 1 } });
    expect((await verifyBundle(full.blob)).overall).toBe('good');
    const both = await verifyBundle(masked.blob, { full: full.blob });
    expect([both.overall, both.problems, both.entries.filter(({ ok }) => !ok)]).toEqual(['good', [], []]);
    // Nothing in it looks broken only because it is masked.
    expect(JSON.parse(inside.text('data/not-captured.json')).problems).toEqual([]);
    expect(noted).toHaveLength(2);
    expect((await pastExports(store)).map(({ copy }) => copy).toSorted()).toEqual(['full', 'masked']);
  });

  test('both copies show what there was when they were begun, though more comes meanwhile', async () => {
    let late = false;
    const made = await run({
      masking,
      onProgress({ file, step }) {
        if (file !== 'full' || step !== 'report' || late) return;
        late = true;
        void keepFlags(store, [sampleFlag({ id: id(7), text: '李桂芳 late' })]).then(() => archive(store, id(2))).then(() => tellChanges(store, id(2)));
      },
    });
    expect(late).toBe(true);
    const [full, masked] = made.files as [typeof made.files[0], typeof made.files[0]];
    const [a, b] = [await bundleJson(full.blob), await bundleJson(masked.blob)];
    expect(b.counts).toEqual(a.counts);
    expect(b.chain).toEqual(a.chain);
    expect((await verifyBundle(masked.blob, { full: full.blob })).overall).toBe('good');
  });
});

test('a small report names the full copy and has no line of its own in the log', async () => {
  const made = await run({ small: true });
  expect(made.files.map(({ kind, name }) => [kind, name.endsWith('-small.html')])).toEqual([['full', false], ['small', true]]);
  const html = await made.files[1]!.blob.text();
  expect(html).toContain((await bundleJson(made.files[0]!.blob)).bundleId);
  expect(noted).toHaveLength(1);
});

test('with a lock every file is an age file, and the log still has the hash of what is inside', async () => {
  const made = await run({ small: true, lock: { passphrase: 'k7mq-x2vd-9rth-w4pn-c6ys' } });
  expect(made.files.map(({ name }) => name.endsWith('.age'))).toEqual([true, true]);
  for (const { blob } of made.files) expect((await blob.slice(0, 21).text())).toBe('age-encryption.org/v1');
  expect(noted).toMatchObject([{ manifestSha256: made.files[0]!.manifestSha256 }]);
}, 30_000);

describe('what goes wrong', () => {
  test('a stamp that does not come leaves the export whole', async () => {
    const made = await run({ stamp: async () => null });
    expect(made.stamp).toBeNull();
    expect((await verifyBundle(made.files[0]!.blob)).problems).toEqual([]);
  });

  test('one that comes is in the file and is remembered with it', async () => {
    const stamp = { tsr: new Uint8Array([0x30, 0]), chainPem: 'pem\n', genTime: '2026-03-03T03:00:00.000Z', authority: 'T' };
    const made = await run({ stamp: async () => stamp });
    expect((await unzipped(made.files[0]!.blob)).text('tsa-chain.pem')).toBe('pem\n');
    expect(await pastExports(store)).toMatchObject([{ stampedAt: stamp.genTime }]);
  });

  test('cancelled midway nothing is handed over, noted or remembered', async () => {
    const stop = new AbortController();
    const running = run({ signal: stop.signal, small: true, onProgress: ({ step }) => { if (step === 'report') stop.abort(); } });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect([saved, noted, await pastExports(store)]).toEqual([[], [], []]);
  });

  test('a log that cannot be written is said so; the file is there', async () => {
    const made = await run({ note: async () => { throw new Failure('storage_full'); } });
    expect(made.noted).toBe(false);
    expect(saved).toHaveLength(1);
  });

  test('a message deleted while the files are made: none is handed over that would look like a loss', async () => {
    await archive(store, id(2));
    let gone: Promise<unknown> | undefined;
    await expect(run({ masking: { items: [], pictures: new Map() }, onProgress: ({ file }) => { if (file === 'masked') gone ??= remove(store, id(2)); } })).rejects.toBeInstanceOf(Failure);
    await gone;
    expect(saved).toEqual([]);
    expect((await verifyBundle((await run()).files[0]!.blob)).overall).toBe('good');
  });
});

test('the custody log of an export ends where the export began', async () => {
  const lines = await Array.fromAsync(eachCustody(store));
  const made = await run();
  expect((await unzipped(made.files[0]!.blob)).text('data/custody.ndjson').trim().split('\n')).toHaveLength(lines.length);
});
