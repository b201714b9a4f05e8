import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import { FIRST_PREV, type ArtefactName, type CustodyRecord, type Entry, type EntryFacts, type LinkFacts, type SealedBody, type SoftwareFacts } from '../../src/core/entry.ts';
import type { Flag } from '../../src/core/flag.ts';
import type { BundleInput } from '../../src/export/bundle.ts';

const sha = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** A key of its own for each test, and signatures made by another implementation than ours. */
export function testKey(): { pem: string; id: string; sign(bytes: Uint8Array): Promise<Uint8Array>; key: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return {
    key,
    pem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    id: sha(publicKey.export({ type: 'spki', format: 'der' })),
    sign: (bytes) => Promise.resolve(new Uint8Array(sign('sha256', bytes, key))),
  };
}

/** What a hostile page may hand over. Each must come back exactly. */
export const HOSTILE: [what: string, text: string][] = [
  ['a formula', '=cmd|\' /C calc\'!A0'],
  ['a plus formula', '+1+1'],
  ['a minus formula', '-2+3'],
  ['an at sign', '@SUM(A1:A9)'],
  ['a leading tab', '\t=1+1'],
  ['a leading carriage return', '\r=1+1'],
  ['a full-width formula', '＝SUM(1)'],
  ['a leading apostrophe', '\'already there'],
  ['two leading apostrophes', '\'\'=twice'],
  ['markup', '<img src=x onerror="alert(1)"><b>你好</b> &amp; &lt;'],
  ['the end of a script', '</script></style></blockquote></body><script>alert(1)</script>'],
  ['a comment', '<!-- --> ]]> <![CDATA['],
  ['a bidi override', 'pay \u202Etxt.exe\u202C now \u2066x\u2069'],
  ['right-to-left text', 'שלום (שלום) 123 مرحبا'],
  ['NUL', 'a\u0000b\u0000\u0000c'],
  ['other controls', '\u0001\u0007\u0008\u001B[31mred\u007F\u0085\u009B'],
  ['an emoji of several', '👩‍👩‍👧‍👦 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️‍🔥'],
  ['characters outside the first plane', '𠮷野家𡃁𩸽 𪜈'],
  ['invisible characters between', '今\u200B天\u200C不\u200D还\u2060钱\uFEFF'],
  ['half a character', 'x\uD83Dy\uDE00z\uD800'],
  ['half a character at the end', '还钱\uD842'],
  ['line ends of every kind', 'a\nb\r\nc\rd\u2028e\u2029f\u0085g\n'],
  ['line feeds first', '\n\nfirst'],
  ['quotes and commas', '"a","b";\'c\',,"""'],
  ['the marks themselves', '[U+0000] [U+ [[U+202E]] [U+005B]U+0041]'],
  ['spaces at both ends', '  \u3000x\u00A0 '],
  ['nothing', ''],
  ['noncharacters', '\uFFFE\uFFFF\uFDD0'],
];

export function makeFlag(n: number, change: { text?: string; message?: Partial<Flag['message']> } & Partial<Omit<Flag, 'message'>> = {}): Flag {
  const { text, message, ...rest } = change;
  const sentAt = new Date(Date.UTC(2026, 2, 2, 13, 14, 0) + n * 3_600_000).toISOString();
  return {
    id: sha(`flag ${n}`),
    message: {
      key: `k${n}`, site: 'https://chat.example', conversation: { id: '#loan', title: '催收一部' }, author: { id: 'u7', name: '王某', role: 'them' },
      text: text ?? `今天不还钱，明天到你单位去。${n}`, sentAtShown: '21:14', sentAt, zone: 'Asia/Shanghai', seenAt: sentAt, kind: 'text', attachments: [],
      url: 'https://chat.example/#/chan-2', ...message,
    },
    verdict: { flagged: true, labels: [{ id: 'visit', score: 0.97 }, { id: 'coercion', score: 0.8123456 }], spans: [{ start: 0, end: 2, label: 'visit' }], pressing: 0.9, modelVersion: 'm1' },
    source: { adapter: 'thelounge', adapterVersion: '1', trust: 'run', pageTitle: '#loan' },
    state: 'open', keptAt: sentAt,
    ...rest,
  };
}

export const SOFTWARE: SoftwareFacts = { extension: '0.1.0', model: 'm1', browser: 'Chromium 156', os: 'Linux', userAgent: 'Mozilla/5.0 Test', locale: 'zh-CN', screen: null };
export const CLOCK = { previousSealedAt: null, wentBackMs: null, movedMs: null, zoneBefore: null, offsetMinutesBefore: null };

export const NO_CAPTURE: EntryFacts['notCaptured'] = [{ what: 'picture', why: 'page_not_open' }, { what: 'context', why: 'page_not_open' }];

/** Facts of a message archived with nothing but its words; `change` for the rest. */
export function messageFacts(flag: Flag, change: Partial<EntryFacts> = {}): EntryFacts {
  const { message } = flag;
  return {
    type: 'message', flagId: flag.id, message, changes: [], context: { before: [], after: [] }, ownAccount: null, page: { url: message.url, title: flag.source.pageTitle },
    times: {
      sentAtShown: message.sentAtShown, sentAt: message.sentAt ?? null, precision: 'minute', seenAt: message.seenAt, archivedAt: '2026-11-22T01:00:00.000Z',
      zone: 'Asia/Shanghai', utcOffsetMinutes: 480, clock: CLOCK,
    },
    fragment: null, picture: null, captureMethod: 'text', trigger: 'card', source: flag.source, software: SOFTWARE,
    selfTest: { hash: true, signature: true }, salt: '0123456789abcdef0123456789abcdef', notCaptured: NO_CAPTURE, ...change,
  };
}

/** Seals these facts one after the other, from link 1. */
export function makeChain(facts: readonly LinkFacts[], key: ReturnType<typeof testKey>): Entry[] {
  let prev = FIRST_PREV;
  return facts.map((one, i) => {
    const body: SealedBody = { format: 1, seq: i + 1, prev, sealedAt: '2026-11-22T01:00:00.000Z', facts: one };
    const bytes = Buffer.from(canonicalize(body)!);
    const hash = sha(bytes);
    const entry: Entry = { seq: i + 1, body, hash, prev, keyId: key.id, signature: sign('sha256', bytes, key.key).toString('base64') };
    prev = hash;
    return entry;
  });
}

/** A chain over the given flags, from entry 1. Texts are sealed as they are: they must be well formed. */
export function makeEntries(flags: readonly Flag[], key: ReturnType<typeof testKey>): Entry<EntryFacts>[] {
  return makeChain(flags.map((flag, i) => {
    flag.state = 'archived';
    flag.entrySeq = i + 1;
    return messageFacts(flag);
  }), key) as Entry<EntryFacts>[];
}

export function makeCustody(acts: CustodyRecord['act'][]): CustodyRecord[] {
  let prev = FIRST_PREV;
  return acts.map((act, i) => {
    const body = { seq: i + 1, at: '2026-11-22T01:00:00.000Z', act, detail: { n: i }, prev };
    prev = sha(canonicalize(body)!);
    return { ...body, hash: prev };
  });
}

export async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) yield item;
}

export type InputChange = Partial<BundleInput> & {
  list?: readonly Flag[];
  sealed?: readonly Entry[];
  /** The whole chain, where it is more than `sealed`. */
  chain?: readonly Entry[];
  /** `1/picture.png` → bytes */
  files?: ReadonlyMap<`${number}/${ArtefactName}`, Uint8Array<ArrayBuffer>>;
};

export function makeInput(key: ReturnType<typeof testKey>, change: InputChange = {}): BundleInput {
  const { list = [], sealed = [], chain = sealed, files, ...rest } = change;
  return {
    flags: () => each(list), total: list.length, entries: () => each(sealed), links: () => each(chain), custody: () => each(makeCustody(['archived', 'exported'])),
    artefact: (seq, name) => Promise.resolve(files?.get(`${seq}/${name}`)),
    sign: key.sign, publicKeyPem: key.pem, keyId: key.id, language: 'zh_CN', zone: 'Asia/Shanghai', software: SOFTWARE,
    now: '2026-11-22T04:30:00.000Z', bundleId: 'b6a7f3f0-6a1e-4f5e-9d2b-0c3a5f6e7d81', filterWords: '保存的全部信息', caseKey: 'everything', everything: true, follows: null, copy: { kind: 'full' },
    verifyPage: '<!doctype html><title>verify</title>', signal: new AbortController().signal, onProgress: () => {},
    ...rest,
  };
}
