import { LABELS, SENSITIVITIES, type Label, type Sensitivity } from '../../src/core/verdict.ts';
import type { Classified } from '../../src/classify/classify.ts';
import { KINDS, tongueOf, type Kind, type Line } from './corpus.ts';
import { auc, barAt, f1 } from './measure.ts';

/** A line of the corpus or of the background with what the classifier says of it. */
export interface Reading {
  joint: number;
  verdict: Record<Sensitivity, Classified>;
}

export interface Group {
  lines: number;
  positive: number;
  /** Collectors' messages against all other lines of the corpus, which were written to look like them. */
  auc: number;
  recall: Record<Sensitivity, number>;
  /** Share of the other lines that is flagged. */
  falseFlags: Record<Sensitivity, number>;
  f1: Record<Sensitivity, number>;
  /** Recall and F1 with the bar where 1 % and 5 % of the other lines pass. */
  atRate: Record<'1%' | '5%', { recall: number; f1: number }>;
  macroF1: number;
}

export interface Figures {
  all: Group;
  language: Record<string, Group>;
  label: Record<Label, { lines: number; precision: number; recall: number; f1: number; auc: number }>;
  /** Share flagged at each sensitivity. */
  kind: Record<Kind, Record<Sensitivity, number>>;
}

export function figuresOf(lines: readonly Line[], readings: readonly Reading[]): Figures {
  const indexes = lines.map((_, index) => index);
  const tongues = [...new Set(lines.map((line) => tongueOf(line.lang)))].sort();
  return {
    all: groupOf(lines, readings, indexes),
    language: Object.fromEntries(tongues.map((tongue) => [tongue, groupOf(lines, readings, indexes.filter((i) => tongueOf(lines[i]!.lang) === tongue))])),
    label: byKey(LABELS, (label) => labelFigures(lines, readings, indexes, label)),
    kind: byKey(KINDS, (kind) => bySensitivity((name) => share(indexes.filter((i) => lines[i]!.kind === kind), (i) => readings[i]!.verdict[name].flagged))),
  };
}

function groupOf(lines: readonly Line[], readings: readonly Reading[], indexes: number[]): Group {
  const positive = indexes.filter((i) => lines[i]!.kind === 'positive');
  const others = indexes.filter((i) => lines[i]!.kind !== 'positive');
  const joint = (list: number[]): number[] => list.map((i) => readings[i]!.joint);
  const flagged = (name: Sensitivity) => (i: number): boolean => readings[i]!.verdict[name].flagged;
  const at = (rate: number): { recall: number; f1: number } => {
    if (others.length === 0) return { recall: NaN, f1: NaN };
    const bar = barAt(joint(others), rate);
    const hits = joint(positive).filter((value) => value >= bar).length;
    const wrong = joint(others).filter((value) => value >= bar).length;
    return { recall: digits(hits / positive.length), f1: digits(f1(hits, wrong, positive.length - hits)) };
  };
  return {
    lines: indexes.length,
    positive: positive.length,
    auc: digits(auc(joint(positive), joint(others))),
    recall: bySensitivity((name) => share(positive, flagged(name))),
    falseFlags: bySensitivity((name) => share(others, flagged(name))),
    f1: bySensitivity((name) => {
      const hits = positive.filter(flagged(name)).length;
      return digits(f1(hits, others.filter(flagged(name)).length, positive.length - hits));
    }),
    atRate: { '1%': at(0.01), '5%': at(0.05) },
    macroF1: digits(LABELS.reduce((sum, label) => sum + labelFigures(lines, readings, indexes, label).f1, 0) / LABELS.length),
  };
}

function labelFigures(lines: readonly Line[], readings: readonly Reading[], indexes: number[], label: Label) {
  const has = (i: number): boolean => lines[i]!.labels.includes(label);
  const given = (i: number): boolean => readings[i]!.verdict.normal.labels.some(({ id }) => id === label);
  const truly = indexes.filter(has);
  const named = indexes.filter(given);
  const hits = truly.filter(given).length;
  const value = (i: number): number => readings[i]!.verdict.normal.scores[label];
  return {
    lines: truly.length,
    precision: digits(hits / Math.max(1, named.length)),
    recall: digits(hits / Math.max(1, truly.length)),
    f1: digits(f1(hits, named.length - hits, truly.length - hits)),
    auc: digits(auc(truly.map(value), indexes.filter((i) => !has(i)).map(value))),
  };
}

/** False flags in a thousand texts, by source. */
export function perThousand(sources: readonly string[], readings: readonly Reading[]): Record<string, { texts: number } & Record<Sensitivity, number>> {
  return byKey([...new Set(sources)].sort(), (source) => {
    const indexes = sources.flatMap((name, index) => (name === source ? [index] : []));
    return {
      texts: indexes.length,
      ...bySensitivity((name) => digits(1000 * share(indexes, (i) => readings[i]!.verdict[name].flagged), 1e2)),
    };
  });
}

/** NaN of nothing. */
function share(indexes: number[], test: (index: number) => boolean): number {
  return digits(indexes.filter(test).length / indexes.length);
}

const digits = (value: number, scale = 1e4): number => Math.round(value * scale) / scale;

const bySensitivity = <T>(make: (name: Sensitivity) => T): Record<Sensitivity, T> => byKey(SENSITIVITIES, make);

function byKey<K extends string, T>(keys: readonly K[], make: (key: K) => T): Record<K, T> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, T>;
}
