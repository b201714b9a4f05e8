import type { Label, ConversationWord } from '../core/verdict.ts';
import type { Role } from '../core/message.ts';

/** How likely it is that the other side of this chat presses for a debt. Plain JSON. */
export interface ConversationState {
  /** Log-odds. */
  pressing: number;
  /** Epoch milliseconds of the last message counted; 0 before the first. */
  at: number;
}

const START = -2.5;
const LOWEST = -4;
const HIGHEST = 6;
/** In three quiet days half of what was learned is forgotten. */
const HALF_LIFE = 3 * 24 * 3600 * 1000;
/** A single message moves the estimate no further than this. */
const MOST_UP = 2.2;
const MOST_DOWN = 0.6;
const FLAG_ADDS = 1.2;

export function startState(): ConversationState {
  return { pressing: START, at: 0 };
}

/**
 * The state after one more message. The reader's own messages and the page's notices leave it as it is; time wears it down
 * towards the start. Times may be missing (0), equal or out of order: then nothing is forgotten.
 */
export function nextState(
  state: ConversationState,
  message: { role: Role; pressing: number; at: number; flagged: boolean },
): ConversationState {
  const at = Number.isFinite(message.at) ? Math.max(state.at, message.at) : state.at;
  if (message.role === 'me' || message.role === 'system') return { pressing: state.pressing, at: state.at };
  const gone = state.at > 0 ? at - state.at : 0;
  const kept = START + (state.pressing - START) * 2 ** (-gone / HALF_LIFE);
  const probability = Math.min(0.99, Math.max(0.01, Number.isFinite(message.pressing) ? message.pressing : 0.01));
  // What a message says for or against, beside what one expects of any message of a stranger.
  const evidence = 0.6 * Math.log(probability / (1 - probability)) + (message.flagged ? FLAG_ADDS : 0);
  const move = Math.min(MOST_UP, Math.max(-MOST_DOWN, evidence));
  return { pressing: Math.min(HIGHEST, Math.max(LOWEST, kept + move)), at };
}

/** 0: nothing is known; 1: this chat presses for a debt. The reader's word outweighs the estimate. */
export function pressure(state: ConversationState | undefined, word: ConversationWord | null | undefined): number {
  if (word === 'collector') return 1;
  if (word === 'not_collector' || !state || !Number.isFinite(state.pressing)) return 0;
  return Math.min(1, Math.max(0, state.pressing / 2));
}

/** Labels that a chat pressing for a debt makes likelier: harmless words elsewhere. */
export const LOWERED: ReadonlySet<Label> = new Set<Label>(['visit', 'third_party', 'data_misuse', 'violence', 'insult']);

/** The most a chat that presses lowers the bar of flagging: its proper reminders must stay unmarked. In log-odds. */
const MOST_LOWERED = 0.5;

/**
 * How far what is known of a voice moves the bar of flagging, in log-odds: the joint score is one, so what was learned counts as it is.
 * Someone whose messages so far had nothing to do with a debt must say something plainer to be marked (up to 1.5);
 * someone who presses, a little less (down to -0.5). 0 for a stranger.
 */
export function barShift(state: ConversationState | undefined, word: ConversationWord | null | undefined): number {
  if (word === 'collector') return -MOST_LOWERED;
  if (word === 'not_collector' || !state || state.at === 0 || !Number.isFinite(state.pressing)) return 0;
  return Math.min(START - LOWEST, Math.max(-MOST_LOWERED, START - state.pressing));
}
