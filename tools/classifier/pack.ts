import { createHash } from 'node:crypto';
import { FEATURES_VERSION } from '../../src/classify/features.ts';
import { HEADS, SLOTS_IN_GROUP, withRoom, writeModel, type ModelFeature, type ModelHeader } from '../../src/classify/model.ts';
import type { Vocabulary } from './dataset.ts';
import type { Weights } from './learn.ts';

/** 2^14 groups of eight: 131,072 features. */
export const GROUPS = 1 << 14;
const FULLEST = 0.96;
/** Weights beyond this share of all are cut off, so that the others keep their fineness. */
const KEPT_WHOLE = 0.9998;

/** A header without what is only known once the model has been measured. */
export function plainHeader(): ModelHeader {
  const bars = { flag: 0, label: Array.from({ length: 10 }, () => 0), context: Array.from({ length: 10 }, () => 0) };
  return {
    format: 1, features: FEATURES_VERSION, version: '', scale: [], bias: [], joint: [1, 0, 0, 0, 0],
    bars: { low: bars, normal: bars, high: bars }, unmistakable: 0,
    calibration: { label: Array.from({ length: 10 }, () => [1, 0, 0]), pressing: [1, 0], lawful: [1, 0] },
  };
}

/** Whole-number weights. */
export function quantise(vocabulary: Vocabulary, weights: Weights): { features: ModelFeature[]; scale: number[]; bias: number[] } {
  const count = vocabulary.hash.length;
  const scale = Array.from({ length: HEADS }, (_, head) => {
    const sizes = new Float32Array(count);
    for (let i = 0; i < count; i++) sizes[i] = Math.abs(weights.weight[i * HEADS + head]!);
    sizes.sort();
    return (sizes[Math.min(count - 1, Math.floor(count * KEPT_WHOLE))] ?? 1) / 127 || 1e-6;
  });
  const features = Array.from(vocabulary.hash, (hash, i): ModelFeature => ({
    hash,
    weight: Int8Array.from({ length: HEADS }, (_, head) =>
      Math.max(-127, Math.min(127, Math.round(weights.weight[i * HEADS + head]! / scale[head]!)))),
  }));
  return { features, scale, bias: Array.from(weights.bias) };
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

/** The file. Its version is `1-` and the first digits of what it holds, so equal models have equal names. */
export function pack(header: ModelHeader, features: ModelFeature[]): { file: Uint8Array; left: number } {
  const { file } = writeModel({ ...header, version: '' }, GROUPS, features);
  const version = `1-${createHash('sha256').update(file).digest('hex').slice(0, 8)}`;
  return writeModel({ ...header, version }, GROUPS, features);
}
