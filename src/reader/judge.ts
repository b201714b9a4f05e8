import type { Classifier } from '../classify/classify.ts';
import { nextState, startState, type ConversationState } from '../classify/context.ts';
import type { Sensitivity } from '../core/verdict.ts';
import { normalise } from '../text/normalise.ts';
import type { Judge } from './deps.ts';

/** Longer texts are read at both ends only: a message of megabytes would hold the page for seconds. UTF-16 units. */
const WHOLE = 40_000;
const END = 20_000;

function partsOf(text: string): { part: string; start: number }[] {
  if (text.length <= WHOLE) return [{ part: text, start: 0 }];
  const start = text.length - END;
  return [{ part: text.slice(0, END).toWellFormed(), start: 0 }, { part: text.slice(start).toWellFormed(), start }];
}

/** The classifier with its memory of each voice on this page: numbers only, no text. */
export function createJudge(classifier: Classifier, sensitivity: () => Sensitivity): Judge {
  const states = new Map<string, ConversationState>();
  // The first text builds the tables of folding: about 30 ms that the first message should not wait for.
  setTimeout(() => classifier.classify('', normalise('你a')), 0);
  return {
    judge(voice, text, word) {
      const options = { sensitivity: sensitivity(), state: states.get(voice) ?? startState(), word };
      const verdicts = partsOf(text).map(({ part, start }) => {
        const { flagged, labels, spans, pressing, modelVersion } = classifier.classify(part, normalise(part), options);
        return { flagged, labels, pressing, modelVersion, spans: spans.map((span) => ({ ...span, start: span.start + start, end: span.end + start })) };
      });
      return verdicts.find(({ flagged }) => flagged) ?? verdicts[0]!;
    },
    heard(voice, role, verdict, at) {
      if (!verdict) return;
      states.set(voice, nextState(states.get(voice) ?? startState(), { role, pressing: verdict.pressing, at, flagged: verdict.flagged }));
    },
  };
}
