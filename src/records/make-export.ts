import verifyPage from 'virtual:verify-page';
import type { CustodyRecord, Entry, SoftwareFacts } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import type { Flag } from '../core/flag.ts';
import { keyId, publicKeyPem, signDer } from '../evidence/sign.ts';
import { exportBundle } from '../export/bundle.ts';
import { encryptedName, encryptStream, type Lock } from '../export/encrypt.ts';
import type { BundleDone, BundleInput, Copy, ExportStep } from '../export/input.ts';
import { flagOfLink } from '../export/link-files.ts';
import type { Language } from '../locales/language.ts';
import { custodyHead, eachCustody } from '../store/custody.ts';
import { chainHead, eachEntry, eachLink, getArtefact } from '../store/entries.ts';
import { lastExport } from '../store/exports.ts';
import { eachFlag, type FlagFilter } from '../store/history.ts';
import type { ExportRow, Store } from '../store/schema.ts';
import { softwareUsed } from '../worker/software.ts';
import { blobOf } from './blob-of.ts';
import { caseKeyOf, Chosen } from './case-of.ts';

export type MakingStep = ExportStep | 'lock' | 'saving';

/** What is to be exported, whatever copies are made of it. */
export interface CaseOrder {
  filter: FlagFilter;
  /** What was chosen, in the words of the export's language. */
  filterWords: string;
  language: Language;
  /** Only what is new or changed since the last export of the same choice. */
  onlyNew: boolean;
  signal: AbortSignal;
}

/** What all copies of one export share, settled before the first is made. */
export interface Case extends CaseOrder {
  caseKey: string;
  before: ExportRow | undefined;
  chosen: Chosen;
  /** ISO 8601 UTC. */
  now: string;
  zone: string;
  software: SoftwareFacts;
  publicKeyPem: string;
  keyId: string;
  /** Newest link and newest line of the custody log that any copy holds; 0 until `settleCase` has looked. */
  through: number;
  noted: number;
  /** Links of the chosen messages, as far as the chain went when the case was settled. */
  entries(): AsyncIterable<Entry>;
  links(): AsyncIterable<Entry>;
}

export interface CopyOrder {
  copy: Copy;
  /** What a masked copy shows in place of what is kept. */
  masked?: { flag(flag: Flag): Flag; text(text: string): string; custody(record: CustodyRecord): CustodyRecord };
  lock: Lock | null;
  stamp?: BundleInput['stamp'];
  onProgress(progress: { step: MakingStep; done: number; total: number }): void;
}

export interface CopyMade extends BundleDone {
  blob: Blob;
  name: string;
  row: ExportRow;
}

/** Looks at who is asked about and with what. Nothing is read of the flags yet. */
export async function openCase(store: Store, keys: CryptoKeyPair, order: CaseOrder): Promise<Case> {
  const { filter, signal } = order;
  const caseKey = caseKeyOf(filter);
  const before = order.onlyNew ? await lastExport(store, caseKey) : undefined;
  const chosen = new Chosen(() => eachFlag(store, filter, signal), before?.seen ?? null);
  const made: Case = {
    ...order, caseKey, before, chosen,
    now: new Date().toISOString(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    software: await softwareUsed(''),
    publicKeyPem: await publicKeyPem(keys.publicKey),
    keyId: await keyId(keys.publicKey),
    through: 0,
    noted: 0,
    entries: () => upTo(eachEntry(store, filter), made.through, (entry) => chosen.has(flagOfLink(entry))),
    links: () => upTo(eachLink(store), made.through),
  };
  return made;
}

/**
 * The first reading: which messages there are, and how far the chain goes. All copies then agree.
 * @throws Failure `not_found` when there are none
 */
export async function settleCase(store: Store, made: Case): Promise<void> {
  let model = '';
  for await (const { verdict } of made.chosen.read()) model = verdict.modelVersion;
  if (made.chosen.size === 0) throw new Failure('not_found', 'nothing to export');
  made.software = { ...made.software, model };
  // After the reading: an entry of every message that was archived by then is among them.
  made.through = (await chainHead(store)).seq;
  made.noted = (await custodyHead(store)).seq;
}

/**
 * Builds one bundle in a blob, which the browser keeps on the disk.
 * @throws Failure `cancelled`, `storage_full`, …
 */
export async function makeCopy(store: Store, keys: CryptoKeyPair, made: Case, { copy, masked, lock, stamp, onProgress }: CopyOrder): Promise<CopyMade> {
  const { language, zone, software, signal, now, caseKey, before, chosen } = made;
  const say = (text: string): string => masked?.text(text) ?? text;
  const bundle = exportBundle({
    flags: () => mapped(chosen.read(), masked?.flag),
    total: chosen.size,
    entries: made.entries,
    links: made.links,
    artefact: (seq, name) => getArtefact(store, seq, name),
    custody: () => mapped(upTo(eachCustody(store), made.noted), masked?.custody),
    sign: (bytes) => signDer(keys.privateKey, bytes),
    ...(stamp ? { stamp } : {}),
    publicKeyPem: made.publicKeyPem,
    keyId: made.keyId,
    language, zone, software, now, copy, verifyPage, signal, onProgress,
    bundleId: crypto.randomUUID(),
    filterWords: say(made.filterWords),
    caseKey: say(caseKey),
    everything: caseKey === 'everything',
    follows: before ? { manifestSha256: before.manifestSha256, at: before.at, bundleId: before.id } : null,
  });
  const name = lock ? encryptedName(bundle.name) : bundle.name;
  const [blob, done] = await Promise.all([locked(bundle.stream, lock, 'application/zip', signal, onProgress), bundle.done]);
  if (signal.aborted) throw new Failure('cancelled');
  const row: ExportRow = {
    id: done.bundleId, at: now, caseKey, name, manifestSha256: done.manifestSha256, flags: done.flags, entries: done.entries, copy: copy.kind, head: done.head, seen: copy.kind === 'full' ? chosen.seen : {},
  };
  return { ...done, blob, name, row };
}

/** A stream as a blob, in an `age` file where there is a lock. */
export function locked(stream: ReadableStream<Uint8Array>, lock: Lock | null, type: string, signal: AbortSignal, onProgress: CopyOrder['onProgress']): Promise<Blob> {
  if (!lock) return blobOf(stream, type);
  const making = (part: number) => onProgress({ step: 'lock', done: Math.round(part * 100), total: 100 });
  return blobOf(encryptStream(stream, lock, { signal, onProgress: making }), 'application/octet-stream');
}

async function* upTo<T extends { seq: number }>(items: AsyncIterable<T>, last: number, fits: (item: T) => boolean = () => true): AsyncGenerator<T, void, void> {
  for await (const item of items) {
    if (item.seq > last) return;
    if (fits(item)) yield item;
  }
}

async function* mapped<T>(items: AsyncIterable<T>, change: ((item: T) => T) | undefined): AsyncGenerator<T, void, void> {
  for await (const item of items) yield change ? change(item) : item;
}
