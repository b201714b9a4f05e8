import { historyDetail, type HistoryDetailKey } from './history-detail.ts';
import { historyExport, type HistoryExportKey } from './history-export.ts';
import { historyList, type HistoryListKey } from './history-list.ts';
import { LANGUAGES, type Section } from './language.ts';

type Key = HistoryListKey | HistoryDetailKey | HistoryExportKey;

/** All words of the history page. */
export const history = Object.fromEntries(
  LANGUAGES.map((language) => [language, { ...historyList[language], ...historyDetail[language], ...historyExport[language] }]),
) as Section<Key>;
