import { FLAGGED, HEADS, PRESSING } from '../../src/classify/heads.ts';
import { loudness } from '../../src/classify/score.ts';
import type { Rows } from './dataset.ts';
import { randomFrom, shuffle } from './random.ts';

export interface LearnOptions {
  epochs: number;
  rate: number;
  l2: number;
  seed: number;
  /**
   * How much a background text counts for the labels, for `pressing` and for `flagged`. What sets a collector apart from any other
   * chat is left to `flagged`; told to learn that as well, the other heads lose the finer difference they are for.
   */
  background: { label: number; pressing: number; flagged: number };
  /** How much a labelled line that is not flagged counts for `flagged`. */
  flaggedOther: number;
}

export const OPTIONS: LearnOptions = {
  epochs: 4, rate: 5, l2: 3e-5, seed: 1, background: { label: 0.02, pressing: 0.05, flagged: 0.2 }, flaggedOther: 0.6,
};

/** Weights in the order feature, head; one constant a head. */
export interface Weights {
  weight: Float32Array;
  bias: Float64Array;
}

/** Labelled rows first, then background rows (truth 0). */
export interface Lesson {
  rows: Rows;
  truth: Int32Array;
  /** How much each row counts. */
  weight: Float32Array;
  labelled: number;
}

export const SMALLEST_STEP = 1e-3;
/** Near plain gradient descent: a smaller start lets features of two lines leap, and every label measured worse. */
const FIRST_SQUARES = 1;

/** Logistic regression for every head at once by AdaGrad; features are binary, a text's vector has length one. */
export function learn(lesson: Lesson, features: number, options: LearnOptions): Weights {
  const { place, at } = lesson.rows;
  const weight = new Float32Array(features * HEADS);
  const squares = new Float32Array(features * HEADS).fill(FIRST_SQUARES);
  const bias = new Float64Array(HEADS).fill(-2);
  const biasSquares = new Float64Array(HEADS).fill(1);
  const background = new Float64Array(HEADS).fill(options.background.label);
  background[PRESSING] = options.background.pressing;
  background[FLAGGED] = options.background.flagged;
  const random = randomFrom(options.seed);
  const order = Int32Array.from({ length: lesson.rows.length }, (_, index) => index);
  const logit = new Float64Array(HEADS);
  const active = new Int32Array(HEADS);
  const step = new Float64Array(HEADS);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    const rate = options.rate * (1 - epoch / options.epochs);
    for (const row of order) {
      const start = at[row]!;
      const end = at[row + 1]!;
      const value = loudness(end - start);
      sum(place, start, end, weight, logit);
      let count = 0;
      for (let head = 0; head < HEADS; head++) {
        const p = 1 / (1 + Math.exp(-(bias[head]! + value * logit[head]!)));
        const truth = (lesson.truth[row]! >> head) & 1;
        const own = row >= lesson.labelled ? background[head]! : head === FLAGGED && truth === 0 ? options.flaggedOther : 1;
        const gradient = lesson.weight[row]! * own * (p - truth);
        if (Math.abs(gradient) < SMALLEST_STEP) continue;
        biasSquares[head] = biasSquares[head]! + gradient * gradient;
        bias[head] = bias[head]! - (rate * gradient) / Math.sqrt(biasSquares[head]!);
        active[count] = head;
        step[count++] = gradient * value;
      }
      if (count === 0) continue;
      for (let k = start; k < end; k++) {
        const base = place[k]! * HEADS;
        for (let a = 0; a < count; a++) {
          const target = base + active[a]!;
          const gradient = step[a]! + options.l2 * weight[target]!;
          const squared = squares[target]! + gradient * gradient;
          squares[target] = squared;
          weight[target] = weight[target]! - (rate * gradient) / Math.sqrt(squared);
        }
      }
    }
  }
  return { weight, bias };
}

function sum(place: Int32Array, start: number, end: number, weight: Float32Array, logit: Float64Array): void {
  logit.fill(0);
  for (let k = start; k < end; k++) {
    const base = place[k]! * HEADS;
    for (let head = 0; head < HEADS; head++) logit[head] = logit[head]! + weight[base + head]!;
  }
}
