import { createHash } from 'node:crypto';
import { FEATURES_VERSION } from '../../src/classify/features.ts';
import { HEADS } from '../../src/classify/heads.ts';
import { JOINT, PLAIN } from '../../src/classify/joint.ts';
import { SLOTS_IN_GROUP, withRoom, writeModel, type ModelFeature, type ModelHeader } from '../../src/classify/model.ts';
import { towerSize } from '../../src/classify/towers.ts';
import { packWeights } from '../../src/classify/weights.ts';
import type { Vocabulary } from './dataset.ts';
import { HIDDEN, type Tower } from './learn-tower.ts';
import type { Weights } from './learn.ts';

/** Of eight features each: 131,072. A fifth more measured little better and would have made the file 4 MB. */
export const GROUPS = 16_384;
const FULLEST = 0.96;
/** Weights beyond this share of all are cut off, so that the others keep their fineness. */
const KEPT_WHOLE = 0.9995;

/** A header without what is only known once the model has been measured. */
export function plainHeader(): ModelHeader {
  const bars = { flag: { han: 0, other: 0 }, label: Array.from({ length: 10 }, () => 0), pressed: 0 };
  const nothing = Array.from({ length: PLAIN }, () => 0);
  return {
    format: 3, features: FEATURES_VERSION, version: '', towers: 1, hidden: HIDDEN, scale: Array.from({ length: HEADS }, () => 1), bias: Array.from({ length: HEADS }, () => 0),
    joint: Array.from({ length: JOINT }, (_, index) => (index === 0 ? 1 : 0)),
    chat: { them: nothing, me: nothing, pressed: nothing },
    bars: { low: bars, normal: bars, high: bars }, unmistakable: 0,
    calibration: { label: Array.from({ length: 10 }, () => [1, 0, 0]), pressing: [1, 0], lawful: [1, 0] },
  };
}

/** What towers learned, as the file holds it: whole-number weights of features, and the rest. */
export interface Packed {
  features: ModelFeature[];
  dense: Float32Array;
  scale: number[];
  bias: number[];
}

export function quantise(vocabulary: Vocabulary, towers: readonly Tower[]): Packed {
  const count = vocabulary.hash.length;
  const dense = new Float32Array(towers.length * towerSize(HIDDEN));
  towers.forEach((tower, index) => {
    let at = index * towerSize(HIDDEN);
    for (const part of [tower.into, tower.level, tower.out]) {
      dense.set(part, at);
      at += part.length;
    }
  });
  const scale = towers.flatMap(({ weight }) => Array.from({ length: HEADS }, (_, head) => stepOf(weight, count, head)));
  const features = Array.from(vocabulary.hash, (hash, i): ModelFeature => ({
    hash,
    weight: packWeights(towers.flatMap(({ weight }, index) =>
      Array.from({ length: HEADS }, (_, head) => weight[i * HEADS + head]! / scale[index * HEADS + head]!))),
  }));
  const bias = Array.from({ length: HEADS }, (_, head) => towers.reduce((sum, tower) => sum + tower.bias[head]!, 0) / towers.length);
  return { features, dense, scale, bias };
}

function stepOf(weight: Float32Array, count: number, head: number): number {
  const sizes = new Float32Array(count);
  for (let i = 0; i < count; i++) sizes[i] = Math.abs(weight[i * HEADS + head]!);
  sizes.sort();
  return (sizes[Math.min(count - 1, Math.floor(count * KEPT_WHOLE))] ?? 1) / 127 || 1e-6;
}

/** The places of the features that matter most and find room in the file, strongest first. */
export function strongest(vocabulary: Vocabulary, weights: Weights): number[] {
  const count = vocabulary.hash.length;
  const worth = new Float64Array(count);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let head = 0; head < HEADS; head++) sum += Math.abs(weights.weight[i * HEADS + head]!);
    worth[i] = sum * Math.sqrt(vocabulary.lines[i]!);
  }
  order.sort((a, b) => worth[b]! - worth[a]! || vocabulary.hash[a]! - vocabulary.hash[b]!);
  const first = [...order.subarray(0, Math.floor(GROUPS * SLOTS_IN_GROUP * FULLEST))];
  const fits = withRoom(first.map((place) => vocabulary.hash[place]!), GROUPS);
  return first.filter((_, index) => fits[index]);
}

/** The file. Its version is `3-` and the first digits of what it holds, so equal models have equal names. */
export function pack(header: ModelHeader, { dense, features }: Pick<Packed, 'dense' | 'features'>): { file: Uint8Array; left: number } {
  const { file } = writeModel({ ...header, version: '' }, GROUPS, dense, features);
  const version = `3-${createHash('sha256').update(file).digest('hex').slice(0, 8)}`;
  return writeModel({ ...header, version }, GROUPS, dense, features);
}
