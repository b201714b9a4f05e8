import type { ComparableText } from '../core/comparable.ts';
import { compatible } from './compat.ts';
import { joinSplit, simplify } from './han.ts';
import { foldDigits, foldLeet, shrinkRuns } from './latin.ts';
import { dropMarks } from './marks.ts';
import { toComparable } from './offsets.ts';

/**
 * Text folded so that hidden writing meets plain writing, with the way back to the verbatim text.
 * Never throws; its time grows with the length of the text and nothing else. Ranges start and end on code-point boundaries
 * of `text` and their starts never go backwards.
 */
export function normalise(text: string): ComparableText {
  const units = compatible(text);
  // Simplified before the marks, so that 網(wǎng) is read by the one table of readings.
  simplify(units);
  dropMarks(units);
  joinSplit(units);
  foldLeet(units);
  shrinkRuns(units);
  foldDigits(units);
  return toComparable(units, text.length);
}
