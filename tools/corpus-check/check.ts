import type { Line } from '../classifier/corpus.ts';
import { balanceOf, shortages, type Balance } from './balance.ts';
import { comparableOf, type Comparable } from './letters.ts';
import { nearPairs } from './near.ts';
import { rowReader, type RawLine } from './schema.ts';

/** A usable row and where it stands. `place`: its place among all rows, from 0. */
export interface Placed extends Line, Comparable {
  file: string;
  number: number;
  place: number;
  isDevelopment: boolean;
}

/** Two rows that say the same or nearly; `first` stands earlier. `likeness` 0 to 1; `agree`: same kind and labels. */
export interface Twin {
  first: Placed;
  second: Placed;
  likeness: number;
  agree: boolean;
}

/** All lists are in the order of the files. Twins across the two sides stand in `leaks`, and in `conflicts` too when they are one text with other labels. */
export interface Report {
  files: number;
  lines: number;
  faults: { file: string; number: number; what: string }[];
  /** One text, other kind or labels: one of them is wrong. */
  conflicts: Twin[];
  /** One text, same kind and labels. */
  doubles: Twin[];
  /** One is for development, the other for training: what is measured has been learnt. */
  leaks: Twin[];
  /** Nearly the same, on one side. */
  near: Twin[];
  balance: Balance;
  warnings: string[];
}

/** Everything that can be told of the corpus. `development`: names of the batches of `corpus/splits.json`. */
export function checkCorpus(rows: readonly RawLine[], development: readonly string[]): Report {
  const report: Report = { files: new Set(rows.map(({ file }) => file)).size, lines: 0, faults: [], conflicts: [], doubles: [], leaks: [], near: [], balance: {}, warnings: [] };
  const lines = place(rows, new Set(development), report);
  report.lines = lines.length;
  for (const twin of sameText(lines)) (twin.agree ? report.doubles : report.conflicts).push(twin);
  const nearly = nearPairs(lines.map(({ letters }) => letters))
    .map(({ first, second, likeness }) => twinOf(lines[first]!, lines[second]!, likeness))
    .filter(({ first, second }) => first.key !== second.key);
  report.near = nearly.filter((twin) => !isLeak(twin));
  report.leaks = [...acrossSides(lines), ...nearly.filter(isLeak)].sort(byPlace);
  report.balance = balanceOf(lines);
  const there = new Set(lines.map(({ batch }) => batch));
  const missing = development.filter((batch) => !there.has(batch));
  report.warnings = [...missing.map((batch) => `splits.json names ${batch}, which has no line`), ...shortages(report.balance)];
  return report;
}

export const errorsOf = ({ faults, conflicts, doubles, leaks }: Report): number => faults.length + conflicts.length + doubles.length + leaks.length;

function place(rows: readonly RawLine[], development: ReadonlySet<string>, report: Report): Placed[] {
  const read = rowReader();
  return rows.flatMap((row) => {
    const { line, faults } = read(row);
    report.faults.push(...faults.map((what) => ({ file: row.file, number: row.number, what })));
    return line ? [{ line, row }] : [];
  }).map(({ line, row: { file, number } }, index) => (
    { ...line, file, number, place: index, ...comparableOf(line.text), isDevelopment: development.has(line.batch) }
  ));
}

const byPlace = (a: Twin, b: Twin): number => a.second.place - b.second.place || a.first.place - b.first.place;
const isLeak = ({ first, second }: Twin): boolean => first.isDevelopment !== second.isDevelopment;

function twinOf(a: Placed, b: Placed, likeness: number): Twin {
  const [first, second] = a.place < b.place ? [a, b] : [b, a];
  return { first, second, likeness, agree: a.kind === b.kind && a.labels.toSorted().join() === b.labels.toSorted().join() };
}

/** Rows that are one text to the product. */
const groupsOf = (lines: Placed[]): Placed[][] =>
  [...Map.groupBy(lines, ({ key }) => key).values()].filter((group) => group.length > 1);

/**
 * Each later row of a text with the first of its side, and not each with each: a text that stands a thousand times is no million findings.
 * Of the two sides' first rows only when they disagree: that both sides have the text at all is a leak.
 */
function sameText(lines: Placed[]): Twin[] {
  const twins = groupsOf(lines).flatMap((group) => {
    const sides = [group.filter((line) => line.isDevelopment), group.filter((line) => !line.isDevelopment)] as const;
    const found = sides.flatMap(([first, ...later]) => later.map((line) => twinOf(first!, line, 1)));
    const [[held], [learnt]] = sides;
    const across = held && learnt ? [twinOf(held, learnt, 1)].filter(({ agree }) => !agree) : [];
    return [...found, ...across];
  });
  return twins.sort(byPlace);
}

/** Each training row whose text stands in development too, with the first such row there. */
function acrossSides(lines: Placed[]): Twin[] {
  return groupsOf(lines).flatMap((group) => {
    const held = group.find((line) => line.isDevelopment);
    return held ? group.filter((line) => !line.isDevelopment).map((line) => twinOf(held, line, 1)) : [];
  });
}
