import type { ChatRef, EntryReceipt } from '../wire/protocol.ts';
import type { FailureCode } from '../core/failure.ts';
import type { FlagInput, FlagState, KeptFlag } from '../core/flag.ts';
import type { Role } from '../core/message.ts';
import type { Spot } from '../core/spot.ts';
import type { ConversationWord, Verdict } from '../core/verdict.ts';

/** What a mark on the page tells about its message. */
export interface MarkState {
  kept: 'saving' | 'kept' | 'failed';
  failure?: FailureCode;
  flag: FlagState;
  word: ConversationWord | null;
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
  archiveFlag(flagId: string): Promise<EntryReceipt>;
  dismissFlag(flagId: string): Promise<KeptFlag>;
  restoreFlag(flagId: string): Promise<KeptFlag>;
  chatWord(chat: ChatRef): Promise<ConversationWord | null>;
  setChatWord(chat: ChatRef, word: ConversationWord | null): Promise<ConversationWord | null>;
}

/**
 * Judges a text after what the same author said before in the same chat. `voice` names author and chat together:
 * in a group a friend must not be heard as the collector who writes beside them.
 */
export interface Judge {
  judge(voice: string, text: string, word: ConversationWord | null): Verdict;
  /** Tells the state of this voice about a message, in the order of the page. */
  heard(voice: string, role: Role, verdict: Verdict | null, atMs: number): void;
}
