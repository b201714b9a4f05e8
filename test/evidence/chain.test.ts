import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIRST_PREV, type CustodyRecord, type EntryFacts, type LinkFacts } from '../../src/core/entry.ts';
import { fromBase64 } from '../../src/core/base64.ts';
import { canonicalBytes, unescapeHalves } from '../../src/evidence/canonical.ts';
import { breakOf, verifyChain, type Break } from '../../src/evidence/chain.ts';
import { verifyCustody } from '../../src/evidence/custody.ts';
import { changeFacts, tombstoneFacts } from '../../src/evidence/facts.ts';
import { sha256Hex } from '../../src/evidence/hash.ts';
import { sealEntry, type SealedLink } from '../../src/evidence/seal.ts';
import { keyId, publicKeyPem } from '../../src/evidence/sign.ts';
import { chainOf, FIRST_CLOCK, newKeys, NOW, sampleChain, sampleFacts, sampleFlag, SOFTWARE } from './samples.ts';

type Link = SealedLink<EntryFacts>;

const TEXTS = ['明天上你家门口堵你', '<script>alert(1)</script>\u202e\u0000', 'half \ud83d and \\uD83D', '再不還，全部同事都會收到你的照片。'];

let keys: CryptoKeyPair;
let other: CryptoKeyPair;
let chain: Link[];
beforeAll(async () => {
  [keys, other] = [await newKeys(), await newKeys()];
  chain = await sampleChain(keys, TEXTS);
});

const copy = () => structuredClone(chain);
const check = (entries: SealedLink[], head?: { seq: number; hash: string }) => verifyChain(entries, keys.publicKey, head);

describe('sealEntry', () => {
  it('links, hashes and signs', async () => {
    expect(chain.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(chain.map(({ prev }) => prev)).toEqual([FIRST_PREV, ...chain.slice(0, 3).map(({ hash }) => hash)]);
    for (const entry of chain) {
      expect(Object.keys(entry.body).sort()).toEqual(['facts', 'format', 'prev', 'sealedAt', 'seq']);
      expect(entry.hash).toBe(sha256Hex(canonicalBytes(entry.body)));
      expect(entry.keyId).toBe(await keyId(keys.publicKey));
    }
  });

  it('loses nothing of any text, and what it holds is plain JSON that can be stored and read back', () => {
    for (const [i, entry] of chain.entries()) {
      const again = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(JSON.stringify(entry)))) as Link;
      expect(again).toEqual(entry);
      expect(unescapeHalves(again.body.facts.message.text)).toBe(TEXTS[i]);
    }
  });

  it('leaves absent members out', async () => {
    const flag = sampleFlag();
    flag.message.zone = undefined as unknown as string;
    const entry = await sealEntry({ facts: sampleFacts(flag), head: { seq: 0, hash: FIRST_PREV }, keys, now: NOW });
    expect(entry.body.facts.message).not.toHaveProperty('zone');
    expect(await check([entry])).toEqual({ ok: true, count: 1 });
  });

  it.each<[string, unknown]>([
    ['no facts', null], ['words for facts', 'x'], ['a tombstone of nothing', { type: 'deleted' }], ['a tombstone of null', { type: 'deleted', about: null }],
    ['a change of words', { type: 'change', about: { seq: '1', hash: 1, flagId: 'f' } }], ['another kind', { type: 'other' }],
  ])('a signed link with %s is named and stops no check', async (_name, facts) => {
    const odd = await sealEntry({ facts: facts as EntryFacts, head: chain[3]!, keys, now: NOW });
    expect(await check([...chain, odd])).toEqual({ ok: false, seq: 5, why: 'shape' });
    const deleted = { ...chain[1]!, body: null } as unknown as Link;
    expect(await check([chain[0]!, deleted, ...chain.slice(2), odd])).toEqual({ ok: false, seq: 2, why: 'untold' });
  });

  it('is checked by openssl and sha256sum from the record alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seal-'));
    try {
      writeFileSync(join(folder, 'key.pem'), await publicKeyPem(keys.publicKey));
      for (const entry of chain) {
        writeFileSync(join(folder, 'body.json'), canonicalBytes(entry.body));
        writeFileSync(join(folder, 'body.sig'), fromBase64(entry.signature));
        const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { cwd: folder }).toString();
        expect(run('openssl', 'dgst', '-sha256', '-verify', 'key.pem', '-signature', 'body.sig', 'body.json')).toContain('Verified OK');
        expect(run('sha256sum', 'body.json')).toContain(entry.hash);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('verifyChain', () => {
  it('takes a whole chain, an empty one, and one that comes bit by bit', async () => {
    expect(await check(copy())).toEqual({ ok: true, count: 4 });
    expect(await check(copy(), { seq: 4, hash: chain[3]!.hash })).toEqual({ ok: true, count: 4 });
    expect(await check([])).toEqual({ ok: true, count: 0 });
    expect(await check([], { seq: 0, hash: FIRST_PREV })).toEqual({ ok: true, count: 0 });
    async function* stream() { yield* copy(); }
    expect(await verifyChain(stream(), keys.publicKey)).toEqual({ ok: true, count: 4 });
  });

  /** Hash and link made good after a change, as one who knows the format would; only the key is missing. */
  async function forge(entries: Link[], from: number, by = other): Promise<void> {
    let head = from === 0 ? { seq: 0, hash: FIRST_PREV } : entries[from - 1]!;
    for (let i = from; i < entries.length; i++) head = entries[i] = await sealEntry({ facts: entries[i]!.body.facts, head, keys: by, now: NOW });
  }

  it.each<[string, (entries: Link[]) => unknown, number, Break]>([
    ['a changed text', (entries) => { entries[1]!.body.facts.message.text += ' '; }, 2, 'hash'],
    ['a changed time', (entries) => { entries[2]!.body.facts.times.archivedAt = '2026-03-03T00:00:01.000Z'; }, 3, 'hash'],
    ['an added fact', (entries) => { (entries[0]!.body.facts as unknown as Record<string, unknown>).note = 'x'; }, 1, 'hash'],
    ['an added member of the body', (entries) => { (entries[0]!.body as unknown as Record<string, unknown>).note = 'x'; }, 1, 'hash'],
    ['a changed hash', (entries) => { entries[3]!.hash = 'f'.repeat(64); }, 4, 'hash'],
    ['text and hash changed', (entries) => { entries[1]!.body.facts.message.text = 'kind words'; entries[1]!.hash = sha256Hex(canonicalBytes(entries[1]!.body)); }, 2, 'signature'],
    ['a signature of another entry', (entries) => { entries[1]!.signature = entries[2]!.signature; }, 2, 'signature'],
    ['a signature that is none', (entries) => { entries[1]!.signature = 'none'; }, 2, 'signature'],
    ['no signature', (entries) => { delete (entries[1] as Partial<Link>).signature; }, 2, 'signature'],
    ['another key named', (entries) => { entries[1]!.keyId = 'f'.repeat(64); }, 2, 'signature'],
    ['all sealed again by another key', (entries) => forge(entries, 0), 1, 'signature'],
    ['the last sealed again by another key', (entries) => forge(entries, 3), 4, 'signature'],
    ['the first taken away', (entries) => entries.shift(), 1, 'gap'],
    ['one in the middle taken away', (entries) => entries.splice(1, 1), 2, 'gap'],
    ['the last taken away', (entries) => entries.pop(), 4, 'gap'],
    ['two changed places', (entries) => { [entries[1], entries[2]] = [entries[2]!, entries[1]!]; }, 2, 'gap'],
    ['one given twice', (entries) => entries.splice(2, 0, entries[1]!), 2, 'order'],
    ['one taken away and the next renumbered', (entries) => { entries.splice(1, 1); entries[1]!.seq = 2; }, 2, 'hash'],
    ['a number outside that is not the one inside', (entries) => { entries.push({ ...entries[3]!, seq: 5 }); }, 5, 'hash'],
    ['a link outside that is not the one inside', (entries) => { entries[2]!.prev = FIRST_PREV; }, 3, 'prev'],
    ['an entry from another time of the same key', async (entries) => { entries[2] = (await sampleChain(keys, ['a', 'b', 'c']))[2]!; }, 3, 'prev'],
    ['one entry more than were sealed', async (entries) => { entries.push(await sealEntry({ facts: entries[0]!.body.facts, head: entries[3]!, keys, now: NOW })); }, 5, 'head'],
    ['the last replaced by one of the same key', async (entries) => { entries[3] = await sealEntry({ facts: entries[0]!.body.facts, head: entries[2]!, keys, now: NOW }); }, 4, 'head'],
    ['a format of another time', (entries) => { (entries[1]!.body as { format: number }).format = 2; }, 2, 'shape'],
    ['no body', (entries) => { delete (entries[1] as Partial<Link>).body; }, 2, 'shape'],
    ['what cannot be written', (entries) => { entries[1]!.body.facts.message.text = '\ud83d'; }, 2, 'shape'],
    ['null', (entries) => { entries[1] = null as unknown as Link; }, 2, 'shape'],
    ['two faults: the first is named', (entries) => { entries[1]!.hash = 'x'; entries[3]!.signature = 'x'; }, 2, 'hash'],
  ])('names %s', async (_name, spoil, seq, why) => {
    const entries = copy();
    await spoil(entries);
    expect(await check(entries, { seq: 4, hash: chain[3]!.hash })).toEqual({ ok: false, seq, why });
  });

  it('names the last one emptied, which no tombstone can follow', async () => {
    const entries = copy();
    (entries[3] as { body: unknown }).body = null;
    expect(await check(entries, { seq: 4, hash: chain[3]!.hash })).toEqual({ ok: false, seq: 4, why: 'untold' });
  });

  it('checks one entry by itself, as in an export of some', async () => {
    expect(await breakOf(chain[2]!, keys.publicKey)).toBeUndefined();
    expect(await breakOf(chain[2]!, other.publicKey)).toBe('signature');
  });
});

/** Message, message, a change of the first, its tombstone, the tombstone of the change, one more message. */
describe('verifyChain with what came later', () => {
  const when = { now: NOW, zone: 'Asia/Taipei', clock: FIRST_CLOCK, software: SOFTWARE };
  const aboutOf = ({ seq, hash }: SealedLink) => ({ seq, hash, flagId: 'f1' });
  const recalled = { what: 'recalled' as const, at: NOW, words: '对方撤回了一条消息' };
  let links: SealedLink[];
  beforeAll(async () => {
    links = await chainOf<LinkFacts>(keys, [
      () => sampleFacts(sampleFlag('a', 'f1')), () => sampleFacts(sampleFlag('b', 'f2')),
      ([first]) => changeFacts({ about: aboutOf(first!), change: recalled, seenAt: NOW, ...when }),
      ([first]) => tombstoneFacts({ about: aboutOf(first!), reason: '不想留着', ...when }),
      ([,, change]) => tombstoneFacts({ about: aboutOf(change!), reason: '', ...when }),
      () => sampleFacts(sampleFlag('c', 'f3')),
    ]);
  });
  const emptied = (...seqs: number[]): SealedLink[] => structuredClone(links).map((link) => (seqs.includes(link.seq) ? { ...link, body: null as never } : link));
  const head = () => ({ seq: 6, hash: links[5]!.hash });

  it('takes a chain before a deletion, after it, and cut off between', async () => {
    expect(await check(links, head())).toEqual({ ok: true, count: 6 });
    expect(await check(emptied(1, 3), head())).toEqual({ ok: true, count: 6 });
    expect(await check(emptied(1).slice(0, 4))).toEqual({ ok: true, count: 4 });
  });

  const spoiled = (seqs: number[], spoil: (links: SealedLink[]) => unknown) => async () => {
    const some = emptied(...seqs);
    await spoil(some);
    return some;
  };
  it.each<[string, () => Promise<SealedLink[]>, number, Break]>([
    ['one emptied that no tombstone names', spoiled([2], () => {}), 2, 'untold'],
    ['two emptied, one of them named', spoiled([1, 2], () => {}), 2, 'untold'],
    ['the tombstone emptied as well', spoiled([1, 4], () => {}), 1, 'untold'],
    ['the tombstone changed', spoiled([1], (some) => { (some[3]!.body.facts as { reason: string }).reason = 'other'; }), 1, 'untold'],
    ['the tombstone taken away', spoiled([1], (some) => some.splice(3, 1)), 1, 'untold'],
    ['the hash of the emptied one changed', spoiled([1], (some) => { some[0]!.hash = 'f'.repeat(64); }), 1, 'untold'],
    ['the emptied one taken away', spoiled([1], (some) => some.shift()), 1, 'gap'],
    ['the emptied one by another key', spoiled([1], (some) => { some[0]!.keyId = 'f'.repeat(64); }), 1, 'signature'],
    ['an emptied one without a hash', spoiled([1], (some) => { some[0]!.hash = 'none'; }), 1, 'shape'],
    ['a link of the emptied one changed', spoiled([3], (some) => { some[2]!.prev = FIRST_PREV; }), 3, 'prev'],
    ['a break before an emptied one that is told', spoiled([3], (some) => { some[1]!.signature = 'none'; }), 2, 'signature'],
    ['a break between an emptied one and its tombstone', spoiled([1], (some) => { some[1]!.signature = 'none'; }), 2, 'signature'],
    ['an untold one before another break', spoiled([2], (some) => { some[4]!.signature = 'none'; }), 2, 'untold'],
    ['a changed change', spoiled([], (some) => { (some[2]!.body.facts as { change: { at: string } }).change.at = '2026-03-03T00:00:01.000Z'; }), 3, 'hash'],
  ])('names %s', async (_name, make, seq, why) => {
    expect(await check(await make(), head())).toEqual({ ok: false, seq, why });
  });

  it('a tombstone cannot speak for a link after it, nor for another hash', async () => {
    const [first] = links;
    const other = await chainOf<LinkFacts>(keys, [
      () => tombstoneFacts({ about: { seq: 2, hash: first!.hash, flagId: 'f2' }, reason: '', ...when }), () => sampleFacts(sampleFlag('b', 'f2')),
    ]);
    expect(await check([other[0]!, { ...other[1]!, body: null as never }])).toEqual({ ok: false, seq: 2, why: 'untold' });
  });

  it('reads no further than it must once it knows', async () => {
    let read = 0;
    async function* counted() { for (const link of emptied()) { read += 1; yield read === 2 ? { ...link, signature: 'none' } : link; } }
    expect(await verifyChain(counted(), keys.publicKey)).toEqual({ ok: false, seq: 2, why: 'signature' });
    expect(read).toBe(2);
  });
});

describe('verifyCustody', () => {
  function log(): CustodyRecord[] {
    const records: CustodyRecord[] = [];
    let prev = FIRST_PREV;
    for (const [i, act] of (['archived', 'exported', 'deleted'] as const).entries()) {
      const body = { seq: i + 1, at: NOW, act, detail: { flags: i, words: '全部' }, prev };
      prev = sha256Hex(canonicalBytes(body));
      records.push({ ...body, hash: prev });
    }
    return records;
  }

  it('takes a whole log', async () => {
    expect(await verifyCustody(log())).toEqual({ ok: true, count: 3 });
    expect(await verifyCustody(log(), { seq: 3, hash: log()[2]!.hash })).toEqual({ ok: true, count: 3 });
    expect(await verifyCustody([])).toEqual({ ok: true, count: 0 });
  });

  it.each<[string, (records: CustodyRecord[]) => unknown, number, string]>([
    ['a changed detail', (records) => { records[1]!.detail.flags = 9; }, 2, 'hash'],
    ['a changed act', (records) => { records[0]!.act = 'restored'; }, 1, 'hash'],
    ['a line taken away', (records) => records.splice(1, 1), 2, 'gap'],
    ['a line given twice', (records) => records.splice(1, 0, records[0]!), 1, 'order'],
    ['a line made good by itself', (records) => { const { hash: _hash, ...body } = records[0]!; body.at = '2020-01-01T00:00:00.000Z'; records[0] = { ...body, hash: sha256Hex(canonicalBytes(body)) }; }, 2, 'prev'],
    ['the last line taken away', (records) => records.pop(), 3, 'gap'],
    ['one line more than were written', (records) => { const body = { seq: 4, at: NOW, act: 'noted' as const, detail: {}, prev: records[2]!.hash }; records.push({ ...body, hash: sha256Hex(canonicalBytes(body)) }); }, 4, 'head'],
    ['the last line replaced', (records) => { const { hash: _hash, ...body } = records[2]!; body.act = 'noted'; records[2] = { ...body, hash: sha256Hex(canonicalBytes(body)) }; }, 3, 'head'],
    ['what is no line', (records) => { records[2] = 'deleted' as unknown as CustodyRecord; }, 3, 'shape'],
  ])('names %s', async (_name, spoil, seq, why) => {
    const records = log();
    spoil(records);
    const [last] = log().slice(-1);
    expect(await verifyCustody(records, { seq: 3, hash: last!.hash })).toEqual({ ok: false, seq, why });
  });
});
