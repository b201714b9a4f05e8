import type { Classified, Classifier } from './classify.ts';
import { nextState, startState, together, without, type ConversationState } from './context.ts';
import type { ConversationWord, Sensitivity } from '../core/verdict.ts';
import type { ComparableText } from '../core/comparable.ts';
import type { Personal } from './personal.ts';

/** A message of a whole conversation. `voice` tells authors apart; `me` is the reader, `system` the page's own notices. */
export interface Said {
  voice: string;
  text: string;
  comparable: ComparableText;
  /** Epoch milliseconds; NaN when not told. */
  at: number;
}

export interface ConversationOptions {
  sensitivity?: Sensitivity;
  word?: ConversationWord | null;
  personal?: Personal | null;
  /** Each message is looked at again in the light of those after it too. Otherwise only of those before. */
  lookAgain?: boolean;
}

/** A verdict for each message in its order; null for the reader's own and the page's notices. */
export function readConversation(classifier: Classifier, said: readonly Said[], options: ConversationOptions = {}): (Classified | null)[] {
  const { lookAgain = true, ...rest } = options;
  const voices = new Map<string, ConversationState>();
  let mine = startState();
  const stateOf = (voice: string): ConversationState => voices.get(voice) ?? startState();
  const verdicts = said.map(({ voice, text, comparable, at }): Classified | null => {
    if (voice === 'system') return null;
    if (voice === 'me') {
      mine = nextState(mine, { evidence: classifier.classify(text, comparable).evidence.me, at });
      return null;
    }
    const verdict = classifier.classify(text, comparable, { ...rest, state: together(stateOf(voice), mine) });
    voices.set(voice, nextState(stateOf(voice), { evidence: verdict.evidence.them, at }));
    return verdict;
  });
  if (!lookAgain) return verdicts;
  return said.map(({ voice, text, comparable, at }, index) => {
    const first = verdicts[index];
    return first ? classifier.classify(text, comparable, { ...rest, state: together(without(stateOf(voice), { evidence: first.evidence.them, at }), mine) }) : null;
  });
}
