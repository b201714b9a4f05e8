import type { Classifier } from '../classify/classify.ts';
import { nextState, startState, type ConversationState } from '../classify/context.ts';
import type { Sensitivity } from '../core/verdict.ts';
import { normalise } from '../text/normalise.ts';
import type { Judge } from './deps.ts';

/** The classifier with its memory of each voice on this page: numbers only, no text. */
export function createJudge(classifier: Classifier, sensitivity: () => Sensitivity): Judge {
  const states = new Map<string, ConversationState>();
  // The first text builds the tables of folding: about 30 ms that the first message should not wait for.
  setTimeout(() => classifier.classify('', normalise('你a')), 0);
  return {
    judge(voice, text, word) {
      const state = states.get(voice) ?? startState();
      const { flagged, labels, spans, pressing, modelVersion } = classifier.classify(text, normalise(text), { sensitivity: sensitivity(), state, word });
      return { flagged, labels, spans, pressing, modelVersion };
    },
    heard(voice, role, verdict, at) {
      if (!verdict) return;
      states.set(voice, nextState(states.get(voice) ?? startState(), { role, pressing: verdict.pressing, at, flagged: verdict.flagged }));
    },
  };
}
