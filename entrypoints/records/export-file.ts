import { makeExport, rememberExport } from '../../src/records/make-export.ts';
import type { Store } from '../../src/store/schema.ts';
import type { ExportDone, ExportRequest } from '../../src/ui/history/deps.ts';
import { sendMessage } from '../../src/wire/protocol.ts';

/** Builds the bundle, hands it to the browser's downloads, and notes it in the custody log. */
export async function exportFile(store: Store, keys: () => Promise<CryptoKeyPair>, request: ExportRequest): Promise<ExportDone> {
  const { filter, filterWords, language, signal, onProgress } = request;
  const made = await makeExport(store, await keys(), { filter, filterWords, language, signal, onProgress, onlyNew: false, copy: { kind: 'full' }, lock: null });
  onProgress({ step: 'saving', done: 0, total: 0 });
  download(new Blob([made.blob], { type: 'application/zip' }), made.name);
  await rememberExport(store, made);
  const { name, flags, entries, manifestSha256, bytes } = made;
  const noted = await sendMessage('noteExport', { flags, entries, manifestSha256 }).then(() => true, () => false);
  return { name, manifestSha256, flags, entries, bytes, noted };
}

const KEEP_MS = 60_000;

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The download reads the blob after the click: the address must outlive it.
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
