import { expect, test } from 'vitest';
import { HEADS, PRESSING } from '../../src/classify/heads.ts';
import { JOINT, jointInputs, jointScore, lengthOf, PLAIN, plainInputs, weighed } from '../../src/classify/joint.ts';
import { readModel, writeModel, type Model } from '../../src/classify/model.ts';
import { LONGEST_WHOLE } from '../../src/classify/score.ts';
import { pulls, raise, towerSize } from '../../src/classify/towers.ts';
import { addWeights, bytesFor, packWeights, SIZES, weigh, weightAt } from '../../src/classify/weights.ts';
import { plainHeader } from '../../tools/classifier/pack.ts';
import { randomFrom } from '../../tools/classifier/random.ts';

function model(towers: number, hidden: number): Model {
  const random = randomFrom(5);
  const dense = Float32Array.from({ length: towers * towerSize(hidden) }, () => random() - 0.5);
  const header = { ...plainHeader(), towers, hidden, scale: Array.from({ length: towers * HEADS }, () => 0.01 + random() * 0.01), bias: Array.from({ length: HEADS }, () => random()) };
  return readModel(writeModel(header, 4, dense, []).file);
}

const sumsOf = (width: number): Int32Array => Int32Array.from({ length: width }, (_, i) => ((i * 37) % 101) - 50);

test('weights are packed as the nearest size, two in a byte', () => {
  const values = [0, 1.9, 2.1, -3, -1, 60, 1000, -1000, 84, -35, 28.1, -28.1, 15.9];
  const packed = packWeights(values);
  expect(packed.length).toBe(bytesFor(values.length));
  const read = values.map((_, index) => weightAt(packed, 0, index));
  expect(read).toEqual([0, 0, 4, -4, 0, 55, 127, -127, 84, -35, 35, -35, 11]);
  const sums = new Int32Array(values.length + 1).fill(1);
  addWeights(packed, 0, values.length, sums);
  expect([...sums]).toEqual([...read.map((value) => value + 1), 1]);
  expect(weigh(packed, 0, Float64Array.from(values, (_, index) => index))).toBe(read.reduce((sum, value, index) => sum + value * index, 0));
  for (const size of SIZES) expect(weightAt(packWeights([-size]), 0, 0)).toBe(0 - size);
});

test('what each weight pulls, times the weight, is the logit without what does not depend on the text', () => {
  const towers = model(2, 5);
  const sums = sumsOf(towers.width);
  const step = 1e-6;
  const at = (value: number): Float64Array => {
    const logit = new Float64Array(HEADS);
    raise(towers, sums, value, logit);
    return logit;
  };
  for (const head of [0, 7, HEADS - 1]) {
    const pull = pulls(towers, sums, 1, head);
    const slope = (at(1 + step)[head]! - at(1 - step)[head]!) / (2 * step);
    expect(sums.reduce((sum, value, k) => sum + value * pull[k]!, 0) / 2).toBeCloseTo(slope, 5);
  }
});

test('a hidden unit hears two sums together that neither reaches alone', () => {
  const one = model(1, 1);
  one.header.scale.fill(1);
  one.header.bias.fill(0);
  one.dense.fill(0);
  one.dense[1] = 1;
  one.dense[PRESSING] = 1;
  one.dense[HEADS] = -3;
  one.dense[HEADS + 1 + 1] = 10;
  const visit = (sums: [number, number]): number => {
    const all = new Int32Array(HEADS);
    all[1] = sums[0];
    all[PRESSING] = sums[1];
    const logit = new Float64Array(HEADS);
    raise(one, all, 1, logit);
    return logit[1]!;
  };
  expect([visit([2, 0]), visit([0, 2]), visit([2, 2])]).toEqual([2, 0, 12]);
});

const form = { han: true, tokens: 12 };
const logit = Float64Array.from({ length: HEADS }, (_, head) => head - 4);

test('the joint score weighs every input once', () => {
  expect(jointInputs(logit, form).length).toBe(JOINT - 1);
  const ones = Array.from({ length: JOINT }, () => 1);
  expect(jointScore(ones, logit, form)).toBeCloseTo(jointInputs(logit, form).reduce((sum, value) => sum + value, 1), 10);
  expect(jointInputs([0, ...logit], form, 1)).toEqual(jointInputs(logit, form));
});

test('a chat’s weights weigh every output and the form once, and nothing else', () => {
  const inputs = plainInputs(logit, form);
  expect(inputs).toEqual([...logit, 1, lengthOf(12)]);
  expect(inputs.length).toBe(PLAIN - 1);
  expect(plainInputs([0, ...logit], form, 1)).toEqual(inputs);
  expect(weighed(Array.from({ length: PLAIN }, () => 1), inputs)).toBeCloseTo(inputs.reduce((sum, value) => sum + value, 1), 10);
  expect(weighed([...inputs.map(() => 0), 7], inputs)).toBe(7);
  expect(plainInputs(logit, { ...form, han: false })).toEqual([...logit, 0, lengthOf(12)]);
});

test('the length of a text is a logarithm that ends where texts are cut into windows', () => {
  expect([0, 1, 2, 3, 4, 8, 12, 128].map(lengthOf)).toEqual([0, 0, 1, 1.5, 2, 3, 3.5, 7]);
  const lengths = Array.from({ length: 400 }, (_, tokens) => lengthOf(tokens));
  lengths.forEach((value, tokens) => tokens > 0 && expect(value).toBeGreaterThanOrEqual(lengths[tokens - 1]!));
  expect(lengthOf(100_000)).toBe(lengthOf(LONGEST_WHOLE));
});
