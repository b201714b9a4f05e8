import { LABELS, SENSITIVITIES, type Sensitivity } from '../../src/core/verdict.ts';
import { HEADS, LAWFUL, PRESSING } from '../../src/classify/heads.ts';
import { jointInputs, jointScore } from '../../src/classify/joint.ts';
import type { Bars, ModelHeader } from '../../src/classify/model.ts';
import type { Line } from './corpus.ts';
import { fitLogistic } from './logistic.ts';
import { barAt, f1 } from './measure.ts';

/** Logits of texts, HEADS a row. */
export interface Scored {
  logit: Float64Array;
  length: number;
}

/** Development lines, and held-out background without the hostile sources. None of them was trained on. */
export interface Measured {
  lines: Line[];
  scored: Scored;
  background: Scored;
}

/** Share of ordinary messages that may be flagged, in all. */
export const FALSE_FLAGS: Record<Sensitivity, number> = { low: 0.0005, normal: 0.002, high: 0.01 };
/** Share of development lines without a label, all written to look like a collector's, that may be flagged. */
const HARD_FALSE_FLAGS: Record<Sensitivity, number> = { low: 0.02, normal: 0.05, high: 0.12 };
/** In a chat that presses for a debt: share of ordinary background, and of development lines that are no collector's. */
const CONTEXT_FLAGS: Record<Sensitivity, [number, number]> = { low: [0.001, 0.01], normal: [0.004, 0.03], high: [0.01, 0.06] };
/** How far label bars lie from the best ones. */
const LABEL_SHIFT: Record<Sensitivity, number> = { low: 0.5, normal: 0, high: -0.4 };
const BACKGROUND_COUNTS = 0.1;

const column = (scored: Scored, head: number): number[] =>
  Array.from({ length: scored.length }, (_, i) => scored.logit[i * HEADS + head]!);

export const jointOf = (joint: readonly number[], scored: Scored): number[] =>
  Array.from({ length: scored.length }, (_, i) => jointScore(joint, scored.logit, i * HEADS));

/** The joint score: how its inputs are best weighed together. */
export function fitJoint({ lines, scored, background }: Measured): ModelHeader['joint'] {
  const inputs = (of: Scored): number[][] => Array.from({ length: of.length }, (_, i) => jointInputs(of.logit, i * HEADS));
  return fitLogistic(
    [...inputs(scored), ...inputs(background)],
    [...lines.map((line) => (line.kind === 'positive' ? 1 : 0)), ...column(background, 0).map(() => 0)],
    weightsOf(lines, background),
  );
}

function weightsOf(lines: Line[], background: Scored): number[] {
  return [...lines.map(() => 1), ...Array.from({ length: background.length }, () => BACKGROUND_COUNTS)];
}

export function fitCalibration(joint: readonly number[], { lines, scored, background }: Measured): ModelHeader['calibration'] {
  const weights = weightsOf(lines, background);
  const joints = [...jointOf(joint, scored), ...jointOf(joint, background)];
  const fit = (head: number, isTrue: (line: Line) => boolean, withJoint: boolean): number[] => {
    const own = [...column(scored, head), ...column(background, head)];
    const truth = own.map((_, i) => (i < lines.length && isTrue(lines[i]!) ? 1 : 0));
    return fitLogistic(own.map((value, i) => (withJoint ? [value, joints[i]!] : [value])), truth, weights);
  };
  return {
    label: LABELS.map((label, index) => fit(index, (line) => line.labels.includes(label), true) as [number, number, number]),
    pressing: fit(PRESSING, (line) => line.kind === 'positive' || line.kind === 'lawful', false) as [number, number],
    lawful: fit(LAWFUL, (line) => line.kind === 'lawful', false) as [number, number],
  };
}

/** The joint score from which messages are flagged, for each sensitivity: both rates hold. */
export function flagBars(joint: readonly number[], { lines, scored, background }: Measured): Record<Sensitivity, number> {
  const ordinary = jointOf(joint, background);
  const hard = jointOf(joint, scored).filter((_, i) => lines[i]!.kind !== 'positive');
  return byName((name) => Math.max(barAt(ordinary, FALSE_FLAGS[name]), barAt(hard, HARD_FALSE_FLAGS[name])));
}

/** For each label the bar with the best F1 among development lines that are flagged. */
export function labelBars(joint: readonly number[], flagBar: number, { lines, scored }: Measured): number[] {
  const joints = jointOf(joint, scored);
  return LABELS.map((label, index) => {
    const flagged = lines.flatMap((line, i) =>
      joints[i]! >= flagBar ? [{ value: scored.logit[i * HEADS + index]!, has: line.labels.includes(label) }] : []);
    flagged.sort((a, b) => b.value - a.value);
    const all = flagged.filter((item) => item.has).length;
    let best = { f1: 0, bar: 0 };
    let hits = 0;
    flagged.forEach((item, rank) => {
      if (item.has) hits++;
      const value = f1(hits, rank + 1 - hits, all - hits);
      if (value > best.f1) best = { f1: value, bar: item.value - 1e-6 };
    });
    return best.bar;
  });
}

export function allBars(flag: Record<Sensitivity, number>, label: number[], { lines, scored, background }: Measured): ModelHeader['bars'] {
  const others = lines.flatMap((line, i) => (line.kind === 'positive' || line.kind === 'lawful' ? [] : [i]));
  return byName((name): Bars => ({
    flag: flag[name],
    label: label.map((bar) => bar + LABEL_SHIFT[name]),
    context: LABELS.map((_, index) => Math.max(
      barAt(column(background, index), CONTEXT_FLAGS[name][0]),
      barAt(others.map((i) => scored.logit[i * HEADS + index]!), CONTEXT_FLAGS[name][1]),
    )),
  }));
}

function byName<T>(make: (name: Sensitivity) => T): Record<Sensitivity, T> {
  return Object.fromEntries(SENSITIVITIES.map((name) => [name, make(name)])) as Record<Sensitivity, T>;
}
