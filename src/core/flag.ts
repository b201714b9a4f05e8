import type { Message } from './message.ts';
import type { Verdict } from './verdict.ts';

/** Where the message was read, kept with it so that an archive can say how it was captured. */
export interface CaptureSource {
  /** Adapter id, e.g. `thelounge`, or `detected`. */
  adapter: string;
  adapterVersion: string;
  trust: 'run' | 'sourced' | 'guessed' | 'detected' | 'taught' | 'imported' | 'practice';
  pageTitle: string;
}

/** What a reader hands over for keeping. */
export interface FlagInput {
  message: Message;
  verdict: Verdict;
  source: CaptureSource;
  /** Who found it. Absent: the classifier. */
  markedBy?: 'classifier' | 'reader';
}

export type FlagState = 'open' | 'dismissed' | 'archived';

/** A message that the reader marked has no estimate: `verdict.modelVersion` says so. */
export const MARKED_BY_READER = 'reader';

/** What befell a kept message on its page afterwards. */
export interface FlagChange {
  /** `gone`: taken out of the chat; `back`: shown again; `recalled`: the page says it was taken back; `edited`: the page shows other words for it. */
  what: 'gone' | 'back' | 'recalled' | 'edited';
  /** ISO 8601 UTC: when it was seen. */
  at: string;
  /** What the page shows in its place: of one recalled or edited. */
  words?: string;
}

/** A flagged message, kept at once. Its message and verdict never change; its state does. */
export interface Flag extends FlagInput {
  /** SHA-256 (hex) of site, conversation id and message key. */
  id: string;
  state: FlagState;
  /** ISO 8601 UTC: when the write was made. */
  keptAt: string;
  dismissedAt?: string;
  /** Sequence number of the Entry, when archived. */
  entrySeq?: number;
  /** In the order in which they were seen. The message itself stays as it was first read. */
  changes?: FlagChange[];
}

/** What the page needs to know back. */
export interface KeptFlag {
  id: string;
  key: string;
  state: FlagState;
  /** The reader said "this is harassment". */
  confirmed?: boolean;
}

/** The reader's word on one message. It teaches the classifier on this device. */
export type LessonWord = 'harassment' | 'not_harassment';

/** A lesson as it is kept: one for each message, the reader's last word on it. */
export interface KeptLesson {
  /** The id that the message has as a flag. */
  id: string;
  says: LessonWord;
  /** Verbatim, of a long message its beginning. */
  text: string;
  /** ISO 8601 UTC: when it was said. */
  at: string;
  flagId?: string;
  site?: string;
  /** Of the chat, as the page showed it. */
  title?: string;
}
