import { failureCode } from '../../src/core/failure.ts';
import { exportFiles } from '../../src/records/export-files.ts';
import { chainHead, eachLink } from '../../src/store/entries.ts';
import { countFlags } from '../../src/store/history.ts';
import type { Store } from '../../src/store/schema.ts';
import { DeletedMeanwhile, type ExportDone, type ExportRequest } from '../../src/ui/history/deps.ts';
import type { StampProblem } from '../../src/core/stamp.ts';
import { sendMessage } from '../../src/wire/protocol.ts';
import { stampForExport } from '../stamp/deps.ts';
import { download } from './download.ts';
import { exportRemains } from './export-remains.ts';

/** Builds the files, hands them to the browser's downloads, and notes them in the custody log. */
export async function exportFile(store: Store, keys: () => Promise<CryptoKeyPair>, request: ExportRequest): Promise<ExportDone> {
  if (Object.keys(request.filter).length === 0 && (await countFlags(store, {})) === 0) return exportRemains(store, await keys(), request);
  const before = (await chainHead(store)).seq;
  return makeFiles(store, await keys(), request).catch(async (error: unknown) => {
    if (failureCode(error) === 'unknown' && (await deletedSince(store, before))) throw new DeletedMeanwhile();
    throw error;
  });
}

async function deletedSince(store: Store, before: number): Promise<boolean> {
  for await (const { seq, body } of eachLink(store)) if (seq > before && body?.facts.type === 'deleted') return true;
  return false;
}

async function makeFiles(store: Store, keys: CryptoKeyPair, request: ExportRequest): Promise<ExportDone> {
  const { stamp: authority, signal } = request;
  let problem: { problem: StampProblem; words: string | null } = { problem: 'unreachable', words: null };
  const made = await exportFiles(store, keys, {
    ...request,
    stamp: authority === null ? null : stampForExport(authority, signal, (code, words) => { problem = { problem: code, words }; }),
    save: (name, blob) => download(blob, name),
    note: (line) => sendMessage('noteExport', line),
  });
  const { flags, entries, stamp, smallMade, noted } = made;
  return {
    files: made.files.map(({ kind, name, blob, manifestSha256 }) => ({ kind, name, bytes: blob.size, ...(manifestSha256 ? { manifestSha256 } : {}), save: () => download(blob, name) })),
    flags, entries, smallMade, noted,
    ...(stamp === undefined ? {} : { stamp: stamp ? { at: stamp.genTime, authority: stamp.authority } : problem }),
  };
}
