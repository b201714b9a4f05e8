import type { ArtefactName, Entry } from '../../core/entry.ts';
import type { Flag, FlagState } from '../../core/flag.ts';
import type { MaskingChoice } from '../../core/masking.ts';
import type { Label } from '../../core/verdict.ts';
import type { StampProblem } from '../../core/stamp.ts';
import type { Language } from '../../locales/language.ts';
import type { MaskingDeps } from '../masking/masking-deps.ts';
import type { StampDeps } from '../stamp/stamp-deps.ts';
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

/** How the file is locked: with a passphrase, or to keys of those who may read it. */
export type ExportLock = { passphrase: string } | { recipients: readonly string[] };

/** What can be wrong with a lock. Words for each live in `locales/history-lock.ts`. */
export const LOCK_FAULTS = ['passphrase_empty', 'passphrase_weak', 'passphrase_unusable', 'recipient_missing', 'recipient_bad', 'recipient_is_secret'] as const;

export interface LockTools {
  /** What is wrong with it, or null. */
  fault(lock: ExportLock): (typeof LOCK_FAULTS)[number] | null;
  strength(passphrase: string): 'none' | 'weak' | 'fair' | 'good';
  /** A new passphrase to be written down. */
  make(): string;
  /** Public keys as they are pasted. */
  recipients(pasted: string): string[];
}

export interface ExportRequest {
  filter: FlagFilter;
  /** What was chosen, in the words of the export's language. */
  filterWords: string;
  language: Language;
  /** Only what is new or changed since the last export of the same choice. */
  onlyNew: boolean;
  /** Address of the authority that is asked to stamp the file's list; null: none. */
  stamp: string | null;
  lock: ExportLock | null;
  /** Also a report of at most 2 MB, for portals. */
  small: boolean;
  /** Also a masked copy, as the reader chose it in the masking step. */
  masking: MaskingChoice | null;
  signal: AbortSignal;
  onProgress(progress: ExportProgress): void;
}

export interface ExportProgress {
  /** Of an export: which of its files. */
  file?: ExportedFile['kind'];
  step: string;
  done: number;
  total: number;
}

export interface ExportedFile {
  kind: 'full' | 'masked' | 'small';
  name: string;
  bytes: number;
  /** Of the small report there is none. */
  manifestSha256?: string;
  /** Hands it to the browser's downloads once more. */
  save(): void;
}

export interface ExportDone {
  files: ExportedFile[];
  flags: number;
  entries: number;
  /** Undefined when no stamp was asked for; else the authority's time, or why none came. */
  stamp?: { at: string; authority: string } | { problem: StampProblem; words: string | null };
  /** Of the small report: false when it could not be made so small. The others are whole. */
  smallMade: boolean;
  /** False when the files are good but their line in the custody log could not be written. */
  noted: boolean;
}

/** An export that was made, as it is remembered. */
export interface PastExport {
  id: string;
  at: string;
  name: string;
  manifestSha256: string;
  flags: number;
  entries: number;
  copy: 'full' | 'masked';
  /** The authority's time, where there is a stamp. */
  stampedAt: string | null;
}

type Whole = { ok: true; count: number } | { ok: false; seq: number; why: string };

/** What checking everything that is archived found. */
export interface ArchiveVerdict {
  whole: boolean;
  /** False when the check could not be written down in the custody log. */
  noted: boolean;
  entries: Whole;
  custody: Whole;
  counts: { messages: number; changes: number; tombstones: number; deleted: number; files: number; custody: number };
}

/** A message was deleted while an export of it was made: nothing was saved, and it can be made again. */
export class DeletedMeanwhile extends Error {}

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
  /** What was added to the chain about an archived message later, in order. */
  laterLinks(flagId: string): Promise<Entry[]>;
  artefact(seq: number, name: ArtefactName): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Checks everything that is archived; changes nothing. Rejects with `cancelled`. */
  verifyArchive(request: { signal: AbortSignal; onProgress(progress: ExportProgress): void }): Promise<ArchiveVerdict>;
  /** Deletes a kept message, its Entry with a tombstone. Cannot be undone. */
  deleteFlag(flagId: string, reason: string): Promise<unknown>;
  watch: Watch;
  archive(flagId: string): Promise<{ seq: number; hash: string }>;
  dismiss(flagId: string): Promise<unknown>;
  restore(flagId: string): Promise<unknown>;
  /** The last full export of this choice and how many are new or changed since; null when there was none. */
  sinceLast(filter: FlagFilter): Promise<{ at: string; fresh: number } | null>;
  /** Newest first. */
  pastExports(): Promise<PastExport[]>;
  /** Which authority is chosen, and the browser's leave to ask it. */
  stamp: StampDeps;
  lock: LockTools;
  /** What the masking step looks at: what an export of this choice would hold. */
  masking(choice: Pick<ExportRequest, 'filter' | 'onlyNew'>): MaskingDeps;
  /** Hands a file to the browser's downloads. It is never opened here: what it holds came from beside a hostile page. */
  save(name: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** The question for an authority as a file (`.tsq`), handed to the browser's downloads. */
  saveStampQuery(exportId: string): Promise<void>;
  /** An answer (`.tsr`) that the reader brought, checked and kept with the export. Rejects with an error that has a `problem: StampProblem`. */
  bringStamp(exportId: string, file: Blob): Promise<{ at: string; authority: string }>;
  /** The same bundle with the kept stamp in it, from the reader's own file, handed to the browser's downloads. */
  stampBundle(exportId: string, bundle: Blob): Promise<{ name: string }>;
  /** Whether there is anything to check or export when no message is kept. */
  remains(): Promise<boolean>;
  /** Builds the files and hands them to the browser's downloads; without any message, of what remains. Rejects with `DeletedMeanwhile` too. */
  exportFile(request: ExportRequest): Promise<ExportDone>;
}

/** The moment a flag is sorted and filtered by. */
export function flagTime(flag: Flag): string {
  return flag.message.sentAt ?? flag.message.seenAt;
}
