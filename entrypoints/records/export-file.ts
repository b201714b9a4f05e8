import { Failure } from '../../src/core/failure.ts';
import { keyId, publicKeyPem, signDer } from '../../src/evidence/sign.ts';
import { exportBundle } from '../../src/export/bundle.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { eachEntry } from '../../src/store/entries.ts';
import { countFlags, eachFlag, listFlags } from '../../src/store/history.ts';
import type { Store } from '../../src/store/schema.ts';
import type { ExportDone, ExportRequest } from '../../src/ui/history/deps.ts';
import { sendMessage } from '../../src/wire/protocol.ts';
import { softwareUsed } from '../../src/worker/software.ts';

/** Builds the bundle, hands it to the browser's downloads, and notes it in the custody log. */
export async function exportFile(store: Store, keys: () => Promise<CryptoKeyPair>, request: ExportRequest): Promise<ExportDone> {
  const { filter, filterWords, language, signal, onProgress } = request;
  const { privateKey, publicKey } = await keys();
  const newest = (await listFlags(store, filter, { limit: 1 })).flags[0];
  const { stream, done, name } = exportBundle({
    flags: () => eachFlag(store, filter, signal),
    total: await countFlags(store, filter, signal),
    entries: () => eachEntry(store, filter),
    custody: () => eachCustody(store),
    sign: (bytes) => signDer(privateKey, bytes),
    publicKeyPem: await publicKeyPem(publicKey),
    keyId: await keyId(publicKey),
    language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    software: await softwareUsed(newest?.verdict.modelVersion ?? ''),
    now: new Date().toISOString(),
    filterWords,
    signal,
    onProgress,
  });
  // The browser keeps a large blob on the disk, so memory does not grow with the export.
  const [blob, result] = await Promise.all([new Response(stream).blob(), done]);
  if (signal.aborted) throw new Failure('cancelled');
  onProgress({ step: 'saving', done: 0, total: 0 });
  download(new Blob([blob], { type: 'application/zip' }), name);
  const { flags, entries, manifestSha256, bytes } = result;
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
