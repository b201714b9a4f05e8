import { historyCheck, type HistoryCheckKey } from './history-check.ts';
import { historyDelete, type HistoryDeleteKey } from './history-delete.ts';
import { historyDetail, type HistoryDetailKey } from './history-detail.ts';
import { historyEntry, type HistoryEntryKey } from './history-entry.ts';
import { historyExport, type HistoryExportKey } from './history-export.ts';
import { historyList, type HistoryListKey } from './history-list.ts';
import { historyMaking, type HistoryMakingKey } from './history-making.ts';
import { historyMissing, type HistoryMissingKey } from './history-missing.ts';
import { historyRemains, type HistoryRemainsKey } from './history-remains.ts';
import { LANGUAGES, type Section } from './language.ts';

type Key = HistoryListKey | HistoryDetailKey | HistoryEntryKey | HistoryMissingKey | HistoryDeleteKey | HistoryExportKey | HistoryMakingKey | HistoryRemainsKey | HistoryCheckKey;

const PARTS = [historyList, historyDetail, historyEntry, historyMissing, historyDelete, historyExport, historyMaking, historyRemains, historyCheck];

/** All words of the history page. */
export const history = Object.fromEntries(LANGUAGES.map((language) => [language, Object.assign({}, ...PARTS.map((part) => part[language]))])) as Section<Key>;
