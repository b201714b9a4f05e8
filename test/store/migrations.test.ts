/**
 * Every version of the database there ever was, opened by today's program. A new version needs its fixture
 * `v<N>.json`, written by the program that made it (all tables, as JSON), and what should hold after opening it, below.
 */
import { readdirSync, readFileSync } from 'node:fs';
import Dexie, { type Transaction } from 'dexie';
import { beforeAll, describe, expect, it } from 'vitest';
import { failureCode } from '../../src/core/failure.ts';
import { fromBase64 } from '../../src/core/base64.ts';
import { checkArchive } from '../../src/evidence/archive-check.ts';
import { verifyChain } from '../../src/evidence/chain.ts';
import { verifyCustody } from '../../src/evidence/custody.ts';
import { flagId } from '../../src/evidence/flag-id.ts';
import { chatWord } from '../../src/store/chats.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { chainHead, eachEntry, eachLink, entryOfFlag, getArtefact } from '../../src/store/entries.ts';
import { lastExport } from '../../src/store/exports.ts';
import { addChange, keepFlags } from '../../src/store/flags.ts';
import { countFlags, facets, listFlags } from '../../src/store/history.ts';
import { deviceKey } from '../../src/store/keys.ts';
import { listLessons } from '../../src/store/lessons.ts';
import { openStore, Store, VERSIONS } from '../../src/store/schema.ts';
import { tellChanges } from './archive-rig.ts';
import { all, freshName, sampleFlag } from './samples.ts';

interface Fixture {
  version: number;
  publicKeyPem: string;
  stores: Record<string, string>;
  rows: Record<string, object[]>;
}

/** Bytes are no JSON: they stand as base64. */
function revived(_name: string, value: unknown): unknown {
  const { base64 } = (value ?? {}) as { base64?: unknown };
  return typeof base64 === 'string' ? fromBase64(base64) : value;
}

const FOLDER = new URL('./', import.meta.url);
const FIXTURES = readdirSync(FOLDER)
  .filter((name) => /^v\d+\.json$/.test(name))
  .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'), revived) as Fixture)
  .sort((a, b) => a.version - b.version);
const NEWEST = VERSIONS.at(-1)!.version;

/** A database as that version left it, made without our schema; returns its name. */
async function asLeft(fixture: Fixture): Promise<string> {
  const name = freshName();
  const old = new Dexie(name);
  old.version(fixture.version).stores(fixture.stores);
  for (const [table, rows] of Object.entries(fixture.rows)) await old.table(table).bulkAdd(rows);
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  await old.table('keys').add({ id: 'device', ...pair, createdAt: '2026-03-06T00:00:00.000Z' });
  old.close();
  return name;
}

const publicKey = ({ publicKeyPem }: Fixture) =>
  crypto.subtle.importKey('spki', fromBase64(publicKeyPem.replace(/-----.*-----|\n/g, '')), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);

it('has a fixture for every version, and released versions never change', () => {
  expect(FIXTURES.map(({ version }) => version)).toEqual(VERSIONS.map(({ version }) => version));
  expect(VERSIONS.map(({ version }) => version)).toEqual(VERSIONS.map((_, i) => i + 1));
  for (const [i, { stores }] of FIXTURES.entries()) expect(VERSIONS[i]!.stores).toEqual(stores);
});

describe.each(FIXTURES)('version $version', (fixture) => {
  let store: Store;
  beforeAll(async () => { store = openStore(await asLeft(fixture)); await store.open(); });

  it('opens as today’s version, and every row is there', async () => {
    expect(store.verno).toBe(NEWEST);
    for (const [table, rows] of Object.entries(fixture.rows)) expect(await store.table(table).count(), table).toBe(rows.length);
  });

  it('keeps every text, found by every filter', async () => {
    const { flags } = await listFlags(store, {}, { limit: 100 });
    expect(flags.map(({ message }) => [message.key, message.text]).sort()).toEqual([
      ['m1', '明天上你家门口堵你\ud83d'], ['m2', '再不還，全部同事都會收到你的照片。'],
      ['m3', 'Pay today or we ring your school <b>again</b>'], ['m4', '=HYPERLINK("http://x")'],
    ]);
    // Newest first: m2 by the time it was seen, m3 by a time with offset.
    expect(flags[0]!.message.key).toBe('m3');
    expect(await countFlags(store, { labels: ['third_party'] })).toBe(2);
    expect(await countFlags(store, { labels: ['third_party'], sites: ['https://other.example'], states: ['archived'] })).toBe(1);
    expect((await facets(store)).states).toEqual({ open: 1, dismissed: 1, archived: 2 });
    expect((await facets(store)).conversations).toEqual([
      { site: 'https://chat.example', id: 'c1', title: 'Chat', count: 3 }, { site: 'https://other.example', id: 'room 7', title: '催收', count: 1 },
    ]);
    expect(await chatWord(store, 'https://other.example', 'room 7')).toBe('collector');
  });

  it('keeps what was taught; a version that taught nothing has no lessons', async () => {
    const { lessons } = await listLessons(store, { limit: 100 });
    expect(lessons.map(({ says, text }) => [says, text])).toEqual(fixture.version < 2 ? [] : [
      ['harassment', '明天上你家门口堵你\ud83d'], ['not_harassment', 'Pay today or we ring your school <b>again</b>'],
    ]);
  });

  it('keeps the evidence and the custody log whole', async () => {
    const links = fixture.rows['entries']!.length;
    expect(await verifyChain(eachLink(store), await publicKey(fixture), await chainHead(store))).toEqual({ ok: true, count: links });
    expect(await verifyCustody(eachCustody(store))).toEqual({ ok: true, count: fixture.rows['custody']!.length });
  });

  it('takes the records as they were sealed: none is written anew', async () => {
    expect(await all(eachLink(store))).toEqual(fixture.rows['entries']);
    expect((await all(eachEntry(store))).length).toBe(fixture.version < 3 ? 2 : 3);
    expect((await chainHead(store)).moment).toMatchObject({ zone: expect.any(String), utcOffsetMinutes: expect.any(Number) });
  });

  it('keeps the key of the device, and knows its flags again', async () => {
    expect((await deviceKey(store)).privateKey.extractable).toBe(false);
    const { flags } = await listFlags(store, {}, { limit: 100 });
    const again = await keepFlags(store, flags.map(({ message, verdict, source }) => ({ id: flagId(message), message, verdict, source })));
    expect(again.map(({ state }) => state)).toEqual(flags.map(({ state }) => state));
    expect(await store.flags.count()).toBe(flags.length);
  });
});

describe('what version 3 brought', () => {
  const v3 = FIXTURES.find(({ version }) => version === 3)!;

  it('files, changes, tombstones, exports and ids of deleted messages stay', async () => {
    const store = openStore(await asLeft(v3));
    const key = await publicKey(v3);
    const heads = { entries: await chainHead(store), custody: (await store.heads.get('custody'))! };
    const check = await checkArchive({
      links: eachLink(store), artefact: (seq, name) => getArtefact(store, seq, name), custody: eachCustody(store), key, heads,
      signal: new AbortController().signal, onProgress: () => {},
    });
    expect(check).toMatchObject({ whole: true, counts: { messages: 2, changes: 1, tombstones: 1, deleted: 1, files: 2 } });
    expect(await lastExport(store, 'everything')).toMatchObject({ flags: 4, stamp: { tsr: Uint8Array.of(0x30, 3, 2, 1, 0) } });
    const [{ id }] = v3.rows['removed'] as [{ id: string }];
    expect(await keepFlags(store, [{ ...sampleFlag(), id }])).toMatchObject([{ id, state: 'dismissed' }]);
  });

  it('an entry of an earlier version can be added to: its change becomes a link', async () => {
    const store = openStore(await asLeft(FIXTURES.find(({ version }) => version === 2)!));
    const { flags: [flag] } = await listFlags(store, { states: ['archived'] }, { limit: 1 });
    await addChange(store, flag!.id, { what: 'gone', at: '2026-03-07T00:00:00.000Z' });
    expect(await tellChanges(store, flag!.id)).toBe(1);
    const [link] = (await all(eachLink(store))).slice(-1);
    expect(link!.body!.facts).toMatchObject({ type: 'change', about: { hash: (await entryOfFlag(store, flag!.id))!.hash }, clock: { previousSealedAt: '2026-03-06T00:03:00.000Z' } });
  });
});

describe('a version to come', () => {
  const next = (upgrade: (tx: Transaction) => PromiseLike<unknown>) => [...VERSIONS, { version: NEWEST + 1, stores: { extra: 'id' }, upgrade }];

  it('that fails keeps the old data as they were and says so', async () => {
    const name = await asLeft(FIXTURES.at(-1)!);
    const broken = new Store(name, next(async (tx) => {
      await tx.table('flags').clear();
      throw new Error('a fault in the migration');
    }));
    const error = await keepFlags(broken, [sampleFlag()]).catch((error: unknown) => error);
    expect(failureCode(error)).toBe('storage_refused');
    expect((error as Error).message).toContain('a fault in the migration');
    broken.close();
    const store = openStore(name);
    expect(await countFlags(store, {})).toBe(4);
    expect(store.verno).toBe(NEWEST);
  });

  it('that works is run once, and an older program then refuses to touch the data', async () => {
    const name = await asLeft(FIXTURES.at(-1)!);
    let runs = 0;
    const versions = next(async (tx) => { runs++; await tx.table('extra').add({ id: 'done' }); });
    for (let i = 0; i < 2; i++) {
      const newer = new Store(name, versions);
      expect(await countFlags(newer, {})).toBe(4);
      newer.close();
    }
    expect(runs).toBe(1);
    const older = openStore(name);
    for (let i = 0; i < 2; i++) await expect(keepFlags(older, [sampleFlag()])).rejects.toMatchObject({ code: 'storage_refused', message: expect.stringContaining('newer version') });
    older.close();
    const newer = new Store(name, versions);
    expect(await countFlags(newer, {})).toBe(4);
  });
});
