import { HEADS } from './heads.ts';
import type { Model } from './model.ts';

/**
 * What stands above the summed weights. Each tower has a sum for every head and one hidden layer over them, so that words of
 * coming by and words of pressing for money together can say what neither says alone; the towers differ by the chance they were learned with, and their mean is taken.
 * Only + × ÷ √ and comparisons: the same numbers in every engine. In the file, for each tower: into the hidden units, their constants, out of them.
 */
export const towerSize = (hidden: number): number => hidden * (2 * HEADS + 1);

/** Fills `logit` from the whole-number sums of a text; `value` is its loudness. */
export function raise(model: Model, sums: Int32Array, value: number, logit: Float64Array): void {
  const { towers, hidden, bias } = model.header;
  logit.fill(0);
  for (let tower = 0; tower < towers; tower++) {
    const own = scaled(model, tower, sums, value);
    for (let head = 0; head < HEADS; head++) logit[head] = logit[head]! + own[head]!;
    const out = tower * towerSize(hidden) + hidden * (HEADS + 1);
    for (let unit = 0; unit < hidden; unit++) {
      const level = levelOf(model, tower, unit, own);
      if (level <= 0) continue;
      for (let head = 0; head < HEADS; head++) logit[head] = logit[head]! + level * model.dense[out + unit * HEADS + head]!;
    }
  }
  for (let head = 0; head < HEADS; head++) logit[head] = bias[head]! + logit[head]! / towers;
}

/** For each of a feature's weights, how much one step of it moves this head, in a text of these sums: what the words that decided are told by. */
export function pulls(model: Model, sums: Int32Array, value: number, head: number): Float64Array {
  const { towers, hidden, scale } = model.header;
  const pull = new Float64Array(towers * HEADS);
  for (let tower = 0; tower < towers; tower++) {
    const own = scaled(model, tower, sums, value);
    const base = tower * HEADS;
    pull[base + head] = 1;
    const into = tower * towerSize(hidden);
    const out = into + hidden * (HEADS + 1);
    for (let unit = 0; unit < hidden; unit++) {
      if (levelOf(model, tower, unit, own) <= 0) continue;
      const weight = model.dense[out + unit * HEADS + head]!;
      for (let k = 0; k < HEADS; k++) pull[base + k] = pull[base + k]! + weight * model.dense[into + unit * HEADS + k]!;
    }
    for (let k = 0; k < HEADS; k++) pull[base + k] = pull[base + k]! * scale[base + k]!;
  }
  return pull;
}

function scaled(model: Model, tower: number, sums: Int32Array, value: number): Float64Array {
  const own = new Float64Array(HEADS);
  const base = tower * HEADS;
  for (let head = 0; head < HEADS; head++) own[head] = model.header.scale[base + head]! * sums[base + head]! * value;
  return own;
}

/** A hidden unit before it is cut off at nothing. */
function levelOf(model: Model, tower: number, unit: number, own: Float64Array): number {
  const { hidden } = model.header;
  const into = tower * towerSize(hidden);
  let level = model.dense[into + hidden * HEADS + unit]!;
  for (let head = 0; head < HEADS; head++) level += model.dense[into + unit * HEADS + head]! * own[head]!;
  return level;
}
