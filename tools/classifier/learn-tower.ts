import { HEADS } from '../../src/classify/heads.ts';
import { loudness } from '../../src/classify/score.ts';
import { SMALLEST_STEP, type Lesson } from './learn.ts';
import { randomFrom, shuffle } from './random.ts';

/** Learned apart, each with its own chance; their mean is steadier than any of them. */
export const TOWERS = 3;
export const HIDDEN = 48;
const EPOCHS = 6;
const RATE = 5;
const HIDDEN_RATE = 0.05;
const L2 = 3e-5;
/** This share of a text's features is left out each time it is read, other ones each time: as in a text by someone the model has not met. */
const LEFT_OUT = 0.5;
const FIRST_SQUARES = 1;
const FIRST_HIDDEN_SQUARES = 0.01;

/** One tower: weights in the order feature, head; then its hidden layer, in the order unit, head. */
export interface Tower {
  weight: Float32Array;
  bias: Float64Array;
  into: Float64Array;
  level: Float64Array;
  out: Float64Array;
}

/** AdaGrad for a text's summed weights and the hidden layer over them, all heads at once. */
export function learnTower(lesson: Lesson, features: number, seed: number): Tower {
  const { place, at, length } = lesson.rows;
  const random = randomFrom(seed);
  const tower = firstTower(features, random);
  const squares = squaresOf(tower);
  const order = Int32Array.from({ length }, (_, index) => index);
  const kept = new Int32Array(longest(at));
  const pass = { own: new Float64Array(HEADS), level: new Float64Array(HIDDEN), gradient: new Float64Array(HEADS), back: new Float64Array(HEADS) };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (let turn = 0; turn < length; turn++) {
      const row = order[turn]!;
      let count = 0;
      for (let k = at[row]!; k < at[row + 1]!; k++) if (random() >= LEFT_OUT) kept[count++] = place[k]! * HEADS;
      const value = loudness(count);
      forward(tower, kept, count, value, pass);
      const lecture = lesson.lectures[row]!;
      const weighs = lesson.weight[row]!;
      let any = false;
      for (let head = 0; head < HEADS; head++) {
        const truth = (lecture.truth >> head) & 1;
        const gradient = weighs * lecture.counts[head]! * (1 / (1 + Math.exp(-pass.gradient[head]!)) - truth);
        pass.gradient[head] = Math.abs(gradient) < SMALLEST_STEP ? 0 : gradient;
        any ||= pass.gradient[head] !== 0;
      }
      if (!any) continue;
      const left = 1 - (epoch + turn / length) / EPOCHS;
      backward(tower, squares, pass, left);
      step(tower.weight, squares.weight, kept, count, value, pass.back, RATE * left);
    }
  }
  return tower;
}

interface Pass {
  own: Float64Array;
  level: Float64Array;
  /** Logits after `forward`; then what each head is wrong by. */
  gradient: Float64Array;
  /** The same, carried back to the sums. */
  back: Float64Array;
}

function firstTower(features: number, random: () => number): Tower {
  const normal = (): number => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  return {
    weight: new Float32Array(features * HEADS),
    bias: new Float64Array(HEADS).fill(-2),
    into: Float64Array.from({ length: HIDDEN * HEADS }, () => normal() / Math.sqrt(HEADS)),
    level: new Float64Array(HIDDEN),
    out: Float64Array.from({ length: HIDDEN * HEADS }, () => (normal() * 0.3) / Math.sqrt(HIDDEN)),
  };
}

function squaresOf(tower: Tower): Tower {
  return {
    weight: new Float32Array(tower.weight.length).fill(FIRST_SQUARES),
    bias: new Float64Array(HEADS).fill(FIRST_SQUARES),
    into: new Float64Array(tower.into.length).fill(FIRST_HIDDEN_SQUARES),
    level: new Float64Array(HIDDEN).fill(FIRST_HIDDEN_SQUARES),
    out: new Float64Array(tower.out.length).fill(FIRST_HIDDEN_SQUARES),
  };
}

function longest(at: Int32Array): number {
  let most = 1;
  for (let row = 0; row + 1 < at.length; row++) most = Math.max(most, at[row + 1]! - at[row]!);
  return most;
}

function forward({ weight, bias, into, level, out }: Tower, kept: Int32Array, count: number, value: number, pass: Pass): void {
  const { own, gradient } = pass;
  own.fill(0);
  for (let k = 0; k < count; k++) {
    const base = kept[k]!;
    for (let head = 0; head < HEADS; head++) own[head] = own[head]! + weight[base + head]!;
  }
  for (let head = 0; head < HEADS; head++) {
    own[head] = own[head]! * value;
    gradient[head] = bias[head]! + own[head]!;
  }
  for (let unit = 0; unit < HIDDEN; unit++) {
    let sum = level[unit]!;
    for (let head = 0; head < HEADS; head++) sum += into[unit * HEADS + head]! * own[head]!;
    pass.level[unit] = sum;
    if (sum > 0) for (let head = 0; head < HEADS; head++) gradient[head] = gradient[head]! + sum * out[unit * HEADS + head]!;
  }
}

/** Moves the hidden layer and the constants, and leaves in `pass.back` what the sums are wrong by. */
function backward(tower: Tower, squares: Tower, { own, level, gradient, back }: Pass, left: number): void {
  for (let head = 0; head < HEADS; head++) {
    back[head] = gradient[head]!;
    if (gradient[head] !== 0) descend(tower.bias, squares.bias, head, gradient[head]!, RATE * left);
  }
  for (let unit = 0; unit < HIDDEN; unit++) {
    if (level[unit]! <= 0) continue;
    let wrong = 0;
    for (let head = 0; head < HEADS; head++) wrong += tower.out[unit * HEADS + head]! * gradient[head]!;
    for (let head = 0; head < HEADS; head++) {
      const at = unit * HEADS + head;
      back[head] = back[head]! + tower.into[at]! * wrong;
      descend(tower.out, squares.out, at, gradient[head]! * level[unit]!, HIDDEN_RATE * left);
      descend(tower.into, squares.into, at, wrong * own[head]!, HIDDEN_RATE * left);
    }
    descend(tower.level, squares.level, unit, wrong, HIDDEN_RATE * left);
  }
}

function descend(values: Float64Array, squares: Float64Array, at: number, gradient: number, rate: number): void {
  squares[at] = squares[at]! + gradient * gradient;
  values[at] = values[at]! - (rate * gradient) / Math.sqrt(squares[at]);
}

function step(weight: Float32Array, squares: Float32Array, kept: Int32Array, count: number, value: number, back: Float64Array, rate: number): void {
  for (let head = 0; head < HEADS; head++) back[head] = back[head]! * value;
  for (let k = 0; k < count; k++) {
    const base = kept[k]!;
    for (let head = 0; head < HEADS; head++) {
      const at = base + head;
      const gradient = back[head]! + L2 * weight[at]!;
      const squared = squares[at]! + gradient * gradient;
      squares[at] = squared;
      weight[at] = weight[at]! - (rate * gradient) / Math.sqrt(squared);
    }
  }
}
