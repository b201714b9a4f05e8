/** One measured figure beside what the design allows. */
export interface Figure {
  name: string;
  value: number;
  unit: 'ms' | 'MB' | 'ratio' | 'count';
  /** What the design allows, in the same unit; absent where it says nothing. */
  budget?: number;
  note?: string;
}

/** The value below which `share` (0 to 1) of the sample lies. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, budget, note }) => [
    name,
    `${value.toFixed(unit === 'count' ? 0 : unit === 'ms' && value < 10 ? 3 : 1)} ${unit}`,
    budget === undefined ? '' : `${budget} ${unit}`,
    budget === undefined ? '' : value <= budget ? 'within' : 'OVER',
    note ?? '',
  ]);
  const head = ['what', 'measured', 'budget', '', 'note'];
  const widths = head.map((word, i) => Math.max(word.length, ...rows.map((row) => row[i]!.length)));
  return [head, ...rows].map((row) => row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ').trimEnd()).join('\n');
}
