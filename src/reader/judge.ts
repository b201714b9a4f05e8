import type { Classifier } from '../classify/classify.ts';
import { nextState, startState, type ConversationState } from '../classify/context.ts';
import type { Sensitivity } from '../core/verdict.ts';
import { normalise } from '../text/normalise.ts';
import type { Judge } from './deps.ts';

/** The classifier with its memory of each chat on this page: numbers only, no text. */
export function createJudge(classifier: Classifier, sensitivity: () => Sensitivity): Judge {
  const states = new Map<string, ConversationState>();
  return {
    judge(chat, text, word) {
      const state = states.get(chat) ?? startState();
      const { flagged, labels, spans, pressing, modelVersion } = classifier.classify(text, normalise(text), { sensitivity: sensitivity(), state, word });
      return { flagged, labels, spans, pressing, modelVersion };
    },
    heard(chat, role, verdict, at) {
      if (!verdict) return;
      states.set(chat, nextState(states.get(chat) ?? startState(), { role, pressing: verdict.pressing, at, flagged: verdict.flagged }));
    },
  };
}
