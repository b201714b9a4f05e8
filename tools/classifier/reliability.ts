import { LABELS } from '../../src/core/verdict.ts';
import type { Line } from './corpus.ts';
import type { Reading } from './figures.ts';

/** Of the labels whose probability lies in this tenth: how sure the classifier was on average, and how often it was right. */
export interface ReliabilityBin {
  from: number;
  to: number;
  count: number;
  predicted: number;
  observed: number;
}

/** All ten labels of all lines together, in tenths. Lines that nothing was fitted on tell the truth. */
export function reliability(lines: readonly Line[], readings: readonly Reading[]): ReliabilityBin[] {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, sure: 0, right: 0 }));
  lines.forEach((line, i) => {
    for (const label of LABELS) {
      const score = readings[i]!.verdict.normal.scores[label];
      const bin = bins[Math.min(9, Math.floor(score * 10))]!;
      bin.count++;
      bin.sure += score;
      if (line.labels.includes(label)) bin.right++;
    }
  });
  return bins.map(({ count, sure, right }, i) => ({
    from: i / 10, to: (i + 1) / 10, count, predicted: digits(sure / Math.max(1, count)), observed: digits(right / Math.max(1, count)),
  }));
}

const digits = (value: number): number => Math.round(value * 1e3) / 1e3;
