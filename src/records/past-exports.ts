import { hexToBytes } from '@noble/hashes/utils.js';
import { Failure } from '../core/failure.ts';
import { stampedBundle } from '../export/stamped-bundle.ts';
import { getExport, keepStamp, lastExport, listExports } from '../store/exports.ts';
import { eachFlag, type FlagFilter } from '../store/history.ts';
import type { ExportRow, Store } from '../store/schema.ts';
import { queryFile, stampByHand } from '../timestamp/stamp-manifest.ts';
import { StampFailure } from '../timestamp/stamp-failure.ts';
import { blobOf } from './blob-of.ts';
import { caseKeyOf, countNew } from './case-of.ts';

/** How many are shown: each remembers every message that it held. */
const SHOWN = 20;
/** No stamp is larger, in bytes. */
const LARGEST_STAMP = 100_000;

export type ExportSummary = Pick<ExportRow, 'id' | 'at' | 'name' | 'manifestSha256' | 'flags' | 'entries' | 'copy'> & { stampedAt: string | null };

/** Newest first. */
export async function pastExports(store: Store): Promise<ExportSummary[]> {
  return (await listExports(store, SHOWN)).map(({ id, at, name, manifestSha256, flags, entries, copy, stamp }) => ({ id, at, name, manifestSha256, flags, entries, copy, stampedAt: stamp?.at ?? null }));
}

/** The last full export of a choice, and how many are new or changed since. */
export async function sinceLast(store: Store, filter: FlagFilter): Promise<{ at: string; fresh: number } | null> {
  const row = await lastExport(store, caseKeyOf(filter));
  return row ? { at: row.at, fresh: await countNew(eachFlag(store, filter), row.seen) } : null;
}

/** The question for an authority, as a file that the reader carries there. */
export async function stampQuery(store: Store, id: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  return queryFile(hexToBytes((await found(store, id)).manifestSha256));
}

/** Checks the answer that the reader brought and keeps it with the export. @throws StampFailure, and then nothing is kept */
export async function bringStamp(store: Store, id: string, file: Blob): Promise<{ at: string; authority: string }> {
  const { manifestSha256 } = await found(store, id);
  if (file.size > LARGEST_STAMP) throw new StampFailure('too_large');
  const { tsr, chainPem, genTime, authority } = await stampByHand(new Uint8Array(await file.arrayBuffer()), hexToBytes(manifestSha256));
  await keepStamp(store, id, { tsr, chainPem, at: genTime });
  return { at: genTime, authority };
}

/** The reader's own bundle with the kept stamp in it. @throws Failure `bad_request` for another file than this export */
export async function stampBundle(store: Store, id: string, bundle: Blob): Promise<{ name: string; blob: Blob }> {
  const { manifestSha256, name: before, stamp } = await found(store, id);
  if (!stamp) throw new Failure('not_found', 'no stamp is kept with this export');
  const { name, stream } = await stampedBundle(bundle, before.replace(/\.age$/, ''), { ...stamp, manifestSha256 });
  return { name, blob: await blobOf(stream, 'application/zip') };
}

async function found(store: Store, id: string): Promise<ExportRow> {
  const row = await getExport(store, id);
  if (!row) throw new Failure('not_found', `export ${id}`);
  return row;
}
