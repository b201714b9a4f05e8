import verifyPage from 'virtual:verify-page';
import type { Entry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import type { Flag } from '../core/flag.ts';
import { keyId, publicKeyPem, signDer } from '../evidence/sign.ts';
import { exportBundle } from '../export/bundle.ts';
import { encryptedName, encryptStream, type Lock } from '../export/encrypt.ts';
import type { BundleDone, BundleInput, Copy, ExportStep } from '../export/input.ts';
import { flagOfLink } from '../export/link-files.ts';
import type { Language } from '../locales/language.ts';
import { eachCustody } from '../store/custody.ts';
import { eachEntry, eachLink, getArtefact } from '../store/entries.ts';
import { addExport, lastExport } from '../store/exports.ts';
import { countFlags, eachFlag, listFlags, type FlagFilter } from '../store/history.ts';
import type { ExportRow, Store } from '../store/schema.ts';
import { softwareUsed } from '../worker/software.ts';
import { caseKeyOf, Chosen } from './case-of.ts';

export interface ExportOrder {
  filter: FlagFilter;
  /** What was chosen, in the words of the export's language. */
  filterWords: string;
  language: Language;
  /** Only what is new or changed since the last export of the same choice. */
  onlyNew: boolean;
  copy: Copy;
  /** Of a copy that belongs to another: the flags it shows in place of those that are kept. */
  flags?(flags: AsyncIterable<Flag>): AsyncIterable<Flag>;
  lock: Lock | null;
  stamp?: BundleInput['stamp'];
  signal: AbortSignal;
  onProgress(progress: { step: ExportStep | 'saving'; done: number; total: number }): void;
}

export interface ExportMade extends BundleDone {
  blob: Blob;
  name: string;
  row: ExportRow;
}

/**
 * Builds one bundle in a blob, which the browser keeps on the disk, and remembers what it held.
 * @throws Failure `cancelled`, `storage_full`, …; `not_found` when nothing is new
 */
export async function makeExport(store: Store, keys: CryptoKeyPair, order: ExportOrder): Promise<ExportMade> {
  const { filter, language, signal, onProgress, copy } = order;
  const caseKey = caseKeyOf(filter);
  const before = order.onlyNew ? await lastExport(store, caseKey) : undefined;
  const chosen = new Chosen(() => eachFlag(store, filter, signal), before?.seen ?? null);
  const newest = (await listFlags(store, filter, { limit: 1 })).flags[0];
  const now = new Date().toISOString();
  const shown = order.flags ?? ((flags) => flags);
  const bundle = exportBundle({
    flags: () => shown(chosen.read()),
    total: await countFlags(store, filter, signal),
    entries: () => ofThese(eachEntry(store, filter), chosen),
    links: () => eachLink(store),
    artefact: (seq, name) => getArtefact(store, seq, name),
    custody: () => eachCustody(store),
    sign: (bytes) => signDer(keys.privateKey, bytes),
    ...(order.stamp ? { stamp: order.stamp } : {}),
    publicKeyPem: await publicKeyPem(keys.publicKey),
    keyId: await keyId(keys.publicKey),
    language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    software: await softwareUsed(newest?.verdict.modelVersion ?? ''),
    now,
    bundleId: crypto.randomUUID(),
    filterWords: order.filterWords,
    caseKey,
    everything: caseKey === 'everything',
    follows: before ? { manifestSha256: before.manifestSha256, at: before.at, bundleId: before.id } : null,
    copy,
    verifyPage,
    signal,
    onProgress,
  });
  const name = order.lock ? encryptedName(bundle.name) : bundle.name;
  const stream = order.lock ? encryptStream(bundle.stream, order.lock, { signal }) : bundle.stream;
  const [blob, done] = await Promise.all([new Response(stream).blob(), bundle.done]);
  if (signal.aborted) throw new Failure('cancelled');
  const row: ExportRow = {
    id: done.bundleId, at: now, caseKey, name, manifestSha256: done.manifestSha256, flags: done.flags, entries: done.entries, copy: copy.kind, head: done.head, seen: copy.kind === 'full' ? chosen.seen : {},
  };
  return { ...done, blob, name, row };
}

/** Once the file was handed over: the next export of this choice goes on from here. */
export function rememberExport(store: Store, { row }: ExportMade): Promise<boolean> {
  return addExport(store, row).then(() => true, () => false);
}

async function* ofThese(entries: AsyncIterable<Entry>, chosen: Chosen): AsyncGenerator<Entry, void, void> {
  for await (const entry of entries) if (chosen.has(flagOfLink(entry))) yield entry;
}
