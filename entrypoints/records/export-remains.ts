import { makeCopy, openCase } from '../../src/records/make-export.ts';
import { custodyHead } from '../../src/store/custody.ts';
import { chainHead } from '../../src/store/entries.ts';
import { addExport } from '../../src/store/exports.ts';
import type { Store } from '../../src/store/schema.ts';
import type { ExportDone, ExportRequest } from '../../src/ui/history/deps.ts';
import { sendMessage } from '../../src/wire/protocol.ts';
import { download } from './download.ts';

/** Whether anything is left to check or to export when no message is kept: a link of the chain, or a line of the log. */
export async function anythingRemains(store: Store): Promise<boolean> {
  return (await chainHead(store)).seq > 0 || (await custodyHead(store)).seq > 0;
}

/** A file without messages: the chain with what tells of its deletions, and the log. */
export async function exportRemains(store: Store, keys: CryptoKeyPair, request: ExportRequest): Promise<ExportDone> {
  const { lock, onProgress } = request;
  const made = await openCase(store, keys, { ...request, onlyNew: false });
  // There are no messages to read first, which would settle this.
  made.through = (await chainHead(store)).seq;
  made.noted = (await custodyHead(store)).seq;
  const { blob, name, row, flags, entries, manifestSha256 } = await makeCopy(store, keys, made, {
    copy: { kind: 'full' }, lock, onProgress: (progress) => onProgress({ file: 'full', ...progress }),
  });
  const save = () => download(blob, name);
  save();
  const noted = await Promise.all([addExport(store, row), sendMessage('noteExport', { flags, entries, manifestSha256 })]).then(() => true, () => false);
  return { files: [{ kind: 'full', name, bytes: blob.size, manifestSha256, save }], flags, entries, smallMade: true, noted };
}
