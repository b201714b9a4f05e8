import { HEADS } from '../../src/classify/heads.ts';
import { loudness } from '../../src/classify/score.ts';
import type { Rows } from './dataset.ts';
import type { Lecture } from './parts.ts';
import { randomFrom, shuffle } from './random.ts';

export interface LearnOptions {
  epochs: number;
  rate: number;
  l2: number;
  seed: number;
}

export const OPTIONS: LearnOptions = { epochs: 4, rate: 5, l2: 3e-5, seed: 1 };

/** Weights in the order feature, head; one constant a head. */
export interface Weights {
  weight: Float32Array;
  bias: Float64Array;
}

/** Texts, what is true of each, and how much it counts: for all outputs, and for each. */
export interface Lesson {
  rows: Rows;
  lectures: readonly Lecture[];
  weight: Float32Array;
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
      const lecture = lesson.lectures[row]!;
      const weighs = lesson.weight[row]!;
      let count = 0;
      for (let head = 0; head < HEADS; head++) {
        const p = 1 / (1 + Math.exp(-(bias[head]! + value * logit[head]!)));
        const gradient = weighs * lecture.counts[head]! * (p - ((lecture.truth >> head) & 1));
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
