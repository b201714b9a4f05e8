// @vitest-environment happy-dom
// From a hostile page to a bundle on the disk and back: every text as it was shown, code unit by code unit.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Entry, MessageEntry } from '../../src/core/entry.ts';
import { unmark } from '../../src/core/marks.ts';
import type { Flag, FlagInput } from '../../src/core/flag.ts';
import { checkCapture } from '../../src/store/capture-checks.ts';
import { unescapeHalves } from '../../src/evidence/canonical.ts';
import { verifyChain } from '../../src/evidence/chain.ts';
import { verifyCustody } from '../../src/evidence/custody.ts';
import { flagId } from '../../src/evidence/flag-id.ts';
import { sha256Hex } from '../../src/evidence/hash.ts';
import { exportBundle } from '../../src/export/bundle.ts';
import { keyId, publicKeyPem, signDer } from '../../src/evidence/sign.ts';
import { readCapture } from '../../src/reader/capture-page.ts';
import { practice } from '../../src/sites/practice.ts';
import type { Reading } from '../../src/sites/site.ts';
import { watch } from '../../src/sites/watch.ts';
import { checkFlagInputs } from '../../src/store/checks.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { chainHead, eachEntry, eachLink, getArtefact } from '../../src/store/entries.ts';
import { getFlag, keepFlags } from '../../src/store/flags.ts';
import { eachFlag } from '../../src/store/history.ts';
import { deviceKey } from '../../src/store/keys.ts';
import { openStore } from '../../src/store/schema.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { Archive } from '../../src/worker/archive.ts';
import { makeInput, testKey } from '../export/make.ts';
import { csvRecords } from '../export/read.ts';
import { all, freshName } from '../store/samples.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    runtime: { getManifest: () => ({ version: '0.1.0' }), getPlatformInfo: async () => ({ os: 'linux', arch: 'x86-64' }), getURL: (path: string) => `chrome-extension://x${path}` },
    i18n: { getUILanguage: () => 'zh-CN' },
  },
}));
vi.mock('../../src/store/settings.ts', () => ({ readSettings: async () => ({ language: 'auto' }) }));

const TWIN = '今天不还钱，明天到你单位去。';
const TEXTS: [what: string, text: string][] = [
  ['direction overrides', 'pay \u202E\u2066evil\u2069 \u200Fnow\u202C\u061C'],
  ['NUL and controls', 'a\u0000b\u0001\u0007\u001B[31m\u007F\u0085\u0000'],
  ['half characters', '\uD83D alone, \uDE00 alone, \uDE00\uD83D turned, and 😀 whole, \uD800'],
  ['half characters beside backslashes', '\\\uD83D \\\\uD83D \\uD83D \\\\\\\uDC00 \\uD83D\uDE00'],
  ['200 kB', '还钱！pay now 😡\u202E\u0000 '.repeat(8_000)],
  ['a formula', '=cmd|\' /C calc\'!A0'],
  ['another formula behind a tab', '\t@SUM(1+1)*cmd'],
  ['apostrophes first', '\'\'=1+1'],
  ['markup', '</script></style></blockquote><img src=x onerror=alert(1)>&lt;!--<![CDATA[ ]]>'],
  ['emoji', '👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️‍🔥 1️⃣ 🇹🇼'],
  ['what looks like a mark of ours', '[U+202E] [U+0000][U+005B]U+0041] [[U+D83D]] [U+110000] [U+ [u+202e]'],
  ['a mark of ours beside the real thing', '[\u202E[U+202E\u202E] [\uD83D[U+D83D] [\u0000'],
  ['rare characters', '𠮷野家 𪚥 邉󠄂 ﷽ e\u0301 \u00E9 \uFEFF\uFFFE\u2028\u2029x'],
  ['line ends of every kind', 'a\r\nb\n\rc\u2028d'],
  ['quotes and commas', '"a","b";\'c\',,"""'],
  ['spaces at both ends', '  \u3000x\u00A0 '],
  ['a twin', TWIN],
  ['its twin', TWIN],
];

const stop = new AbortController();
const root = mkdtempSync(join(tmpdir(), 'round-trip-'));
afterAll(() => {
  stop.abort();
  rmSync(root, { recursive: true, force: true });
});

/** A page of a chat, and what the engine reads of it. */
function readPage(): { readings: Reading[]; readNear(node: Node, most: number): Reading[] } {
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL('http://localhost:8080/chat');
  document.body.innerHTML = '<ol data-practice-chat></ol>';
  const list = document.querySelector('ol')!;
  list.setAttribute('aria-label', TEXTS[1]![1]);
  for (const [, text] of TEXTS) {
    const row = document.createElement('li');
    row.setAttribute('data-practice-row', 'them');
    row.innerHTML = '<b data-practice-name></b><p data-practice-text></p><time datetime="2026-11-22T04:20:00.000Z">12:20</time>';
    row.querySelector('b')!.append(text.slice(0, 900));
    row.querySelector('p')!.append(document.createTextNode(text));
    list.append(row);
  }
  let heard: Reading[] = [];
  const reading = watch({ document, sites: [practice], signal: stop.signal, onReading: (one) => heard.push(one) });
  const readings = heard;
  return {
    readings,
    readNear(node, most) {
      heard = [];
      reading.readNear(node, most);
      return heard;
    },
  };
}

const inputOf = ({ message }: Reading): FlagInput => ({
  message,
  verdict: { flagged: true, labels: [{ id: 'visit', score: 0.97 }], spans: message.text === '' ? [] : [{ start: 0, end: message.text.length, label: 'visit' }], pressing: 0.9, modelVersion: 'm1' },
  source: { adapter: 'practice', adapterVersion: '1', trust: 'practice', pageTitle: document.title },
});

/** As the worker keeps them: through its checks. */
async function keep(store: ReturnType<typeof openStore>, inputs: readonly FlagInput[]): Promise<string[]> {
  const checked = checkFlagInputs(JSON.parse(JSON.stringify(inputs)));
  return (await keepFlags(store, checked.map((input) => ({ ...input, id: flagId(input.message) })))).map(({ id }) => id);
}

interface Made {
  readings: Reading[];
  ids: string[];
  counts: { flags: number; entries: number };
  key: CryptoKey;
  entries: { path: string; record: Buffer; link: Entry }[];
}

async function makeAll(): Promise<Made> {
  const { readings, readNear } = readPage();
  for (let tries = 0; tries < 100 && readings.length < TEXTS.length; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  const store = openStore(freshName());
  const ids = await keep(store, readings.map(inputOf));
  const archive = new Archive(store);
  for (const [n, id] of ids.entries()) {
    const reading = readings[n]!;
    const capture = await readCapture({
      key: reading.message.key, place: reading.row, trigger: 'menu', document, readNear, ownAccountOf: () => null, hideOurs: () => () => undefined,
      shoot: async () => ({ taken: false, why: 'needs_a_gesture' }), signal: new AbortController().signal,
    });
    await archive.archive({ flag: (await getFlag(store, id))!, trigger: 'menu', capture: capture && checkCapture(JSON.parse(JSON.stringify(capture))) });
  }
  const keys = await deviceKey(store);
  const { stream, done } = exportBundle({
    ...makeInput(testKey()),
    flags: () => eachFlag(store, {}), total: ids.length, entries: () => eachEntry(store), links: () => eachLink(store), custody: () => eachCustody(store),
    artefact: (seq, name) => getArtefact(store, seq, name),
    sign: (bytes) => signDer(keys.privateKey, bytes), publicKeyPem: await publicKeyPem(keys.publicKey), keyId: await keyId(keys.publicKey),
  });
  writeFileSync(join(root, 'bundle.zip'), Buffer.from(await new Response(stream).arrayBuffer()));
  execFileSync('unzip', ['-q', join(root, 'bundle.zip'), '-d', join(root, 'bag')]);
  const entries = (await all(eachLink(store))).map(({ seq }) => {
    const path = `data/entries/${String(seq).padStart(4, '0')}`;
    const record = fileBytes(`${path}/record.json`);
    const { hash, prev, keyId: by, signature } = JSON.parse(fileText(`${path}/entry.json`)) as Entry;
    return { path, record, link: { seq, hash, prev, keyId: by, signature, body: JSON.parse(record.toString('utf8')) as Entry['body'] } };
  });
  expect((await chainHead(store)).seq).toBe(TEXTS.length);
  return { readings, ids, counts: await done, key: keys.publicKey, entries };
}

const fileBytes = (path: string): Buffer => readFileSync(join(root, 'bag', path));
const fileText = (path: string): string => fileBytes(path).toString('utf8');
const shell = (line: string): string => execFileSync('sh', ['-c', `${line} 2>&1`], { cwd: join(root, 'bag'), encoding: 'utf8' });

let made: Made;
beforeAll(async () => { made = await makeAll(); }, 60_000);

/** As code units: a test that compares texts prints what no terminal can show. */
const units = (text: string): string => sha256Hex(Uint8Array.from(Array.from({ length: text.length }, (_, n) => [text.charCodeAt(n) & 0xff, text.charCodeAt(n) >> 8]).flat())).slice(0, 12) + ` ${text.length}`;
const flagsRead = (): (Flag & { n: number })[] => fileText('data/flags.ndjson').trimEnd().split('\n').map((line) => JSON.parse(line) as Flag & { n: number });
const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> => new Map(rows.map((row) => [row.id, row]));

test('the page is read as it stands, and each message has an id of its own', () => {
  expect(made.readings.map(({ message }) => units(message.text))).toEqual(TEXTS.map(([, text]) => units(text)));
  expect(new Set(made.ids).size).toBe(TEXTS.length);
  expect(made.counts).toMatchObject({ flags: TEXTS.length, entries: TEXTS.length });
});

describe.each(TEXTS.map(([what, text], n) => ({ what, text, n })))('$what', ({ text, n }) => {
  const title = TEXTS[1]![1];
  const name = text.slice(0, 900);

  test('in flags.ndjson', () => {
    const { message } = byId(flagsRead()).get(made.ids[n]!)!;
    expect(units(message.text)).toBe(units(text));
    expect(units(message.author.name)).toBe(units(name));
    expect(units(message.conversation.title)).toBe(units(title));
    expect(message).toEqual(made.readings[n]!.message);
  });

  test('in record.json', () => {
    const { record, link } = made.entries.find(({ link: { body } }) => (body as MessageEntry['body']).facts.flagId === made.ids[n])!;
    const { facts } = link.body as MessageEntry['body'];
    expect(sha256Hex(new Uint8Array(record))).toBe(link.hash);
    // UTF-8 and nothing else: what is no text would be lost for other programs.
    new TextDecoder('utf-8', { fatal: true }).decode(record);
    expect(units(unescapeHalves(facts.message.text))).toBe(units(text));
    expect(units(unescapeHalves(facts.message.author.name))).toBe(units(name));
    expect(units(unescapeHalves(facts.message.conversation.title))).toBe(units(title));
    const around = [...facts.context.before, ...facts.context.after].map((one) => units(unescapeHalves(one.text)));
    const beside = TEXTS.map(([, one]) => units(one)).filter((_, at) => at !== n && Math.abs(at - n) <= 5);
    expect(around).toEqual(beside);
  });

  test('in flags.csv', () => {
    const row = byId(csvRecords(fileText('data/flags.csv')) as (Record<string, string> & { id: string })[]).get(made.ids[n]!)!;
    // One apostrophe off, then the marks back: the two rules of the README.
    const restored = (cell: string): string => unmark(cell.startsWith('\'') ? cell.slice(1) : cell);
    expect(units(restored(row['text']!))).toBe(units(text));
    expect(units(restored(row['author_name']!))).toBe(units(name));
    expect(units(restored(row['conversation_title']!))).toBe(units(title));
    expect(row['text_sha256']).toBe(text.isWellFormed() ? sha256Hex(text) : '');
    expect(/^[=+\-@\t\r\n]/.test(row['text']!)).toBe(false);
  });

  test('harms no viewer of the fragment and the report', () => {
    const { path } = made.entries.find(({ link: { body } }) => (body as MessageEntry['body']).facts.flagId === made.ids[n])!;
    for (const html of [fileText(`${path}/message.html`), fileText('data/report.html')]) {
      expect(/<(script|img|iframe|form|object|embed|link|a)\b[^>]*(?:onerror|src="?(?!data:)|javascript:|http)/i.test(html)).toBe(false);
      // eslint-disable-next-line no-control-regex
      expect(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/.test(html)).toBe(false);
      expect(html.isWellFormed()).toBe(true);
    }
  });
});

describe('what was read back', () => {
  test('is a whole chain, signed by the key in the bundle, with a whole log', async () => {
    const links = made.entries.map(({ link }) => link);
    const { chain } = JSON.parse(fileText('data/bundle.json')) as { chain: { seq: number; hash: string } };
    expect(await verifyChain(links, made.key, chain)).toEqual({ ok: true, count: TEXTS.length });
    const custody = fileText('data/custody.ndjson').trimEnd().split('\n').map((line) => JSON.parse(line) as never);
    expect(await verifyCustody(custody)).toEqual({ ok: true, count: TEXTS.length });
    // The same check sees a text that is another by one code unit.
    const broken = links.map((link) => structuredClone(link));
    (broken[4]!.body as MessageEntry['body']).facts.message.text += ' ';
    expect(await verifyChain(broken, made.key, chain)).toEqual({ ok: false, seq: 5, why: 'hash' });
  });

  test('is good for our own verifier', async () => {
    const got = await verifyBundle(new Blob([new Uint8Array(readFileSync(join(root, 'bundle.zip')))]));
    expect(got.problems).toEqual([]);
    expect(got.entries.filter(({ ok }) => !ok)).toEqual([]);
    expect(got.files.filter(({ ok }) => !ok)).toEqual([]);
    expect(got.overall).toBe('good');
  });

  test('holds with the standard tools', () => {
    expect(shell('sha256sum -c --quiet manifest-sha256.txt && openssl dgst -sha256 -verify signing-key.pem -signature manifest-sha256.txt.sig manifest-sha256.txt')).toContain('Verified OK');
    expect(shell('cd data/entries/0003 && openssl dgst -sha256 -verify ../../../signing-key.pem -signature record.sig record.json')).toContain('Verified OK');
  });

  test('is kept again elsewhere under the same ids, twins as two', async () => {
    const rows = flagsRead();
    const twins = rows.filter(({ message }) => message.text === TWIN);
    expect(twins).toHaveLength(2);
    expect(twins[0]!.message.sentAt).toBe(twins[1]!.message.sentAt);
    const store = openStore(freshName());
    const ids = await keep(store, rows.map(({ message, verdict, source }) => ({ message, verdict, source })));
    expect(ids).toEqual(rows.map(({ id }) => id));
    expect([...ids].sort()).toEqual([...made.ids].sort());
    const again = byId(await all(eachFlag(store, {})));
    for (const [n, [, text]] of TEXTS.entries()) expect(units(again.get(made.ids[n]!)!.message.text)).toBe(units(text));
    expect(again.size).toBe(TEXTS.length);
  });

  test('is kept again from the sealed records too', async () => {
    const store = openStore(freshName());
    const unsealed = <T>(value: T): T => JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === 'string' ? unescapeHalves(one) : one)) as T;
    const inputs = made.entries.map(({ link }, n) => ({ ...inputOf(made.readings[n]!), message: unsealed((link.body as MessageEntry['body']).facts.message) }));
    expect(await keep(store, inputs)).toEqual(made.ids);
    for (const [n, [, text]] of TEXTS.entries()) expect(units((await getFlag(store, made.ids[n]!))!.message.text)).toBe(units(text));
  });
});
