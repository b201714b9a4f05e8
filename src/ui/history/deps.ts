import type { Entry } from '../../core/entry.ts';
import type { Flag, FlagState } from '../../core/flag.ts';
import type { Label } from '../../core/verdict.ts';
import type { Language } from '../../locales/language.ts';
import type { Watch } from '../use-watched.ts';

/** What to show. Lists mean "any of these"; an absent member does not narrow. The store's filter has this shape. */
export interface FlagFilter {
  labels?: Label[];
  sites?: string[];
  /** `${site} ${id}` */
  conversations?: string[];
  /** ISO 8601 UTC, inclusive, on the time sent, else seen. */
  from?: string;
  to?: string;
  states?: FlagState[];
  text?: string;
}

export interface Facets {
  labels: Partial<Record<Label, number>>;
  sites: { site: string; count: number }[];
  conversations: { site: string; id: string; title: string; count: number }[];
  states: Record<FlagState, number>;
}

export interface ExportRequest {
  filter: FlagFilter;
  /** What was chosen, in the words of the export's language. */
  filterWords: string;
  language: Language;
  signal: AbortSignal;
  onProgress(progress: ExportProgress): void;
}

export interface ExportProgress {
  step: string;
  done: number;
  total: number;
}

export interface ExportDone {
  name: string;
  manifestSha256: string;
  flags: number;
  entries: number;
  bytes: number;
  /** False when the file is good but its line in the custody log could not be written. */
  noted: boolean;
}

/** Everything the history page asks of the rest. Errors are rejections that `failureCode` understands. */
export interface HistoryDeps {
  /** The newest `limit` flags. `pages`: how often more was asked for, so that a search may look further each time. */
  list(filter: FlagFilter, limit: number, pages: number): Promise<{ flags: Flag[]; more: boolean }>;
  count(filter: FlagFilter): Promise<number>;
  facets(): Promise<Facets>;
  /** Newest and oldest matching flag, for the dates on top. Undefined when there is none. */
  ends(filter: FlagFilter): Promise<{ newest: Flag; oldest: Flag } | undefined>;
  flag(id: string): Promise<Flag | undefined>;
  entry(seq: number): Promise<Entry | undefined>;
  watch: Watch;
  archive(flagId: string): Promise<{ seq: number; hash: string }>;
  dismiss(flagId: string): Promise<unknown>;
  restore(flagId: string): Promise<unknown>;
  /** Builds the file and hands it to the browser's downloads. */
  exportFile(request: ExportRequest): Promise<ExportDone>;
}

/** The moment a flag is sorted and filtered by. */
export function flagTime(flag: Flag): string {
  return flag.message.sentAt ?? flag.message.seenAt;
}
