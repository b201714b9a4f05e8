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
}
