import { inTaxonomyOrder, rowReader, type RawLine } from './schema.ts';
import type { Placed, Report, Twin } from './check.ts';

/** A row that goes, and the row for whose sake. */
export interface Removal {
  line: Placed;
  for: Placed;
  why: 'stands in development too' | 'stands twice' | 'nearly stands twice';
  likeness: number;
}

/**
 * Which rows go: a training row that is like a development row; then the later row of two alike that carry the same kind and labels,
 * in one file or both in training. Two alike that carry different labels stay: one of them may be a contrast that was written on purpose, or the better
 * labelled, and no program can tell. Rows of development go only for a row of their own file, so that what is measured stays comparable.
 */
export function planFix({ leaks, doubles, near }: Report): Removal[] {
  const gone = new Map<number, Removal>();
  for (const { first, second, likeness } of leaks) {
    const [line, held] = first.isDevelopment ? [second, first] : [first, second];
    if (!gone.has(line.place)) gone.set(line.place, { line, for: held, why: 'stands in development too', likeness });
  }
  const twins = [...doubles, ...near].filter(mayShrink).sort((a, b) => a.second.place - b.second.place || b.likeness - a.likeness);
  for (const { first, second, likeness } of twins) {
    // A row goes only for one that stays; in the order of the later rows, whether the earlier stays is settled.
    if (gone.has(first.place) || gone.has(second.place)) continue;
    gone.set(second.place, { line: second, for: first, why: first.key === second.key ? 'stands twice' : 'nearly stands twice', likeness });
  }
  return [...gone.values()].sort((a, b) => a.line.place - b.line.place);
}

const mayShrink = ({ first, second, agree }: Twin): boolean =>
  agree && (first.file === second.file || (!first.isDevelopment && !second.isDevelopment));

/** A row whose labels were put in the order of the taxonomy; repeats go. */
export interface Reordered {
  file: string;
  number: number;
  raw: string;
}

/** Rows whose labels only stand in the wrong order, written anew; all else in the row stays byte for byte. */
export function reorderLabels(rows: readonly RawLine[]): Reordered[] {
  const read = rowReader();
  return rows.flatMap(({ file, number, raw }) => {
    const { line } = read({ file, number, raw });
    if (!line) return [];
    const right = inTaxonomyOrder(line.labels);
    if (right.join() === line.labels.join()) return [];
    // Inside the text a quotation mark has a backslash before it, so the first bare match is the member.
    const list = `"labels": [${right.map((label) => `"${label}"`).join(', ')}]`;
    return [{ file, number, raw: raw.replace(/(?<!\\)"labels"\s*:\s*\[[^\]]*\]/, list) }];
  });
}
