import type { ComparableText } from '../core/comparable.ts';
import { LABELS, type ConversationWord, type Label, type ScoredLabel, type Sensitivity, type Verdict } from '../core/verdict.ts';
import { barRaise, pressure, type ConversationState } from './context.ts';
import { explain } from './explain.ts';
import { LAWFUL, PRESSING } from './heads.ts';
import { plainInputs, weighed } from './joint.ts';
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
  /** The joint score with the reader's lessons, in log-odds, whatever the chat. */
  strength: number;
  /** What the message says of its chat being a collector's, in log-odds: if the other side wrote it, and if the reader did. See `nextState`. */
  evidence: Record<'them' | 'me', number>;
}

export interface Classifier {
  modelVersion: string;
  /** `comparable` is `normalise(text)`. Pure and synchronous; never throws on any text. */
  classify(text: string, comparable: ComparableText, options?: ClassifyOptions): Classified;
}

/** Features of the form alone, which every text has. */
const ALWAYS_KNOWN = 4;
const ENOUGH_KNOWN = 20;

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
      const said = plainInputs(strongest.logit, strongest.form);
      // A text of which the model knows little says little of its chat.
      const weight = Math.min(1, Math.max(0, strongest.known - ALWAYS_KNOWN) / ENOUGH_KNOWN);
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
        evidence: { them: weight * weighed(header.chat.them, said), me: weight * weighed(header.chat.me, said) },
      };
    },
  };
}

const strengthOf = (window: WindowScore): number => window.joint + window.lesson;

/** The labels a message carries, each with the window that carries it strongest. Empty: not flagged. */
function decide(header: ModelHeader, windows: WindowScore[], options: ClassifyOptions): { label: Label; window: WindowScore }[] {
  const bars = header.bars[options.sensitivity ?? 'normal'];
  const pressed = pressure(options.state, options.word);
  const raise = barRaise(options.state, options.word);
  const found = new Map<Label, WindowScore>();
  for (const window of windows) {
    const own = bars.flag[window.form.han ? 'han' : 'other'];
    const bar = options.word === 'not_collector' ? Math.max(own, header.unmistakable) : Math.min(own + raise, Math.max(own, header.unmistakable));
    const alone = strengthOf(window) - bar;
    const among = weighed(header.chat.pressed, plainInputs(window.logit, window.form)) + window.lesson - bars.pressed;
    if ((1 - pressed) * alone + pressed * among < 0) continue;
    for (const label of labelsOf(window, bars, pressed)) {
      const kept = found.get(label);
      const index = LABELS.indexOf(label);
      if (!kept || window.logit[index]! > kept.logit[index]!) found.set(label, window);
    }
  }
  return [...found].map(([label, window]) => ({ label, window }));
}

/** How much lower the bar of a label lies among a collector's messages, in log-odds. */
const PRESSED_LABEL = 0.5;

function labelsOf(window: WindowScore, bars: Bars, pressed: number): Label[] {
  const above = LABELS.map((_, index) => window.logit[index]! - bars.label[index]! + pressed * PRESSED_LABEL);
  const labels = LABELS.filter((_, index) => above[index]! >= 0);
  // Flagged without any label over its bar: the one nearest to it.
  return labels.length > 0 ? labels : [LABELS[above.indexOf(Math.max(...above))]!];
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
