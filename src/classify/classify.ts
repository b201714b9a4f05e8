import type { ComparableText } from '../core/comparable.ts';
import { LABELS, type ConversationWord, type Label, type ScoredLabel, type Sensitivity, type Verdict } from '../core/verdict.ts';
import { barShift, LOWERED, pressure, type ConversationState } from './context.ts';
import { explain } from './explain.ts';
import { LAWFUL, PRESSING } from './heads.ts';
import { readModel, type Bars, type ModelHeader } from './model.ts';
import type { Personal } from './personal.ts';
import { makeScratch, scoreWindows, type WindowScore } from './score.ts';
import { tokenise } from './tokens.ts';

export interface ClassifyOptions {
  sensitivity?: Sensitivity;
  state?: ConversationState;
  word?: ConversationWord | null;
  /** What the reader taught: see `learnPersonal`. */
  personal?: Personal | null;
}

export interface Classified extends Verdict {
  /** Every label's probability, 0 to 1. */
  scores: Record<Label, number>;
  /** How much this reads like a proper reminder, 0 to 1. */
  lawful: number;
  /** The joint score with the reader's lessons, in log-odds, whatever the chat: what a conversation's state is made of. */
  strength: number;
}

export interface Classifier {
  modelVersion: string;
  /** `comparable` is `normalise(text)`. Pure and synchronous; never throws on any text. */
  classify(text: string, comparable: ComparableText, options?: ClassifyOptions): Classified;
}

/** Throws `ModelError` when the bytes are no sound model. */
export function createClassifier(file: Uint8Array): Classifier {
  const model = readModel(file);
  const scratch = makeScratch(model);
  const { header } = model;
  return {
    modelVersion: header.version,
    classify(_text, comparable, options = {}) {
      const tokens = tokenise(comparable.text);
      const windows = scoreWindows(model, scratch, comparable.text, tokens, options.personal);
      const found = decide(header, windows, options);
      const strongest = windows.reduce((best, window) => (strengthOf(window) > strengthOf(best) ? window : best));
      return {
        flagged: found.length > 0,
        labels: found.map(({ label, window }): ScoredLabel => ({ id: label, score: labelScore(header, window, LABELS.indexOf(label)) }))
          .sort((a, b) => b.score - a.score || LABELS.indexOf(a.id) - LABELS.indexOf(b.id)),
        spans: found.length > 0 ? explain(model, scratch, comparable, tokens, found) : [],
        pressing: windows.reduce((most, window) => Math.max(most, probability(header.calibration.pressing, window.logit[PRESSING]!)), 0),
        modelVersion: header.version,
        scores: Object.fromEntries(LABELS.map((label, index) => [label, bestScore(header, windows, index)])) as Record<Label, number>,
        lawful: probability(header.calibration.lawful, strongest.logit[LAWFUL]!),
        strength: strengthOf(strongest),
      };
    },
  };
}

const strengthOf = (window: WindowScore): number => window.joint + window.lesson;

/** The labels a message carries, each with the window that carries it strongest. Empty: not flagged. */
function decide(header: ModelHeader, windows: WindowScore[], options: ClassifyOptions): { label: Label; window: WindowScore }[] {
  const bars = header.bars[options.sensitivity ?? 'normal'];
  const flagBar = options.word === 'not_collector' ? Math.max(bars.flag, header.unmistakable) : bars.flag + barShift(options.state, options.word);
  const pressed = options.word === 'not_collector' ? 0 : pressure(options.state, options.word);
  const found = new Map<Label, WindowScore>();
  for (const window of windows) {
    for (const label of labelsOf(window, bars, flagBar, pressed)) {
      const kept = found.get(label);
      const index = LABELS.indexOf(label);
      if (!kept || window.logit[index]! > kept.logit[index]!) found.set(label, window);
    }
  }
  return [...found].map(([label, window]) => ({ label, window }));
}

/** How far above its context bar a label must be while nothing is known of the chat; falls to nothing as pressure grows. */
const UNPRESSED = 3;
const LEAST_PRESSURE = 0.25;

function labelsOf(window: WindowScore, bars: Bars, flagBar: number, pressed: number): Label[] {
  const flagged = strengthOf(window) >= flagBar;
  const labels = LABELS.filter((label, index) => {
    const value = window.logit[index]!;
    if (flagged && value >= bars.label[index]!) return true;
    return pressed >= LEAST_PRESSURE && LOWERED.has(label) && value >= bars.context[index]! + (1 - pressed) * UNPRESSED;
  });
  if (labels.length > 0 || !flagged) return labels;
  // Flagged without any label over its bar: the one nearest to it.
  let nearest = 0;
  for (let index = 1; index < LABELS.length; index++) {
    if (window.logit[index]! - bars.label[index]! > window.logit[nearest]! - bars.label[nearest]!) nearest = index;
  }
  return [LABELS[nearest]!];
}

function bestScore(header: ModelHeader, windows: WindowScore[], index: number): number {
  let best = 0;
  for (const window of windows) best = Math.max(best, labelScore(header, window, index));
  return best;
}

function labelScore(header: ModelHeader, window: WindowScore, index: number): number {
  const [own, joint, constant] = header.calibration.label[index]!;
  return rounded(own * window.logit[index]! + joint * window.joint + constant);
}

function probability([slope, constant]: [number, number], logit: number): number {
  return rounded(slope * logit + constant);
}

/** Four digits: engines may differ in the last bits of `exp`, and a score must not. */
function rounded(logit: number): number {
  return Math.round(1e4 / (1 + Math.exp(-logit))) / 1e4;
}
