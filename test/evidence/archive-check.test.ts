import { beforeAll, describe, expect, it } from 'vitest';
import { FIRST_PREV, type CustodyRecord, type EntryFacts, type LinkFacts } from '../../src/core/entry.ts';
import { checkArchive, type ArchiveCheck, type ArchiveProgress, type ArchiveSources } from '../../src/evidence/archive-check.ts';
import { canonicalBytes } from '../../src/evidence/canonical.ts';
import { changeFacts, tombstoneFacts } from '../../src/evidence/facts.ts';
import { sha256Hex } from '../../src/evidence/hash.ts';
import type { SealedLink } from '../../src/evidence/seal.ts';
import { chainOf, FIRST_CLOCK, newKeys, NOW, sampleFacts, sampleFlag, SOFTWARE } from './samples.ts';

const when = { now: NOW, zone: 'Asia/Taipei', clock: FIRST_CLOCK, software: SOFTWARE };
const aboutOf = ({ seq, hash }: SealedLink) => ({ seq, hash, flagId: 'f1' });
const bytesOf = (words: string) => new TextEncoder().encode(words);

let keys: CryptoKeyPair;
let links: SealedLink[];
let files: Map<string, Uint8Array>;
let log: CustodyRecord[];

function withFiles(id: string): EntryFacts {
  const seq = Number(id.slice(1));
  const [fragment, picture] = (['message.html', 'picture.png'] as const).map((file) => {
    const bytes = bytesOf(`${file} of ${id}`);
    files.set(`${seq} ${file}`, bytes);
    return { file, bytes: bytes.length, sha256: sha256Hex(bytes) };
  });
  const made = {
    fragment: { ...fragment!, images: [] }, captureMethod: 'rendered' as const, missing: [],
    picture: { ...picture!, method: 'rendered' as const, width: 1, height: 1, pieces: 1, pixelRatio: 1, takenAt: NOW, covers: 'message' as const },
  };
  return sampleFacts(sampleFlag(`text of ${id}`, id), { made });
}

/** Three messages with files, a change of the second, and the third deleted. */
beforeAll(async () => {
  keys = await newKeys();
  files = new Map();
  links = await chainOf<LinkFacts>(keys, [
    () => withFiles('f1'), () => withFiles('f2'), () => withFiles('f3'),
    ([, second]) => changeFacts({ about: aboutOf(second!), change: { what: 'recalled', at: NOW }, seenAt: NOW, ...when }),
    ([, , third]) => tombstoneFacts({ about: aboutOf(third!), reason: '', ...when }),
  ]);
  links[2]!.body = null as never;
  files.delete('3 message.html');
  files.delete('3 picture.png');
  log = [];
  for (const act of ['archived', 'archived', 'archived', 'noted', 'deleted'] as const) {
    const body = { seq: log.length + 1, at: NOW, act, detail: { flag: 'f1' }, prev: log.at(-1)?.hash ?? FIRST_PREV };
    log.push({ ...body, hash: sha256Hex(canonicalBytes(body)) });
  }
});

function check(change: Partial<ArchiveSources> = {}): Promise<ArchiveCheck> {
  return checkArchive({
    links, artefact: async (seq, name) => files.get(`${seq} ${name}`), custody: log, key: keys.publicKey,
    heads: { entries: links.at(-1)!, custody: log.at(-1)! }, signal: new AbortController().signal, onProgress: () => {}, ...change,
  });
}
const COUNTS = { messages: 2, changes: 1, tombstones: 1, deleted: 1, files: 4, custody: 5 };

it('finds a whole archive whole, and counts it', async () => {
  expect(await check()).toEqual({ whole: true, entries: { ok: true, count: 5 }, custody: { ok: true, count: 5 }, counts: COUNTS });
});

it('an empty one is whole', async () => {
  const nothing = { seq: 0, hash: FIRST_PREV };
  expect(await check({ links: [], custody: [], heads: { entries: nothing, custody: nothing } })).toMatchObject({ whole: true, counts: { messages: 0 } });
});

it('says how far it is, step by step, to the end of each', async () => {
  const told: ArchiveProgress[] = [];
  await check({ onProgress: (progress) => told.push(progress) });
  expect(told.map(({ step, done }) => `${step} ${done}`)).toEqual([...[0, 1, 2, 3, 4, 5].map((n) => `entries ${n}`), ...[0, 1, 2, 3, 4, 5].map((n) => `custody ${n}`)]);
  expect(told.every(({ total }) => total === 5)).toBe(true);
});

describe('names the first that is broken', () => {
  const changed = (name: string, bytes: Uint8Array | undefined) => ({ artefact: async (seq: number, file: string) => (`${seq} ${file}` === name ? bytes : files.get(`${seq} ${file}`)) });
  it.each<[string, () => Partial<ArchiveSources>, object]>([
    ['a file that is gone', () => changed('2 picture.png', undefined), { ok: false, seq: 2, why: 'artefact' }],
    ['a file of which one bit is another', () => changed('1 message.html', bytesOf('message.html of f0')), { ok: false, seq: 1, why: 'artefact' }],
    ['a file that is longer', () => changed('1 message.html', bytesOf('message.html of f1 ')), { ok: false, seq: 1, why: 'artefact' }],
    ['a file swapped with that of another', () => ({ artefact: async (seq, name) => files.get(`${3 - seq} ${name}`) }), { ok: false, seq: 1, why: 'artefact' }],
    ['a link taken away', () => ({ links: links.toSpliced(1, 1) }), { ok: false, seq: 2, why: 'gap' }],
    ['the last link taken away', () => ({ links: links.slice(0, 4) }), { ok: false, seq: 3, why: 'untold' }],
    ['content gone that no tombstone names', () => ({ links: links.with(1, { ...links[1]!, body: null as never }) }), { ok: false, seq: 2, why: 'untold' }],
    ['content gone before a file that is gone', () => ({ ...changed('2 picture.png', undefined), links: links.with(0, { ...links[0]!, body: null as never }) }), { ok: false, seq: 1, why: 'untold' }],
    ['a file that is gone before content that is gone', () => ({ ...changed('1 picture.png', undefined), links: links.with(1, { ...links[1]!, body: null as never }) }), { ok: false, seq: 1, why: 'artefact' }],
    ['another key', () => ({ links: links.with(0, { ...links[0]!, keyId: 'f'.repeat(64) }) }), { ok: false, seq: 1, why: 'signature' }],
  ])('%s', async (_name, change, entries) => {
    expect(await check(change())).toMatchObject({ whole: false, entries, custody: { ok: true, count: 5 } });
  });

  it.each<[string, () => CustodyRecord[], object]>([
    ['a changed line', () => log.with(1, { ...log[1]!, act: 'noted' }), { ok: false, seq: 2, why: 'hash' }],
    ['a line taken off the end', () => log.slice(0, 4), { ok: false, seq: 5, why: 'gap' }],
  ])('of the log: %s; the chain is checked all the same', async (_name, custody, broken) => {
    expect(await check({ custody: custody() })).toMatchObject({ whole: false, custody: broken, entries: { ok: true, count: 5 } });
  });
});

describe('what the log says was sealed stands in the chain', () => {
  /** A whole log that names links as the store writes them. */
  const naming = (named: readonly { seq: number; hash: string }[]): CustodyRecord[] => named.reduce<CustodyRecord[]>((lines, { seq, hash }) => {
    const body = { seq: lines.length + 1, at: NOW, act: 'archived' as const, detail: { flag: 'f', entry: seq, hash }, prev: lines.at(-1)?.hash ?? FIRST_PREV };
    return [...lines, { ...body, hash: sha256Hex(canonicalBytes(body)) }];
  }, []);
  const withLog = (custody: CustodyRecord[], kept: SealedLink[] = links) => check({ custody, links: kept, heads: { entries: kept.at(-1)!, custody: custody.at(-1)! } });

  it('and so it is whole', async () => expect(await withLog(naming(links))).toMatchObject({ whole: true }));

  it('else the newest were dropped, and the store made to forget them', async () => {
    const more = await chainOf<LinkFacts>(keys, [() => sampleFacts(sampleFlag('a', 'f1')), () => sampleFacts(sampleFlag('b', 'f2')), () => sampleFacts(sampleFlag('c', 'f3'))]);
    expect(await withLog(naming(more), more.slice(0, 1))).toMatchObject({ whole: false, entries: { ok: false, seq: 2, why: 'gap' }, custody: { ok: true, count: 3 } });
  });

  it('else they were sealed anew', async () => {
    const before = await chainOf<LinkFacts>(keys, [() => sampleFacts(sampleFlag('a', 'f1')), () => sampleFacts(sampleFlag('b', 'f2'))]);
    const anew = await chainOf<LinkFacts>(keys, [() => sampleFacts(sampleFlag('a', 'f1')), () => sampleFacts(sampleFlag('kind words', 'f2'))]);
    expect(before[0]!.hash).toBe(anew[0]!.hash);
    expect(await withLog(naming(before), anew)).toMatchObject({ whole: false, entries: { ok: false, seq: 2, why: 'hash' } });
  });

  it('which a broken log cannot say', async () => {
    const lines = naming(links);
    lines[0] = { ...lines[0]!, detail: { entry: 1, hash: 'f'.repeat(64) } };
    expect(await withLog(lines)).toMatchObject({ entries: { ok: true }, custody: { ok: false, seq: 1, why: 'hash' } });
  });
});

it('stops where it is when it is called off, and says cancelled', async () => {
  const controller = new AbortController();
  let read = 0;
  async function* some() {
    for (const link of links) {
      read += 1;
      yield link;
    }
  }
  await expect(check({ links: some(), signal: controller.signal, onProgress: ({ done }) => { if (done === 2) controller.abort(); } })).rejects.toMatchObject({ code: 'cancelled' });
  expect(read).toBe(3);
  await expect(check({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
});

it('a source that fails is not a broken archive', async () => {
  await expect(check({ artefact: async () => { throw new Error('the disk'); } })).rejects.toThrow('the disk');
});
