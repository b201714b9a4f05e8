import type { ConversationWord } from '../core/verdict.ts';

/** How likely it is that the other side of this chat is a collector who harasses. Plain JSON. */
export interface ConversationState {
  /** Log-odds. */
  collector: number;
  /** Epoch milliseconds of the last message counted; 0 before the first. */
  at: number;
}

const START = -2;
const LOWEST = -6;
const HIGHEST = 8;
/** In three quiet days half of what was learned is forgotten. */
const HALF_LIFE = 3 * 24 * 3600 * 1000;
/** How much the estimate of one message counts, and the most it moves the state: one line must not settle what a chat is. Measured on whole chats. */
const TEMPER = 1.3;
const MOST_UP = 3;
const MOST_DOWN = 2;

export function startState(): ConversationState {
  return { collector: START, at: 0 };
}

/** What one message may move the state by, in log-odds. */
export function moveOf(evidence: number): number {
  return Number.isFinite(evidence) ? Math.min(MOST_UP, Math.max(-MOST_DOWN, TEMPER * evidence)) : 0;
}

/**
 * The state after one more message; `evidence` as `Classified` has it for whoever wrote. Time wears the state down towards the start. Times may be
 * missing (0), equal or out of order: then nothing is forgotten.
 */
export function nextState(state: ConversationState, message: { evidence: number; at: number }): ConversationState {
  const at = Number.isFinite(message.at) ? Math.max(state.at, message.at) : state.at;
  const gone = state.at > 0 ? at - state.at : 0;
  const kept = START + (state.collector - START) * 2 ** (-gone / HALF_LIFE);
  return { collector: within(kept + moveOf(message.evidence)), at };
}

/** What two parts of a chat say together, each as a state of its own. */
export function together(a: ConversationState, b: ConversationState): ConversationState {
  return { collector: within(a.collector + b.collector - START), at: Math.max(a.at, b.at) };
}

/** The state without a message that it counted, as far as it has not been forgotten: how that message is looked at again once more of the chat is known. */
export function without(state: ConversationState, message: { evidence: number; at: number }): ConversationState {
  const gone = message.at > 0 ? Math.max(0, state.at - message.at) : 0;
  return { ...state, collector: within(state.collector - moveOf(message.evidence) * 2 ** (-gone / HALF_LIFE)) };
}

const within = (collector: number): number => Math.min(HIGHEST, Math.max(LOWEST, collector));

/** Between these two, what is known of the chat takes over from what a message says alone. */
const TAKES_OVER = [START, 1] as const;

/** 0: judged as a message of a stranger; 1: as one of a collector. The reader's word outweighs the estimate. */
export function pressure(state: ConversationState | undefined, word: ConversationWord | null | undefined): number {
  if (word === 'collector') return 1;
  if (word === 'not_collector' || !state || !Number.isFinite(state.collector)) return 0;
  const [from, to] = TAKES_OVER;
  return Math.min(1, Math.max(0, (state.collector - from) / (to - from)));
}

/** The most that plain talk before raises the bar, in log-odds: a collector must not buy silence with small talk. */
const MOST_RAISED = 2;

/** Someone whose messages so far had nothing to do with a debt must say something plainer to be marked. 0 for a stranger. */
export function barRaise(state: ConversationState | undefined, word: ConversationWord | null | undefined): number {
  if (word === 'collector' || word === 'not_collector' || !state || !Number.isFinite(state.collector)) return 0;
  return Math.min(MOST_RAISED, Math.max(0, START - state.collector));
}
