import { LABELS, SENSITIVITIES, type Sensitivity } from '../../src/core/verdict.ts';
import { HEADS, LAWFUL, PRESSING } from '../../src/classify/heads.ts';
import { jointInputs, jointScore, type Form } from '../../src/classify/joint.ts';
import type { Bars, ModelHeader, Script } from '../../src/classify/model.ts';
import type { Line } from './corpus.ts';
import { fitLogistic } from './logistic.ts';
import { barAt, f1 } from './measure.ts';

/** Logits of texts, HEADS a row. */
export interface Scored {
  logit: Float64Array;
  form: Form[];
  length: number;
}

/** Development lines, and held-out background without the hostile sources. None of them was trained on. */
export interface Measured {
  lines: Line[];
  scored: Scored;
  background: Scored;
  /** Where each background text is from. */
  sources: string[];
}

/** Share of ordinary messages that may be flagged: of every script, and of every source that has enough of them to tell. */
export const FALSE_FLAGS: Record<Sensitivity, number> = { low: 0.0005, normal: 0.002, high: 0.01 };
/** Share of development lines without a label, all written to look like a collector's, that may be flagged. */
const HARD_FALSE_FLAGS: Record<Sensitivity, number> = { low: 0.02, normal: 0.05, high: 0.12 };
/** How far label bars lie from the best ones. */
const LABEL_SHIFT: Record<Sensitivity, number> = { low: 0.5, normal: 0, high: -0.4 };
const BACKGROUND_COUNTS = 0.1;
const ENOUGH_TEXTS = 400;
/** A source of a few hundred texts tells its rate only roughly. */
const SOURCE_MARGIN = 2.5;

const scriptOf = ({ form }: Scored, i: number): Script => (form[i]!.han ? 'han' : 'other');

const column = (scored: Scored, head: number): number[] =>
  Array.from({ length: scored.length }, (_, i) => scored.logit[i * HEADS + head]!);

export const jointOf = (joint: readonly number[], scored: Scored): number[] =>
  Array.from({ length: scored.length }, (_, i) => jointScore(joint, scored.logit, scored.form[i]!, i * HEADS));

/** The joint score: how its inputs are best weighed together. */
export function fitJoint({ lines, scored, background }: Measured): ModelHeader['joint'] {
  const inputs = (of: Scored): number[][] => Array.from({ length: of.length }, (_, i) => jointInputs(of.logit, of.form[i]!, i * HEADS));
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

/** The joint score from which messages are flagged, for each sensitivity and script: every rate holds. */
export function flagBars(joint: readonly number[], { lines, scored, background, sources }: Measured): Record<Sensitivity, Record<Script, number>> {
  const ordinary = jointOf(joint, background);
  const all = jointOf(joint, scored);
  const bar = (name: Sensitivity, script: Script): number => {
    const bySource = Map.groupBy(ordinary.keys().filter((i) => scriptOf(background, i) === script), (i) => sources[i]!);
    const pooled = ordinary.filter((_, i) => scriptOf(background, i) === script);
    const hard = all.filter((_, i) => lines[i]!.kind !== 'positive' && scriptOf(scored, i) === script);
    return Math.max(
      barAt(pooled, FALSE_FLAGS[name]),
      barAt(hard, HARD_FALSE_FLAGS[name]),
      ...[...bySource.values()].filter(({ length }) => length >= ENOUGH_TEXTS).map((own) => barAt(own.map((i) => ordinary[i]!), FALSE_FLAGS[name] * SOURCE_MARGIN)),
    );
  };
  return byName((name) => {
    const [han, other] = [bar(name, 'han'), bar(name, 'other')];
    // A script of which there was nothing to measure takes the other's bar.
    const either = Math.max(han, other);
    return { han: Number.isFinite(han) ? han : Number.isFinite(either) ? either : 0, other: Number.isFinite(other) ? other : Number.isFinite(either) ? either : 0 };
  });
}

/** For each label the bar with the best F1 among development lines that are flagged. */
export function labelBars(joint: readonly number[], flagBar: Record<Script, number>, { lines, scored }: Measured): number[] {
  const joints = jointOf(joint, scored);
  return LABELS.map((label, index) => {
    const flagged = lines.flatMap((line, i) =>
      joints[i]! >= flagBar[scriptOf(scored, i)] ? [{ value: scored.logit[i * HEADS + index]!, has: line.labels.includes(label) }] : []);
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

/** How far the bar among a collector's messages lies from the best one. */
const PRESSED_SHIFT: Record<Sensitivity, number> = { low: 0.8, normal: 0, high: -0.8 };

export function allBars(flag: Record<Sensitivity, Record<Script, number>>, label: number[], pressed: number): ModelHeader['bars'] {
  return byName((name): Bars => ({
    flag: flag[name],
    label: label.map((bar) => bar + LABEL_SHIFT[name]),
    pressed: pressed + PRESSED_SHIFT[name],
  }));
}

function byName<T>(make: (name: Sensitivity) => T): Record<Sensitivity, T> {
  return Object.fromEntries(SENSITIVITIES.map((name) => [name, make(name)])) as Record<Sensitivity, T>;
}
