import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createClassifier } from '../../src/classify/classify.ts';
import { HEADS } from '../../src/classify/heads.ts';
import { ModelError, readModel, SCRIPTS, slotOf, writeModel, type ModelHeader } from '../../src/classify/model.ts';
import { shippedClassifier } from '../../src/classify/shipped.ts';
import { towerSize } from '../../src/classify/towers.ts';
import { bytesFor, packWeights, weightAt } from '../../src/classify/weights.ts';
import { HIDDEN } from '../../tools/classifier/learn-tower.ts';
import { plainHeader } from '../../tools/classifier/pack.ts';

const header = (): ModelHeader => ({
  ...plainHeader(), version: 'test',
  scale: Array.from({ length: HEADS }, () => 0.1), bias: Array.from({ length: HEADS }, () => -1),
});
const feature = (hash: number, value: number) => ({ hash, weight: packWeights(Array.from({ length: HEADS }, () => value)) });
const dense = (): Float32Array => new Float32Array(towerSize(HIDDEN)).fill(0.5);
const sound = (): Uint8Array => writeModel(header(), 4, dense(), [feature(0x00010002, 5), feature(-3, -10)]).file;

describe('a model file', () => {
  test('is read as it was written', () => {
    const model = readModel(sound());
    expect(model.header).toEqual(header());
    const size = bytesFor(HEADS);
    expect(weightAt(model.weight, slotOf(model, 0x00010002) * size, 0)).toBe(4);
    expect(weightAt(model.weight, slotOf(model, -3) * size, HEADS - 1)).toBe(-11);
    expect(slotOf(model, 12345)).toBe(-1);
    expect(model.dense).toEqual(dense());
  });

  test('is read out of the middle of a larger buffer', () => {
    const file = sound();
    const larger = new Uint8Array(file.length + 11);
    larger.set(file, 11);
    expect(readModel(larger.subarray(11)).weight).toEqual(readModel(file).weight);
  });

  test('says how many features found no room', () => {
    const crowd = Array.from({ length: 12 }, (_, i) => feature(i + 1, 1));
    expect(writeModel(header(), 1, dense(), crowd).left).toBe(4);
    expect(writeModel(header(), 4, dense(), [feature(7, 1), feature(7, 2)]).left).toBe(1);
  });

  const resealed = (change: (value: Record<string, unknown>) => void): Uint8Array => {
    const value = JSON.parse(JSON.stringify(header())) as Record<string, unknown>;
    change(value);
    return writeModel(value as unknown as ModelHeader, 4, dense(), []).file;
  };
  const changed = (at: number): Uint8Array => {
    const file = sound();
    file[at] = file[at]! ^ 1;
    return file;
  };
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['a few bytes', sound().subarray(0, 10)],
    ['another kind of file', changed(0)],
    ['a changed checksum', changed(5)],
    ['a changed header', changed(20)],
    ['a changed weight', changed(sound().length - 1)],
    ['a cut end', sound().subarray(0, sound().length - 1)],
    ['a longer end', new Uint8Array([...sound(), 0])],
    ['other features', resealed((value) => { value['features'] = 999; })],
    ['another format', resealed((value) => { value['format'] = 1; })],
    ['too few heads', resealed((value) => { value['scale'] = [1]; })],
    ['no towers', resealed((value) => { value['towers'] = 0; })],
    ['more hidden units than there are weights for', resealed((value) => { value['hidden'] = HIDDEN + 1; })],
    ['no bars', resealed((value) => { value['bars'] = {}; })],
    ['a bar that is no number', resealed((value) => { (value['bars'] as { low: { flag: unknown } }).low.flag = 'x'; })],
    ['no weights of a chat', resealed((value) => { delete (value['chat'] as { me?: unknown }).me; })],
    ['too many weights of a chat', resealed((value) => { (value['chat'] as { them: number[] }).them.push(0); })],
    ['no bar among a collector’s messages', resealed((value) => { delete (value['bars'] as { high: { pressed?: number } }).high.pressed; })],
    ['no calibration', resealed((value) => { delete value['calibration']; })],
  ])('%s is refused', (_, file) => {
    expect(() => createClassifier(file)).toThrow(ModelError);
  });
});

describe('the shipped model', () => {
  const file = readFileSync(new URL('../../src/classify/model.bin', import.meta.url));

  test('fits its budget and names its version', () => {
    expect(file.length).toBeLessThanOrEqual(4_000_000);
    expect(readModel(file).header.version).toMatch(/^3-[0-9a-f]{8}$/);
  });

  test('is what the bundle holds', () => {
    expect(shippedClassifier().modelVersion).toBe(readModel(file).header.version);
    expect(shippedClassifier()).toBe(shippedClassifier());
  });

  test('is harder to please the lower the sensitivity', () => {
    const { bars, unmistakable } = readModel(file).header;
    for (const script of SCRIPTS) {
      expect(bars.low.flag[script]).toBeGreaterThan(bars.normal.flag[script]);
      expect(bars.normal.flag[script]).toBeGreaterThan(bars.high.flag[script]);
      expect(unmistakable).toBeGreaterThan(bars.normal.flag[script]);
    }
    expect(bars.low.pressed).toBeGreaterThan(bars.normal.pressed);
    expect(bars.normal.pressed).toBeGreaterThan(bars.high.pressed);
  });
});
