import { lockFault, readRecipients } from '../../src/export/encrypt.ts';
import { makePassphrase, strengthOf } from '../../src/export/passphrase.ts';
import { maskingDeps } from '../../src/records/masking-deps.ts';
import { bringStamp, pastExports, sinceLast, stampBundle, stampQuery } from '../../src/records/past-exports.ts';
import { verifyArchive } from '../../src/records/verify-archive.ts';
import { getArtefact, getEntry } from '../../src/store/entries.ts';
import { getFlag } from '../../src/store/flags.ts';
import { countFlags, facets } from '../../src/store/history.ts';
import { findChanges } from '../../src/store/links.ts';
import { watchQuery } from '../../src/store/live.ts';
import type { Store } from '../../src/store/schema.ts';
import type { HistoryDeps } from '../../src/ui/history/deps.ts';
import { sendMessage } from '../../src/wire/protocol.ts';
import { stampDeps } from '../stamp/deps.ts';
import { download } from './download.ts';
import { exportFile } from './export-file.ts';
import { anythingRemains } from './export-remains.ts';
import { endFlags, newestFlags } from './queries.ts';

const asFile = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: 'application/octet-stream' });

/** Joins the history page to the database, the worker and the exporter. */
export function historyDeps(store: Store, keys: () => Promise<CryptoKeyPair>): HistoryDeps {
  return {
    list: (filter, limit, pages) => newestFlags(store, filter, limit, pages),
    count: (filter) => countFlags(store, filter),
    facets: () => facets(store),
    ends: (filter) => endFlags(store, filter),
    flag: (id) => getFlag(store, id),
    entry: (seq) => getEntry(store, seq),
    laterLinks: (flagId) => findChanges(store, flagId),
    artefact: (seq, name) => getArtefact(store, seq, name),
    verifyArchive: async (request) => verifyArchive(store, { ...request, key: (await keys()).publicKey, note: (line) => sendMessage('noteVerified', line) }),
    deleteFlag: (flagId, reason) => sendMessage('deleteFlag', { flagId, reason }),
    watch: watchQuery,
    archive: (flagId) => sendMessage('archiveFlag', { flagId, trigger: 'history' }),
    dismiss: (flagId) => sendMessage('dismissFlag', { flagId }),
    restore: (flagId) => sendMessage('restoreFlag', { flagId }),
    sinceLast: (filter) => sinceLast(store, filter),
    pastExports: () => pastExports(store),
    stamp: stampDeps(),
    lock: { fault: lockFault, strength: strengthOf, make: () => makePassphrase(), recipients: readRecipients },
    masking: (choice) => maskingDeps(store, choice),
    save: (name, bytes) => download(asFile(bytes), name),
    saveStampQuery: async (id) => stampQuery(store, id).then(({ name, bytes }) => download(asFile(bytes), name)),
    bringStamp: (id, file) => bringStamp(store, id, file),
    stampBundle: async (id, bundle) => stampBundle(store, id, bundle).then(({ name, blob }) => (download(blob, name), { name })),
    remains: () => anythingRemains(store),
    exportFile: (request) => exportFile(store, keys, request),
  };
}
