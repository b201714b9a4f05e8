import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FIRST_PREV, type CustodyRecord, type Entry } from '../../src/core/entry.ts';
import { fromBase64 } from '../../src/evidence/base64.ts';
import { canonicalBytes, unescapeHalves } from '../../src/evidence/canonical.ts';
import { breakOf, verifyChain, type Break } from '../../src/evidence/chain.ts';
import { verifyCustody } from '../../src/evidence/custody.ts';
import { entryFacts } from '../../src/evidence/facts.ts';
import { sha256Hex } from '../../src/evidence/hash.ts';
import { sealEntry } from '../../src/evidence/seal.ts';
import { keyId, publicKeyPem } from '../../src/evidence/sign.ts';
import { newKeys, NOW, sampleChain, sampleFlag, SOFTWARE } from './samples.ts';

const TEXTS = ['明天上你家门口堵你', '<script>alert(1)</script>\u202e\u0000', 'half \ud83d and \\uD83D', '再不還，全部同事都會收到你的照片。'];

let keys: CryptoKeyPair;
let other: CryptoKeyPair;
let chain: Entry[];
beforeAll(async () => {
  [keys, other] = [await newKeys(), await newKeys()];
  chain = await sampleChain(keys, TEXTS);
});

const copy = () => structuredClone(chain);
const check = (entries: Entry[], head?: { seq: number; hash: string }) => verifyChain(entries, keys.publicKey, head);

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
      const again = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(JSON.stringify(entry)))) as Entry;
      expect(again).toEqual(entry);
      expect(unescapeHalves(again.body.facts.message.text)).toBe(TEXTS[i]);
    }
  });

  it('leaves absent members out', async () => {
    const flag = sampleFlag();
    flag.message.zone = undefined as unknown as string;
    const facts = entryFacts({ flag, now: NOW, zone: 'UTC', software: SOFTWARE });
    const entry = await sealEntry({ facts, head: { seq: 0, hash: FIRST_PREV }, keys, now: NOW });
    expect(entry.body.facts.message).not.toHaveProperty('zone');
    expect(await check([entry])).toEqual({ ok: true, count: 1 });
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
  async function forge(entries: Entry[], from: number, by = other): Promise<void> {
    let head = from === 0 ? { seq: 0, hash: FIRST_PREV } : entries[from - 1]!;
    for (let i = from; i < entries.length; i++) head = entries[i] = await sealEntry({ facts: entries[i]!.body.facts, head, keys: by, now: NOW });
  }

  it.each<[string, (entries: Entry[]) => unknown, number, Break]>([
    ['a changed text', (entries) => { entries[1]!.body.facts.message.text += ' '; }, 2, 'hash'],
    ['a changed time', (entries) => { entries[2]!.body.facts.times.archivedAt = '2026-03-03T00:00:01.000Z'; }, 3, 'hash'],
    ['an added fact', (entries) => { (entries[0]!.body.facts as unknown as Record<string, unknown>).note = 'x'; }, 1, 'hash'],
    ['an added member of the body', (entries) => { (entries[0]!.body as unknown as Record<string, unknown>).note = 'x'; }, 1, 'hash'],
    ['a changed hash', (entries) => { entries[3]!.hash = 'f'.repeat(64); }, 4, 'hash'],
    ['text and hash changed', (entries) => { entries[1]!.body.facts.message.text = 'kind words'; entries[1]!.hash = sha256Hex(canonicalBytes(entries[1]!.body)); }, 2, 'signature'],
    ['a signature of another entry', (entries) => { entries[1]!.signature = entries[2]!.signature; }, 2, 'signature'],
    ['a signature that is none', (entries) => { entries[1]!.signature = 'none'; }, 2, 'signature'],
    ['no signature', (entries) => { delete (entries[1] as Partial<Entry>).signature; }, 2, 'signature'],
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
    ['no body', (entries) => { delete (entries[1] as Partial<Entry>).body; }, 2, 'shape'],
    ['what cannot be written', (entries) => { entries[1]!.body.facts.message.text = '\ud83d'; }, 2, 'shape'],
    ['null', (entries) => { entries[1] = null as unknown as Entry; }, 2, 'shape'],
    ['two faults: the first is named', (entries) => { entries[1]!.hash = 'x'; entries[3]!.signature = 'x'; }, 2, 'hash'],
  ])('names %s', async (_name, spoil, seq, why) => {
    const entries = copy();
    await spoil(entries);
    expect(await check(entries, { seq: 4, hash: chain[3]!.hash })).toEqual({ ok: false, seq, why });
  });

  it('checks one entry by itself, as in an export of some', async () => {
    expect(await breakOf(chain[2]!, keys.publicKey)).toBeUndefined();
    expect(await breakOf(chain[2]!, other.publicKey)).toBe('signature');
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
    expect(await verifyCustody([])).toEqual({ ok: true, count: 0 });
  });

  it.each<[string, (records: CustodyRecord[]) => unknown, number, string]>([
    ['a changed detail', (records) => { records[1]!.detail.flags = 9; }, 2, 'hash'],
    ['a changed act', (records) => { records[0]!.act = 'restored'; }, 1, 'hash'],
    ['a line taken away', (records) => records.splice(1, 1), 2, 'gap'],
    ['a line given twice', (records) => records.splice(1, 0, records[0]!), 1, 'order'],
    ['a line made good by itself', (records) => { const { hash: _hash, ...body } = records[0]!; body.at = '2020-01-01T00:00:00.000Z'; records[0] = { ...body, hash: sha256Hex(canonicalBytes(body)) }; }, 2, 'prev'],
    ['what is no line', (records) => { records[2] = 'deleted' as unknown as CustodyRecord; }, 3, 'shape'],
  ])('names %s', async (_name, spoil, seq, why) => {
    const records = log();
    spoil(records);
    expect(await verifyCustody(records)).toEqual({ ok: false, seq, why });
  });
});
