import { exportFiles } from '../../src/records/export-files.ts';
import type { Store } from '../../src/store/schema.ts';
import type { ExportDone, ExportRequest } from '../../src/ui/history/deps.ts';
import type { StampProblem } from '../../src/core/stamp.ts';
import { sendMessage } from '../../src/wire/protocol.ts';
import { stampForExport } from '../stamp/deps.ts';
import { download } from './download.ts';

/** Builds the files, hands them to the browser's downloads, and notes them in the custody log. */
export async function exportFile(store: Store, keys: () => Promise<CryptoKeyPair>, request: ExportRequest): Promise<ExportDone> {
  const { stamp: authority, signal } = request;
  let problem: { problem: StampProblem; words: string | null } = { problem: 'unreachable', words: null };
  const made = await exportFiles(store, await keys(), {
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
