import type { Classifier } from '../classify/classify.ts';
import { nextState, pressure, startState, together, without, type ConversationState } from '../classify/context.ts';
import type { Personal } from '../classify/personal.ts';
import type { ConversationWord, Sensitivity, Verdict } from '../core/verdict.ts';
import { normalise } from '../text/normalise.ts';
import type { Counted, Judge, Voice } from './deps.ts';
import { voiceId } from './known.ts';

/** Longer texts are read in parts with pauses between them, both ends first: a message of megabytes would hold the page for seconds. UTF-16 units. */
export const WHOLE = 40_000;
const PART = 20_000;
/** What one part repeats of the one before, so that nothing falls between two. */
const OVERLAP = 400;

interface Part {
  start: number;
  end: number;
}

/** Both ends, then what lies between them, in the order of the text. */
export function partsOf(length: number): Part[] {
  if (length <= WHOLE) return [{ start: 0, end: length }];
  const parts: Part[] = [{ start: 0, end: PART }, { start: length - PART, end: length }];
  for (let start = PART - OVERLAP; start < length - PART; start += PART - OVERLAP) parts.push({ start, end: Math.min(start + PART, length) });
  return parts;
}

export interface JudgeSettings {
  sensitivity(): Sensitivity;
  /** What the reader taught so far. */
  personal?(): Personal | null;
}

/** How much the pressure of a chat must have grown for its unmarked messages to be looked at again: a few times in the life of a chat. */
const WORTH_A_LOOK = 0.25;
/** Of the reader's own words so much is read. */
const OWN = 2_000;

/** The classifier with its memory of each chat and voice on this page: numbers only, no text. */
export function createJudge(classifier: Classifier, settings: JudgeSettings): Judge {
  const voices = new Map<string, ConversationState>();
  const chats = new Map<string, ConversationState>();
  const lookedAt = new Map<string, number>();
  const evidence = new WeakMap<Verdict, number>();
  // The first text builds the tables of folding: about 30 ms that the first message should not wait for.
  setTimeout(() => classifier.classify('', normalise('你a')), 0);

  const known = (voice: Voice, counted?: Counted): ConversationState => {
    const own = voices.get(voiceId(voice)) ?? startState();
    return together(counted ? without(own, counted) : own, chats.get(voice.chat) ?? startState());
  };

  const readPart = (state: ConversationState, text: string, { start, end }: Part, word: ConversationWord | null): Verdict => {
    const part = text.length === end - start ? text : text.slice(start, end).toWellFormed();
    const options = { sensitivity: settings.sensitivity(), state, word, personal: settings.personal?.() ?? null };
    const read = classifier.classify(part, normalise(part), options);
    const { flagged, labels, pressing, modelVersion } = read;
    const verdict = { flagged, labels, pressing, modelVersion, spans: read.spans.map((span) => ({ ...span, start: span.start + start, end: span.end + start })) };
    evidence.set(verdict, read.evidence.them);
    return verdict;
  };

  return {
    judge(voice, text, word, counted) {
      const state = known(voice, counted);
      const verdicts = partsOf(text.length).slice(0, 2).map((part) => readPart(state, text, part, word));
      return verdicts.find(({ flagged }) => flagged) ?? verdicts[0]!;
    },
    async judgeRest(voice, text, word, pause) {
      for (const part of partsOf(text.length).slice(2)) {
        await pause();
        const verdict = readPart(known(voice), text, part, word);
        if (verdict.flagged) return verdict;
      }
      return null;
    },
    evidenceOf: (verdict) => evidence.get(verdict) ?? 0,
    heard(voice, verdict, at) {
      const id = voiceId(voice);
      voices.set(id, nextState(voices.get(id) ?? startState(), { evidence: evidence.get(verdict) ?? 0, at }));
      const pressed = pressure(known(voice), null);
      const before = lookedAt.get(id) ?? 0;
      const grown = pressed - before >= WORTH_A_LOOK;
      // When it has worn down, a second rise is worth a look too.
      if (grown || pressed < before) lookedAt.set(id, pressed);
      return grown;
    },
    heardOwn(chat, text, at) {
      const part = text.slice(0, OWN).toWellFormed();
      chats.set(chat, nextState(chats.get(chat) ?? startState(), { evidence: classifier.classify(part, normalise(part)).evidence.me, at }));
    },
  };
}
