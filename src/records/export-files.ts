import type { Entry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import type { MaskingChoice } from '../core/masking.ts';
import type { Lock } from '../export/encrypt.ts';
import type { Masked } from '../export/input.ts';
import { shrinkPicture } from '../export/shrink-picture.ts';
import { smallReport } from '../export/small-report.ts';
import { pictureMasker } from '../masking/box-picture.ts';
import { makeMasker, type Masker } from '../masking/masker.ts';
import { chainHead, eachLink, getArtefact } from '../store/entries.ts';
import { addExport } from '../store/exports.ts';
import type { Store } from '../store/schema.ts';
import { locked, makeCopy, openCase, settleCase, type Case, type CaseOrder, type CopyMade, type MakingStep } from './make-export.ts';

export type FileKind = 'full' | 'masked' | 'small';

/** A time stamp as it is kept with its export. */
export interface StampGot {
  tsr: Uint8Array<ArrayBuffer>;
  chainPem: string;
  /** ISO 8601 UTC. */
  genTime: string;
  authority: string;
}

export interface FilesOrder extends CaseOrder {
  lock: Lock | null;
  /** Asks for a stamp of the full copy's manifest. Null when none came. */
  stamp: ((digest: Uint8Array) => Promise<StampGot | null>) | null;
  small: boolean;
  masking: MaskingChoice | null;
  onProgress(progress: { file: FileKind; step: MakingStep; done: number; total: number }): void;
  /** Hands a file to the browser's downloads. */
  save(name: string, blob: Blob): void;
  /** Writes the line of the custody log. */
  note(line: { flags: number; entries: number; manifestSha256: string }): Promise<unknown>;
}

export interface FileMade {
  kind: FileKind;
  name: string;
  blob: Blob;
  manifestSha256?: string;
}

export interface FilesMade {
  files: FileMade[];
  flags: number;
  entries: number;
  /** Null when none came, undefined when none was asked for. */
  stamp: StampGot | null | undefined;
  /** False when the small report could not be made so small; the others are whole. */
  smallMade: boolean;
  /** False when a line of the custody log, or what the next export goes on from, could not be written. */
  noted: boolean;
}

/**
 * Makes every file that was asked for, one after the other, and hands them over together at the end: one that is cancelled leaves nothing.
 * @throws Failure `cancelled`, `not_found` (nothing there, or nothing new), `storage_full`, …
 */
export async function exportFiles(store: Store, keys: CryptoKeyPair, order: FilesOrder): Promise<FilesMade> {
  const { lock, signal, onProgress, masking } = order;
  const made = await openCase(store, keys, order);
  await settleCase(store, made);
  const during = (file: FileKind) => (progress: { step: MakingStep; done: number; total: number }) => { if (!signal.aborted) onProgress({ file, ...progress }); };

  const masker = masking && (await makeMasker({ items: masking.items, flags: made.chosen.read(), entries: shownLinks(made), signal }));
  let stamp: StampGot | null | undefined;
  const full = await makeCopy(store, keys, made, {
    copy: { kind: 'full', ...(masker ? { map: masker.fullMap } : {}) },
    lock,
    ...(order.stamp ? { stamp: async (digest: Uint8Array) => (stamp = await order.stamp!(digest)) } : {}),
    onProgress: during('full'),
  });
  if (order.stamp) stamp ??= null;
  if (stamp) full.row.stamp = { tsr: stamp.tsr, chainPem: stamp.chainPem, at: stamp.genTime };
  const copies: CopyMade[] = [full];
  const files: FileMade[] = [fileOf('full', full)];

  if (masker) {
    const copy = maskedCopy(masker, masking, full);
    const masked = await makeCopy(store, keys, made, { copy, masked: masker, lock, onProgress: during('masked') });
    copies.push(masked);
    files.push(fileOf('masked', masked));
  }
  const small = order.small ? await makeSmall(store, made, full.bundleId, lock, during('small')) : null;
  if (small) files.push(small);
  await assertNothingDeleted(store, made);
  if (signal.aborted) throw new Failure('cancelled');

  for (const { name, blob } of files) order.save(name, blob);
  return { files, flags: full.flags, entries: full.entries, stamp, smallMade: !order.small || small !== null, noted: await noteCopies(store, order, copies) };
}

const fileOf = (kind: FileKind, { name, blob, manifestSha256 }: CopyMade): FileMade => ({ kind, name, blob, manifestSha256 });

/** Everything of the chain whose content both copies hold: the links of the selection, and every tombstone. */
async function* shownLinks(made: Case): AsyncGenerator<Entry, void, void> {
  yield* made.entries();
  for await (const link of made.links()) if (link.body?.facts.type === 'deleted') yield link;
}

function maskedCopy(masker: Masker, { pictures }: MaskingChoice, { manifestSha256, bundleId }: CopyMade): Masked {
  const of = { manifestSha256, bundleId };
  return { kind: 'masked', of, map: masker.maskedMap(of), flagId: (id) => masker.flagId(id), record: (entry) => masker.record(entry), picture: pictureMasker(pictures) };
}

/** Null when not even the frame is small enough. */
async function makeSmall(store: Store, made: Case, bundleId: string, lock: Lock | null, onProgress: (progress: { step: MakingStep; done: number; total: number }) => void): Promise<FileMade | null> {
  onProgress({ step: 'report', done: 0, total: 0 });
  try {
    const { name, html } = await smallReport({
      ...made, bundleId, flags: () => made.chosen.read(), artefact: (seq, file) => getArtefact(store, seq, file), shrink: shrinkPicture,
    });
    const blob = await locked(new Blob([html]).stream(), lock, 'text/html', made.signal, onProgress);
    return { kind: 'small', name: lock ? `${name}.age` : name, blob };
  } catch (error) {
    if (error instanceof Failure && error.code === 'bad_request') return null;
    throw error;
  }
}

/** What was deleted while the files were made would look like a loss in them. The reader starts again. */
async function assertNothingDeleted(store: Store, { through }: Case): Promise<void> {
  if ((await chainHead(store)).seq === through) return;
  for await (const link of eachLink(store)) if (link.seq > through && link.body?.facts.type === 'deleted') throw new Failure('unknown', 'a message was deleted meanwhile');
}

async function noteCopies(store: Store, { note }: FilesOrder, copies: readonly CopyMade[]): Promise<boolean> {
  let noted = true;
  for (const { row, flags, entries, manifestSha256 } of copies) {
    await addExport(store, row).catch(() => { noted = false; });
    await note({ flags, entries, manifestSha256 }).catch(() => { noted = false; });
  }
  return noted;
}
