// The worker is ended at random moments while messages are archived and deleted: what stands in a real database afterwards is whole.
import { resolve } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ArtefactRow, HeadRow } from '../../src/store/schema.ts';
import type { CustodyRecord, Entry, EntryFacts } from '../../src/core/entry.ts';
import type { Flag } from '../../src/core/flag.ts';
import { checkArchive } from '../../src/evidence/archive-check.ts';
import { fromBase64 } from '../../src/core/base64.ts';
import { unescapeHalves } from '../../src/evidence/canonical.ts';
import type { EntryReceipt } from '../../src/wire/protocol.ts';
import { openOwnPage } from '../../tools/browser/extension-pages.ts';
import { launchChromium, type LaunchedExtension } from '../../tools/browser/launch-chromium.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');
const AT_ONCE = 20;
/** So often at least the worker must have been ended with work under way. */
const ENDS = 6;
const MOST_MS = 30_000;

let browser: LaunchedExtension;
let own: Page;
let cdp: CDPSession;

beforeAll(async () => {
  browser = await launchChromium({ extension: EXTENSION, locale: 'en' });
  own = await openOwnPage(browser.context, browser.extensionId, 'options.html');
  cdp = await browser.context.newCDPSession(await openOwnPage(browser.context, browser.extensionId, 'manifest.json'));
  await cdp.send('ServiceWorker.enable');
  await own.evaluate(installAsking);
});
afterAll(() => browser?.close());

type Asking = typeof globalThis & { ask(type: string, data: unknown): Promise<unknown> };

/** Sends as our own pages do, and does not wait for ever: a worker that ended may leave the question open. */
function installAsking(): void {
  type Sending = { runtime: { sendMessage(message: object): Promise<{ res?: unknown; err?: unknown } | undefined> } };
  const { chrome } = globalThis as unknown as { chrome: Sending };
  let id = 1_000_000;
  (globalThis as Asking).ask = async (type, data) => {
    const late = new Promise<never>((_done, fail) => { setTimeout(() => fail(new Error('no answer')), 4_000); });
    const answer = await Promise.race([chrome.runtime.sendMessage({ id: ++id, type, data, timestamp: Date.now() }), late]);
    if (!answer || answer.err !== undefined) throw new Error(JSON.stringify(answer?.err ?? 'no answer'));
    return answer.res;
  };
}

interface Answered {
  receipts: EntryReceipt[];
  deleted: string[];
  /** How many requests got no answer and were made again. */
  broken: number;
  refused: string[];
}

/** Archives some and deletes others, all at once; what gets no answer is asked again, as a reader would. */
async function askAll({ archive, remove }: { archive: string[]; remove: string[] }): Promise<Answered> {
  const { ask } = globalThis as Asking;
  const answered: Answered = { receipts: [], deleted: [], broken: 0, refused: [] };
  await Promise.all([...archive, ...remove].map(async (flagId) => {
    for (let tries = 0; tries < 40; tries++) {
      try {
        if (archive.includes(flagId)) answered.receipts.push((await ask('archiveFlag', { flagId, trigger: 'history' })) as EntryReceipt);
        else if (await ask('deleteFlag', { flagId, reason: '不想留着' })) answered.deleted.push(flagId);
        return;
      } catch (error) {
        const words = String(error);
        // Chromium says so in several ways; everything else is an answer, and a wrong one.
        if (/closed|no answer|Receiving end|context/i.test(words)) answered.broken += 1;
        else answered.refused.push(words);
        await new Promise((done) => { setTimeout(done, 20); });
      }
    }
  }));
  return answered;
}

/** All rows, read past our own code, as text: it may hold half characters. */
async function readDatabase(): Promise<string> {
  const open = await new Promise<IDBDatabase>((done, fail) => {
    const opening = indexedDB.open('witnessmark');
    opening.addEventListener('success', () => done(opening.result));
    opening.addEventListener('error', () => fail(opening.error));
  });
  const reading = open.transaction([...open.objectStoreNames]);
  const rows = (name: string) => new Promise<unknown[]>((done, fail) => {
    const all = reading.objectStore(name).getAll();
    all.addEventListener('success', () => done(all.result));
    all.addEventListener('error', () => fail(all.error));
  });
  const [flags, entries, artefacts, custody, heads, keys] = await Promise.all(['flags', 'entries', 'artefacts', 'custody', 'heads', 'keys'].map(rows));
  open.close();
  const [{ publicKey }] = keys as [{ publicKey: CryptoKey }];
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
  const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return JSON.stringify({
    flags, entries, custody, heads, spki: base64(spki),
    artefacts: (artefacts as ArtefactRow[]).map(({ seq, name, bytes }) => ({ seq, name, bytes: base64(bytes) })),
  });
}

interface Read {
  flags: Flag[];
  entries: Entry[];
  custody: CustodyRecord[];
  heads: HeadRow[];
  spki: string;
  artefacts: { seq: number; name: string; bytes: string }[];
}

const HOSTILE = '还钱\u0000 \u202e=cmd() <script>alert(1)</script> 😡 \ud83d \\ud83d \udc00';
const textOf = (n: number) => (n % 5 === 0 ? `${HOSTILE} ${n}` : '明天上你家门口堵你');

function inputs(from: number): object[] {
  return Array.from({ length: AT_ONCE }, (_, i) => ({
    message: {
      key: `m${from + i}`, site: 'https://chat.example', conversation: { id: `c${(from + i) % 3}`, title: 'Chat' }, author: { name: '王经理', role: 'them' }, text: textOf(from + i),
      sentAtShown: '21:14', sentAt: '2026-03-02T13:14:00.000Z', seenAt: '2026-03-02T13:15:00.000Z', kind: 'text', attachments: [], url: 'https://chat.example/c/1',
    },
    verdict: { flagged: true, labels: [{ id: 'visit', score: 0.9 }], spans: [], pressing: 0.8, modelVersion: 'm1' },
    source: { adapter: 'thelounge', adapterVersion: '1', trust: 'run', pageTitle: 'A chat' },
  }));
}

const pause = (ms: number) => new Promise<void>((done) => { setTimeout(done, ms); });

/** Ends the worker at random moments, four times at most, while the work goes on, which takes about so long. Answers how often. */
async function endWhile(work: Promise<unknown>, aboutMs: number): Promise<number> {
  const over = work.then(() => true, () => true);
  for (let times = 0; times < 4; times++) {
    if (await Promise.race([over, pause(5 + Math.random() * 0.5 * aboutMs).then(() => false)])) return times;
    await cdp.send('ServiceWorker.stopAllWorkers');
  }
  return 4;
}

test('a worker ended again and again while it seals leaves whole entries, and every answer it gave holds', async () => {
  const answers: Answered = { receipts: [], deleted: [], broken: 0, refused: [] };
  let before: string[] = [];
  const started = Date.now();
  let kept = 0;
  let hits = 0;
  let took = 0;
  while (hits < ENDS && Date.now() - started < MOST_MS) {
    const ids = await own.evaluate(async (json) => ((await (globalThis as Asking).ask('keepFlags', JSON.parse(json))) as { id: string }[]).map(({ id }) => id), JSON.stringify(inputs(kept)));
    kept += AT_ONCE;
    const remove = before.filter((_id, i) => i % 4 === 0);
    const since = Date.now();
    const archiving = own.evaluate(askAll, { archive: ids, remove });
    before = ids;
    // In the first round nothing ends it: that shows that it works, and how long it takes.
    if (kept > AT_ONCE) hits += await endWhile(archiving, took);
    const answered = await archiving;
    if (kept === AT_ONCE) took = Date.now() - since;
    expect(answered.deleted.sort()).toEqual(remove.sort());
    answers.receipts.push(...answered.receipts);
    answers.deleted.push(...answered.deleted);
    answers.broken += answered.broken;
    answers.refused.push(...answered.refused);
  }
  expect(answers.refused).toEqual([]);
  expect(answers.broken).toBeGreaterThan(hits);
  expect(hits).toBeGreaterThanOrEqual(ENDS);
  expect(answers.receipts.length).toBe(kept);

  const gone = new Set(answers.deleted);
  expect(gone.size).toBeGreaterThan(0);
  const read = JSON.parse(await own.evaluate(readDatabase)) as Read;
  const key = await crypto.subtle.importKey('spki', fromBase64(read.spki), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
  const head = (id: string) => read.heads.find((row) => row.id === id)!;
  const files = new Map(read.artefacts.map(({ seq, name, bytes }) => [`${seq} ${name}`, fromBase64(bytes)]));
  const check = await checkArchive({
    links: read.entries, artefact: async (seq, name) => files.get(`${seq} ${name}`), custody: read.custody, key, heads: { entries: head('entries'), custody: head('custody') },
    signal: new AbortController().signal, onProgress: () => {},
  });
  expect(check).toMatchObject({ whole: true, counts: { messages: kept - gone.size, deleted: gone.size, tombstones: gone.size, custody: kept + gone.size } });
  // No file without its entry, and every entry with what it names.
  expect(check.counts.files).toBe(read.artefacts.length);

  const bySeq = new Map(read.entries.map((entry) => [entry.seq, entry as Entry<EntryFacts>]));
  for (const { flagId, seq, hash } of answers.receipts) expect(bySeq.get(seq)).toMatchObject(gone.has(flagId) ? { hash, body: null } : { hash, body: { facts: { flagId } } });
  expect(read.flags.length).toBe(kept - gone.size);
  for (const flag of read.flags) {
    expect(flag.state).toBe('archived');
    const { facts } = bySeq.get(flag.entrySeq!)!.body!;
    const text = textOf(Number(flag.message.key.slice(1)));
    expect(facts.flagId).toBe(flag.id);
    expect(flag.message.text).toBe(text);
    expect(unescapeHalves(facts.message.text)).toBe(text);
  }
  console.info(`worker ended ${hits} times, ${answers.broken} requests broken off, ${kept} entries (${gone.size} deleted again) with ${read.artefacts.length} files whole, one round ${took} ms, all ${Date.now() - started} ms`);
});
