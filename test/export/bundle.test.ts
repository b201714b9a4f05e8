import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { CHECK_FILES, CHECK_KEY, CHECK_LIST, checkEntry } from '../../src/export/commands.ts';
import { HOSTILE, makeCustody, makeEntries, makeFlag, makeInput, testKey } from './make.ts';
import { unpack } from './read.ts';

const sha = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const key = testKey();

function twelve() {
  const list = Array.from({ length: 12 }, (_, i) => makeFlag(i, { text: HOSTILE[i]![1] }));
  return { list, sealed: makeEntries([list[2]!, list[5]!, list[9]!], key) };
}

describe('tools nobody here wrote', () => {
  test('unzip, sha256sum and openssl find everything right', async () => {
    const bag = await unpack(makeInput(key, twelve()));
    expect(execFileSync('unzip', ['-t', bag.zip], { encoding: 'utf8' })).toContain('No errors detected');
    const checked = bag.shell(CHECK_FILES).trim().split('\n');
    expect(checked).toHaveLength(8 + 8 + 3 * 3);
    for (const line of checked) expect(line).toMatch(/^data\/\S+: OK$/);
    expect(bag.shell(CHECK_LIST).trim()).toBe('Verified OK');
    expect(bag.shell(CHECK_KEY)).toContain(key.id);
    expect(bag.shell('sha256sum -c tagmanifest-sha256.txt')).not.toMatch(/FAILED/);
    for (const seq of ['0001', '0002', '0003']) {
      const [verify, hash] = checkEntry(`entries/${seq}`);
      expect(bag.shell(verify!).trim()).toBe('Verified OK');
      expect(bag.shell(hash!)).toContain((JSON.parse(bag.text(`data/entries/${seq}/entry.json`)) as { hash: string }).hash);
    }
  });

  test('the same tools see one changed byte', async () => {
    const bag = await unpack(makeInput(key, twelve()));
    bag.shell('printf x >> data/flags.csv; printf " " >> data/entries/0001/record.json');
    expect(bag.shell(`${CHECK_FILES} || true`)).toMatch(/data\/flags\.csv: FAILED/);
    expect(bag.shell(`${checkEntry('entries/0001')[0]} || true`)).not.toContain('Verified OK');
    bag.shell('printf "\\n" >> manifest-sha256.txt');
    expect(bag.shell(`${CHECK_LIST} || true`)).not.toContain('Verified OK');
  });
});

describe('the bag', () => {
  test('has the files of format 1 and nothing else', async () => {
    const bag = await unpack(makeInput(key, twelve()));
    const found = bag.shell('find . -type f | sort').trim().split('\n').map((path) => path.slice(2));
    expect(found).toEqual([
      'bag-info.txt', 'bagit.txt', 'data/README.txt', 'data/bundle.json', 'data/chain.ndjson', 'data/custody.ndjson',
      ...['0001', '0002', '0003'].flatMap((seq) => ['entry.json', 'record.json', 'record.sig'].map((name) => `data/entries/${seq}/${name}`)),
      'data/flags.csv', 'data/flags.ndjson', 'data/not-captured.json', 'data/report.html',
      ...['bundle', 'chain', 'custody', 'entry', 'flag', 'masking', 'not-captured', 'record'].map((name) => `data/schemas/${name}.schema.json`),
      'manifest-sha256.txt', 'manifest-sha256.txt.sig', 'signing-key.pem', 'tagmanifest-sha256.txt', 'verify.html',
    ].sort((a, b) => (`./${a}` < `./${b}` ? -1 : 1)));
  });

  test('lists payload and tag files, sorted, each once', async () => {
    const bag = await unpack(makeInput(key, twelve()));
    expect(bag.text('bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    const paths = bag.text('manifest-sha256.txt').trimEnd().split('\n').map((line) => /^[0-9a-f]{64} {2}(data\/\S+)$/.exec(line)![1]!);
    expect(paths).toEqual([...new Set(paths)].sort());
    const tags = bag.text('tagmanifest-sha256.txt').trimEnd().split('\n').map((line) => line.slice(66));
    expect(tags).toEqual(['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'manifest-sha256.txt.sig', 'signing-key.pem', 'verify.html']);
  });

  test('bag-info counts what is there', async () => {
    const bag = await unpack(makeInput(key, twelve()));
    const info = Object.fromEntries(bag.text('bag-info.txt').trimEnd().split('\n').map((line) => /^([^:]+): (.*)$/.exec(line)!.slice(1) as [string, string]));
    const sizes = bag.shell('find data -type f -printf "%s\\n"').trim().split('\n').map(Number);
    expect(info['Payload-Oxum']).toBe(`${sizes.reduce((a, b) => a + b)}.${sizes.length}`);
    expect(info['Bagging-Date']).toBe('2026-11-22');
    expect(info['Bag-Software-Agent']).toBe('Witnessmark 0.1.0');
    expect(info['External-Description']).toMatch(/12 messages, 3 sealed entries/);
  });

  test('says truly what was made', async () => {
    const bag = await unpack(makeInput(key, twelve()));
    const last = JSON.parse(bag.text('data/chain.ndjson').trimEnd().split('\n').at(-1)!) as { hash: string };
    expect(bag.done).toEqual({
      bundleId: 'b6a7f3f0-6a1e-4f5e-9d2b-0c3a5f6e7d81', manifestSha256: sha(bag.bytes('manifest-sha256.txt')), flags: 12, entries: 3,
      head: { seq: 3, hash: last.hash }, stamped: undefined, bytes: readFileSync(bag.zip).length,
    });
    expect(bag.name).toBe('witnessmark-2026-11-22-123000.zip');
    expect(bag.shell('stat -c %y bagit.txt')).toContain('2026-11-22');
  });

  test('payload stands before the manifests in the ZIP', async () => {
    const bag = await unpack(makeInput(key, twelve()));
    const names = execFileSync('unzip', ['-Z1', bag.zip], { encoding: 'utf8' }).trim().split('\n');
    const firstTag = names.findIndex((name) => !name.startsWith('data/'));
    expect(names.slice(0, firstTag).every((name) => name.startsWith('data/'))).toBe(true);
    expect(names.slice(firstTag).some((name) => name.startsWith('data/'))).toBe(false);
  });

  test('no flags, no entries, no log: still whole', async () => {
    for (const language of ['en', 'zh_CN', 'zh_TW'] as const) {
      const bag = await unpack(makeInput(key, { language, custody: () => (async function* () { /* none */ })() }));
      expect(bag.shell(CHECK_FILES)).not.toMatch(/FAILED/);
      expect(bag.shell(CHECK_LIST)).toContain('Verified OK');
      expect(bag.text('data/flags.ndjson')).toBe('');
      expect(bag.text('data/flags.csv').split('\r\n')).toHaveLength(2);
      expect(bag.done).toMatchObject({ flags: 0, entries: 0 });
      expect(bag.text('data/report.html')).toContain('</html>');
    }
  });

  test('the log is carried line by line', async () => {
    const records = makeCustody(['archived', 'dismissed', 'restored', 'exported']);
    const bag = await unpack(makeInput(key, { custody: () => (async function* () { yield* records; })() }));
    expect(bag.text('data/custody.ndjson').trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(records);
  });
});

describe('entries', () => {
  test('record.json is the very bytes that were hashed and signed', async () => {
    const { list, sealed } = twelve();
    const bag = await unpack(makeInput(key, { list, sealed }));
    for (const entry of sealed) {
      const folder = `data/entries/000${entry.seq}`;
      expect(sha(bag.bytes(`${folder}/record.json`))).toBe(entry.hash);
      expect(JSON.parse(bag.text(`${folder}/record.json`))).toEqual(entry.body);
      expect(bag.bytes(`${folder}/record.sig`).toString('base64')).toBe(entry.signature);
      expect(JSON.parse(bag.text(`${folder}/entry.json`))).toEqual({ format: 1, seq: entry.seq, type: 'message', hash: entry.hash, prev: entry.prev, keyId: key.id, signature: entry.signature, files: {} });
    }
    expect((JSON.parse(bag.text('data/not-captured.json')) as { problems: unknown[] }).problems).toEqual([]);
  });

  test.each<[string, (entries: ReturnType<typeof makeEntries>) => void, object]>([
    ['a changed record', ([one]) => { one!.body!.facts.message = { ...one!.body!.facts.message, text: 'harmless' }; }, { what: 'hash_differs', entry: 1 }],
    ['a record that cannot be canonical', ([one]) => { one!.body!.facts.page.title = '\uD800'; }, { what: 'not_canonical', entry: 1 }],
    ['a signature that is none', ([one]) => { one!.signature = '!!'; }, { what: 'signature_unreadable', entry: 1 }],
    ['another key', ([one]) => { one!.keyId = '0'.repeat(64); }, { what: 'other_key', entry: 1 }],
    ['a broken link', ([, two]) => { two!.prev = '0'.repeat(64); two!.body!.prev = '0'.repeat(64); }, { what: 'order_differs', entry: 2 }],
    ['the same number twice', ([one, two]) => { two!.seq = one!.seq; two!.body!.seq = one!.seq; }, { what: 'number_repeated', entry: 1, folder: 'entries/0001-2' }],
    ['an entry that is missing', (entries) => { entries.pop(); }, { what: 'entry_missing', entry: 3 }],
    ['an entry of another message', ([one]) => { one!.body!.facts.flagId = 'elsewhere'; }, { what: 'entry_outside_selection', entry: 1 }],
  ])('%s is named, nothing is lost, and the bag stays whole', async (_what, harm, expected) => {
    const { list } = twelve();
    const sealed = structuredClone(makeEntries([list[2]!, list[5]!, list[9]!], key));
    harm(sealed);
    const bag = await unpack(makeInput(key, { list, sealed }));
    expect(bag.shell(CHECK_FILES)).not.toMatch(/FAILED/);
    const { problems } = JSON.parse(bag.text('data/not-captured.json')) as { problems: object[] };
    expect(problems).toContainEqual(expect.objectContaining(expected));
    expect(bag.text('data/README.txt')).toContain('not-captured.json 的“problems”');
    expect(bag.text('data/report.html')).toContain('class="wrong"');
    expect(bag.text('data/flags.ndjson').trimEnd().split('\n')).toHaveLength(12);
  });

  test('keeps its own numbers when only some entries are chosen', async () => {
    const { list, sealed } = twelve();
    const bag = await unpack(makeInput(key, { list: [list[5]!], sealed: [sealed[1]!] }));
    expect(bag.shell('ls data/entries').trim()).toBe('0002');
    expect((JSON.parse(bag.text('data/not-captured.json')) as { problems: unknown[] }).problems).toEqual([]);
  });
});

test('a fingerprint that is not the key’s is not printed', async () => {
  const bag = await unpack(makeInput(key, { keyId: 'f'.repeat(64) }));
  expect(bag.text('data/README.txt')).toContain(key.id);
  expect(bag.text('data/README.txt')).not.toContain('f'.repeat(64));
  expect(bag.text('data/not-captured.json')).toContain('key_id_differs');
});
