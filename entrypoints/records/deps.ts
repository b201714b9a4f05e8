import { getEntry } from '../../src/store/entries.ts';
import { getFlag } from '../../src/store/flags.ts';
import { countFlags, facets } from '../../src/store/history.ts';
import { watchQuery } from '../../src/store/live.ts';
import type { Store } from '../../src/store/schema.ts';
import type { HistoryDeps } from '../../src/ui/history/deps.ts';
import { sendMessage } from '../../src/wire/protocol.ts';
import { exportFile } from './export-file.ts';
import { endFlags, newestFlags } from './queries.ts';

/** Joins the history page to the database, the worker and the exporter. */
export function historyDeps(store: Store, keys: () => Promise<CryptoKeyPair>): HistoryDeps {
  return {
    list: (filter, limit, pages) => newestFlags(store, filter, limit, pages),
    count: (filter) => countFlags(store, filter),
    facets: () => facets(store),
    ends: (filter) => endFlags(store, filter),
    flag: (id) => getFlag(store, id),
    entry: (seq) => getEntry(store, seq),
    watch: watchQuery,
    archive: (flagId) => sendMessage('archiveFlag', { flagId, trigger: 'history' }),
    dismiss: (flagId) => sendMessage('dismissFlag', { flagId }),
    restore: (flagId) => sendMessage('restoreFlag', { flagId }),
    exportFile: (request) => exportFile(store, keys, request),
  };
}
