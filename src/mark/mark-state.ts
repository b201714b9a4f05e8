import type { FailureCode } from '../core/failure.ts';
import type { FlagState } from '../core/flag.ts';
import type { ConversationWord } from '../core/verdict.ts';

/** What a mark tells about its message. The reader's session has the same shape under the same name. */
export interface MarkState {
  kept: 'saving' | 'kept' | 'failed';
  failure?: FailureCode;
  flag: FlagState;
  word: ConversationWord | null;
  /** The reader said "this is harassment". */
  confirmed?: boolean;
  /** Of one archived just now: what its record holds to look at. */
  picture?: 'text' | 'screen' | 'rendered';
}

/** What the reader asks for on a card, told of the message's key. */
export interface MarkActs {
  onArchive(key: string): void;
  onDismiss(key: string): void;
  onRestore(key: string): void;
  onConfirm(key: string, confirmed: boolean): void;
  onRetry(key: string): void;
  onWord(key: string, word: ConversationWord | null): void;
  onOpenHistory(key: string): void;
}
