import type { ChatRef, EntryReceipt } from '../wire/protocol.ts';
import type { ArchiveTrigger } from '../core/entry.ts';
import type { FailureCode } from '../core/failure.ts';
import type { FlagChange, FlagInput, FlagState, KeptFlag } from '../core/flag.ts';
import type { Spot } from '../core/spot.ts';
import type { ConversationWord, Verdict } from '../core/verdict.ts';

/** What a mark on the page tells about its message. */
export interface MarkState {
  kept: 'saving' | 'kept' | 'failed';
  failure?: FailureCode;
  flag: FlagState;
  word: ConversationWord | null;
  /** The reader said "this is harassment". */
  confirmed?: boolean;
  /** Of one archived just now: what its record holds to look at. */
  picture?: EntryReceipt['captureMethod'];
}

/** The part of `mark/` that a session uses. */
export interface Marks {
  show(key: string, spot: Spot, verdict: Verdict, state: MarkState): void;
  setState(key: string, state: MarkState): void;
  remove(key: string): void;
  clear(): void;
}

/** The part of the wire that a session uses. Each may reject with a `Failure` text. */
export interface Worker {
  keepFlags(flags: FlagInput[]): Promise<KeptFlag[]>;
  /** `key`: of the message on the page. */
  archiveFlag(flagId: string, key: string, trigger: ArchiveTrigger): Promise<EntryReceipt>;
  dismissFlag(flagId: string): Promise<KeptFlag>;
  restoreFlag(flagId: string): Promise<KeptFlag>;
  confirmFlag(flagId: string, confirmed: boolean): Promise<KeptFlag>;
  missed(flag: FlagInput): Promise<KeptFlag>;
  noteChange(flagId: string, change: FlagChange): Promise<unknown>;
  chatWord(chat: ChatRef): Promise<ConversationWord | null>;
  setChatWord(chat: ChatRef, word: ConversationWord | null): Promise<ConversationWord | null>;
}

/** Who says something: chat and author together, so that in a group a friend is not heard as the collector who writes beside them. */
export interface Voice {
  chat: string;
  author: string;
}

/** What a message said of its chat when it was heard. */
export interface Counted {
  /** Log-odds. */
  evidence: number;
  /** Epoch milliseconds; NaN when not told. */
  at: number;
}

/**
 * Judges a text after what was said before in the same chat. `counted`: what this very text said of its chat when it was heard (`evidenceOf`), when it is judged
 * once more; it must not speak for itself twice.
 */
export interface Judge {
  judge(voice: Voice, text: string, word: ConversationWord | null, counted?: Counted): Verdict;
  /**
   * Reads what `judge` left out of a long text, in parts, waiting for `pause` before each. The first flagged verdict, or null.
   * Rejects when `pause` does.
   */
  judgeRest(voice: Voice, text: string, word: ConversationWord | null, pause: () => Promise<void>): Promise<Verdict | null>;
  /** What a verdict of `judge` says of its chat, in log-odds. */
  evidenceOf(verdict: Verdict): number;
  /**
   * Tells the chat of a message that `judge` gave this verdict, in the order of the page. True when so much more is known of the voice that
   * its unmarked messages are worth another look.
   */
  heard(voice: Voice, verdict: Verdict, atMs: number): boolean;
  /** The same for a message of the reader's own: never judged, but it tells whether a debt is pressed for. */
  heardOwn(chat: string, text: string, atMs: number): void;
}
