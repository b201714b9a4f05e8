import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Entry, LinkFacts, PictureFacts } from '../../src/core/entry.ts';
import { CHECK_FILES, CHECK_LIST, checkEntry } from '../../src/export/commands.ts';
import { CLOCK, makeChain, makeFlag, makeInput, messageFacts, SOFTWARE, testKey } from './make.ts';
import { unpack } from './read.ts';

const key = testKey();
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const later = { salt: '0123456789abcdef0123456789abcdef', clock: CLOCK, zone: 'Asia/Shanghai', utcOffsetMinutes: 480, software: SOFTWARE };

const png = new Uint8Array([137, 80, 78, 71]);
const picture: PictureFacts = { file: 'picture.png', sha256: sha(png), bytes: 4, method: 'screen', width: 10, height: 20, pieces: 1, pixelRatio: 1, takenAt: '2026-11-22T00:00:00.000Z', covers: 'message' };

/** One archived with a picture and recalled later, one deleted, one outside the selection. */
function archive() {
  const [kept, gone, other] = [makeFlag(1, { state: 'archived', entrySeq: 1 }), makeFlag(2), makeFlag(3, { state: 'archived', entrySeq: 3 })];
  const facts: LinkFacts[] = [
    messageFacts(kept, { picture, captureMethod: 'screen' }),
    messageFacts(gone),
    messageFacts(other),
    { type: 'change', about: { seq: 1, hash: 'a'.repeat(64), flagId: kept.id }, change: { what: 'recalled', at: '2026-11-22T00:00:00.000Z', words: '撤回' }, seenAt: '2026-11-22T00:00:00.000Z', ...later },
    { type: 'deleted', about: { seq: 2, hash: 'b'.repeat(64), flagId: gone.id }, reason: 'not mine', deletedAt: '2026-11-22T00:00:00.000Z', ...later },
  ];
  const chain: Entry[] = makeChain(facts, key);
  chain[1] = { ...chain[1]!, body: null };
  return { list: [kept], sealed: [chain[0]!, chain[3]!], chain, files: new Map([['1/picture.png' as const, png]]) };
}

describe('links of a selection', () => {
  test('message, change and tombstone stand in folders, a deleted one by its place alone, others only in the chain', async () => {
    const { chain, ...input } = archive();
    const bag = await unpack(makeInput(key, { chain, ...input }));
    expect(bag.shell('cd data/entries && find . -type f | sort').trim().split('\n')).toEqual([
      './0001/entry.json', './0001/picture.png', './0001/record.json', './0001/record.sig',
      './0002/entry.json',
      './0004/entry.json', './0004/record.json', './0004/record.sig',
      './0005/entry.json', './0005/record.json', './0005/record.sig',
    ]);
    expect(JSON.parse(bag.text('data/entries/0002/entry.json'))).toMatchObject({ seq: 2, type: null, deleted: true, hash: chain[1]!.hash });
    const lines = bag.text('data/chain.ndjson').trimEnd().split('\n').map((line) => JSON.parse(line) as object);
    expect(lines).toEqual(chain.map(({ seq, hash, prev, keyId, signature }, i) => ({ seq, type: ['message', null, 'message', 'change', 'deleted'][i], hash, prev, keyId, signature })));
    expect(bag.text('data/chain.ndjson')).not.toContain(makeFlag(3).message.text);
    for (const seq of ['0001', '0004', '0005']) expect(bag.shell(checkEntry(`entries/${seq}`)[0]!).trim()).toBe('Verified OK');
    expect(JSON.parse(bag.text('data/bundle.json'))).toMatchObject({ counts: { flags: 1, entries: 1, changes: 1, deleted: 1 }, chain: { seq: 5, hash: chain[4]!.hash } });
    expect((JSON.parse(bag.text('data/not-captured.json')) as { problems: unknown[] }).problems).toEqual([]);
  });

  test('bundle.json names every file of the payload but itself, and the page that checks it, with its hash', async () => {
    const bag = await unpack(makeInput(key, archive()));
    const { files } = JSON.parse(bag.text('data/bundle.json')) as { files: { path: string; sha256: string; bytes: number; role: string; type: string }[] };
    const listed = bag.text('manifest-sha256.txt').trimEnd().split('\n').filter((line) => !line.endsWith(' data/bundle.json'));
    expect(files.map(({ path, sha256 }) => `${sha256}  ${path}`).sort()).toEqual([...listed, `${sha(bag.bytes('verify.html'))}  verify.html`].sort());
    for (const { path, bytes, role, type } of files) {
      expect(bytes, path).toBe(bag.bytes(path).length);
      expect(role, path).not.toBe('');
      expect(type, path).toMatch(/\/(json|x-ndjson|html|csv|plain|png|octet-stream)$/);
    }
  });

  test.each<[string, ReadonlyMap<`1/picture.png`, Uint8Array<ArrayBuffer>>, string]>([
    ['a picture that is missing', new Map(), 'file_missing'],
    ['a picture that is another', new Map([['1/picture.png', new Uint8Array([0])]]), 'file_differs'],
  ])('%s is named, and the bag stays whole', async (_what, files, problem) => {
    const bag = await unpack(makeInput(key, { ...archive(), files }));
    expect((JSON.parse(bag.text('data/not-captured.json')) as { problems: object[] }).problems).toContainEqual(expect.objectContaining({ what: problem, entry: 1 }));
    expect(bag.shell(CHECK_FILES)).not.toMatch(/FAILED/);
  });
});

test('what is sealed after the chain was read waits for the next export', async () => {
  const { chain, list, sealed, files } = archive();
  const { links: _, ...input } = makeInput(key, { list, sealed, files });
  const bag = await unpack({ ...input, links: () => (async function* () { yield* chain.slice(0, 3); })() });
  expect(bag.shell('ls data/entries').trim().split('\n')).toEqual(['0001', '0002']);
  expect(JSON.parse(bag.text('data/bundle.json'))).toMatchObject({ chain: { seq: 3 }, counts: { changes: 0, deleted: 0 } });
});

describe('a time stamp of an outside authority', () => {
  test('stands beside the manifest whose hash was asked for', async () => {
    const asked: string[] = [];
    const bag = await unpack(makeInput(key, { ...archive(), stamp: async (digest) => { asked.push(Buffer.from(digest).toString('hex')); return { tsr: new Uint8Array([1, 2]), chainPem: 'chain' }; } }));
    expect(asked).toEqual([bag.done.manifestSha256]);
    expect(bag.done.stamped).toBe(true);
    expect([...bag.bytes('manifest-sha256.txt.tsr')]).toEqual([1, 2]);
    expect(bag.shell('sha256sum -c tagmanifest-sha256.txt')).toMatch(/tsr: OK[\s\S]*tsa-chain.pem: OK/);
  });

  test.each<[string, () => Promise<null>]>([
    ['that does not come', () => Promise.resolve(null)],
    ['that fails', () => Promise.reject(new Error('offline'))],
  ])('%s blocks nothing', async (_what, stamp) => {
    const bag = await unpack(makeInput(key, { ...archive(), stamp }));
    expect(bag.done.stamped).toBe(false);
    expect(bag.shell(CHECK_LIST).trim()).toBe('Verified OK');
    expect(bag.shell('find . -name "*.tsr"')).toBe('');
  });
});

describe('a masked copy', () => {
  test('has masked records, boxed pictures, no fragment, no signature that would be of other bytes, and names the full copy', async () => {
    const { chain, ...input } = archive();
    const of = { manifestSha256: 'd'.repeat(64), bundleId: 'full' };
    const bag = await unpack(makeInput(key, {
      ...input, chain,
      copy: { kind: 'masked', of, record: ({ seq }) => ({ masked: seq }), picture: async () => new Uint8Array([9]), map: { format: 1, of, items: [] } },
    }));
    expect(bag.shell('cd data/entries && find . -type f | sort').trim().split('\n')).toEqual([
      './0001/entry.json', './0001/picture.png', './0001/record.masked.json', './0002/entry.json', './0004/entry.json', './0004/record.masked.json', './0005/entry.json', './0005/record.masked.json',
    ]);
    expect([...bag.bytes('data/entries/0001/picture.png')]).toEqual([9]);
    expect(JSON.parse(bag.text('data/bundle.json'))).toMatchObject({ copy: 'masked', of });
    expect(bag.text('data/flags.ndjson')).toContain('"textSha256":null');
    expect(bag.text('bag-info.txt')).toContain('masked copy');
    expect(bag.name).toBe('witnessmark-2026-11-22-123000-masked.zip');
  });
});
