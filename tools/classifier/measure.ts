/** Area under the ROC curve; ties count half. NaN when a side is empty. */
export function auc(positive: readonly number[], negative: readonly number[]): number {
  if (positive.length === 0 || negative.length === 0) return NaN;
  const all = [...positive.map((value) => [value, 1] as const), ...negative.map((value) => [value, 0] as const)].sort((a, b) => a[0] - b[0]);
  let ranks = 0;
  for (let i = 0; i < all.length; ) {
    let end = i;
    while (end < all.length && all[end]![0] === all[i]![0]) end++;
    const rank = (i + 1 + end) / 2;
    for (let k = i; k < end; k++) if (all[k]![1] === 1) ranks += rank;
    i = end;
  }
  return (ranks - (positive.length * (positive.length + 1)) / 2) / (positive.length * negative.length);
}

/** The smallest bar that no more than `rate` of the values pass (`value >= bar`). */
export function barAt(values: readonly number[], rate: number): number {
  const sorted = [...values].sort((a, b) => b - a);
  const allowed = Math.floor(sorted.length * rate);
  const value = sorted[allowed];
  return value === undefined ? -Infinity : value + Math.max(1e-6, Math.abs(value) * 1e-6);
}

export function f1(hits: number, falseFlags: number, misses: number): number {
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + falseFlags + misses);
}
