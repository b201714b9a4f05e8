import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { compareNoted } from '../../src/core/verification.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { exportBundle } from '../../src/export/bundle.ts';
import { HOSTILE, makeEntries, makeFlag, makeInput, testKey } from '../export/make.ts';
import { describeBundle, json, list, makeBundle, pack, put, sha, signList, text } from './make-bundle.ts';

const check = async (zip: Uint8Array<ArrayBuffer>, options = {}) => verifyBundle(new Blob([zip]), options);

describe('a whole bundle', () => {
  test('is good, and says what it is', async () => {
    const { files, key, links } = makeBundle();
    const got = await check(await pack(files));
    expect(got.problems).toEqual([]);
    expect(got.files.filter(({ ok }) => !ok)).toEqual([]);
    expect(got.entries.map(({ seq, type, content, ok }) => [seq, type, content, ok])).toEqual([
      [1, 'message', 'whole', true], [2, 'message', 'whole', true], [3, null, 'deleted', true], [4, 'change', 'whole', true], [5, 'deleted', 'whole', true], [6, 'message', 'whole', true],
    ]);
    expect(got.overall).toBe('good');
    expect(got.facts).toMatchObject({
      manifestSha256: sha(files.get('manifest-sha256.txt')!), keyId: key.id, signed: true, copy: 'full', counts: { flags: 4, entries: 3, changes: 1, deleted: 1 },
      chain: { links: 6, hash: links.at(-1)!.hash }, custody: 4, selection: '保存的全部信息',
    });
    expect(got.notes.sort()).toEqual(['no_stamp', 'not_signed', 'only_listed']);
    expect(got.files.find(({ path }) => path === 'data/report.html')!.covered).toBe('signed');
    expect(got.files.find(({ path }) => path === 'verify.html')!.covered).toBe('listed');
  });

  test('of a selection may leave links out, but none of the notes on deletions', async () => {
    const { files, key } = makeBundle();
    for (const path of files.keys()) if (/entries\/000[24]/.test(path)) files.delete(path);
    put(files, 'data/flags.ndjson', text(files, 'data/flags.ndjson').split('\n').filter((line) => line && !line.includes('"entrySeq":2')).map((line, i) => `${JSON.stringify({ ...JSON.parse(line), n: i + 1 })}\n`).join(''));
    describeBundle(files, { ...json(files, 'data/bundle.json'), selection: { words: 'x', caseKey: 'c', everything: false }, counts: { flags: 3, entries: 2, changes: 0, deleted: 1 } });
    list(files);
    signList(files, key);
    const got = await check(await pack(files));
    expect([got.overall, got.problems]).toEqual(['good', []]);
    for (const path of files.keys()) if (/entries\/0005/.test(path)) files.delete(path);
    describeBundle(files, json(files, 'data/bundle.json'));
    list(files);
    signList(files, key);
    expect((await check(await pack(files))).problems).toEqual([{ code: 'deleted_untold', at: 3 }]);
  });

  test('as the exporter writes it, with texts of every kind', async () => {
    const key = testKey();
    const flags = HOSTILE.filter(([, words]) => words.isWellFormed()).map(([, words], i) => makeFlag(i, { text: words }));
    const { stream } = exportBundle(makeInput(key, { list: flags, sealed: makeEntries(flags, key) }));
    const got = await check(new Uint8Array(await new Response(stream).arrayBuffer()));
    expect(got.problems).toEqual([]);
    expect(got.files.filter(({ ok }) => !ok)).toEqual([]);
    expect(got.entries.filter(({ ok }) => !ok)).toEqual([]);
    expect(got.entries).toHaveLength(flags.length);
    expect(['good', 'incomplete']).toContain(got.overall);
  });

  test('packed again by another program, deflated and in a folder, is good all the same', async () => {
    const { execFileSync } = await import('node:child_process');
    const { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } = await import('node:fs');
    const { dirname, join } = await import('node:path');
    const { tmpdir } = await import('node:os');
    const dir = mkdtempSync(join(tmpdir(), 'again-'));
    try {
      for (const [path, content] of makeBundle().files) {
        mkdirSync(dirname(join(dir, 'bag', path)), { recursive: true });
        writeFileSync(join(dir, 'bag', path), content);
      }
      // Python is there wherever our tools are; `zip` is not.
      execFileSync('python3', ['-c', 'import shutil,sys; shutil.make_archive(sys.argv[1]+"/out","zip",sys.argv[1],"bag")', dir]);
      const got = await check(new Uint8Array(readFileSync(join(dir, 'out.zip'))));
      expect([got.overall, got.problems, got.files.filter(({ ok }) => !ok)]).toEqual(['good', [], []]);
      expect(got.notes).toContain('packed_again');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

test('what is no ZIP cannot be read, and says so', async () => {
  for (const content of ['', 'PK', 'age-encryption.org/v1\n', '\u0000'.repeat(70_000)]) {
    const got = await verifyBundle(new Blob([content]));
    expect([got.readable, got.overall, got.problems]).toEqual([false, 'bad', [{ code: 'zip_no_end' }]]);
  }
});

test('stops when it is told to, at any moment', async () => {
  const zip = new Blob([await pack(makeBundle().files)]);
  for (const step of ['directory', 'files', 'entries'] as const) {
    const controller = new AbortController();
    const run = verifyBundle(zip, { signal: controller.signal, onProgress: (at) => at.step === step && controller.abort() });
    await expect(run).rejects.toEqual(new Failure('cancelled'));
  }
});

test('progress rises to its total', async () => {
  const seen: [string, number, number][] = [];
  await verifyBundle(new Blob([await pack(makeBundle().files)]), { onProgress: ({ step, done, total }) => seen.push([step, done, total]) });
  const files = seen.filter(([step]) => step === 'files');
  expect(files.length).toBeGreaterThan(10);
  expect(files.at(-1)![1]).toBe(files.at(-1)![2]);
  for (const [i, [, done]] of files.entries()) expect(done).toBeGreaterThanOrEqual(files[i - 1]?.[1] ?? 0);
});

describe('the number that was noted', () => {
  const facts = { manifestSha256: sha('m'), keyId: sha('k') };
  test.each([
    ['nothing', '', 'none'], ['the manifest', facts.manifestSha256, 'manifest'], ['the key', facts.keyId, 'key'], ['capitals', facts.keyId.toUpperCase(), 'key'],
    ['groups and colons', facts.keyId.match(/../g)!.join(':'), 'key'], ['full-width', facts.manifestSha256.replace(/[0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)), 'manifest'],
    ['spaces and line ends', ` ${facts.manifestSha256.match(/.{8}/g)!.join(' ')}\n`, 'manifest'], ['half of it', facts.keyId.slice(0, 32), 'short'], ['one letter off', facts.keyId.replace(/^./, (c) => (c === '0' ? '1' : '0')), 'differs'], ['words', 'my number', 'differs'],
  ])('%s', (_what, noted, answer) => expect(compareNoted(noted, facts)).toBe(answer));
});

test('says of each file whether the signature covers it', async () => {
  const { files } = makeBundle();
  const covered = async (): Promise<Record<string, string>> => Object.fromEntries((await check(await pack(files))).files.map(({ path, covered: by }) => [path, by]));
  expect(await covered()).toMatchObject({
    'data/flags.csv': 'signed', 'data/entries/0001/picture.png': 'signed', 'manifest-sha256.txt': 'signed', 'manifest-sha256.txt.sig': 'signed',
    'signing-key.pem': 'listed', 'bag-info.txt': 'listed', 'verify.html': 'listed', 'tagmanifest-sha256.txt': 'none',
  });
  put(files, 'manifest-sha256.txt.sig', makeBundle().files.get('manifest-sha256.txt.sig')!);
  put(files, 'data/extra.txt', 'x');
  expect(await covered()).toMatchObject({ 'data/flags.csv': 'listed', 'manifest-sha256.txt': 'listed', 'data/extra.txt': 'none' });
});

test('a message that was archived while the bundle was made is whole all the same, and still held against its entry', async () => {
  const { files, key } = makeBundle();
  const finish = async (): Promise<Awaited<ReturnType<typeof check>>> => {
    describeBundle(files, json(files, 'data/bundle.json'));
    list(files);
    signList(files, key);
    return check(await pack(files));
  };
  put(files, 'data/flags.ndjson', text(files, 'data/flags.ndjson').replace('"entrySeq":1,', ''));
  expect((await finish()).overall).toBe('good');
  put(files, 'data/flags.ndjson', text(files, 'data/flags.ndjson').replace('明天', '后天'));
  expect((await finish()).entries[0]!.problems).toEqual(['flag_message']);
});
