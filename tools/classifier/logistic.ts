/**
 * Logistic regression of a few variables by Newton's method with a small ridge. Answers the factors, then the constant.
 * Values that stray far do no harm: steps are halved until the loss falls.
 */
export function fitLogistic(inputs: readonly number[][], truth: readonly number[], weights: readonly number[], ridge = 1): number[] {
  const size = (inputs[0]?.length ?? 0) + 1;
  const rows = inputs.map((row) => [...row, 1]);
  let factors = Array.from({ length: size }, () => 0);
  let loss = lossOf(rows, truth, weights, factors, ridge);
  for (let turn = 0; turn < 30; turn++) {
    const gradient = Array.from({ length: size }, (_, j) => (j < size - 1 ? ridge * factors[j]! : 0));
    const hessian = gradient.map((_, j) => gradient.map((__, k) => (j === k ? ridge + 1e-9 : 0)));
    rows.forEach((row, i) => {
      const p = sigmoid(dot(row, factors));
      for (let j = 0; j < size; j++) {
        gradient[j] = gradient[j]! + weights[i]! * (p - truth[i]!) * row[j]!;
        for (let k = 0; k < size; k++) hessian[j]![k] = hessian[j]![k]! + weights[i]! * p * (1 - p) * row[j]! * row[k]!;
      }
    });
    const step = solve(hessian, gradient);
    let scale = 1;
    let next = factors;
    let nextLoss = loss;
    for (; scale > 1e-4; scale /= 2) {
      next = factors.map((factor, j) => factor - scale * step[j]!);
      nextLoss = lossOf(rows, truth, weights, next, ridge);
      if (nextLoss < loss) break;
    }
    if (!(nextLoss < loss)) break;
    const gained = loss - nextLoss;
    factors = next;
    loss = nextLoss;
    if (gained < 1e-6 * Math.abs(loss)) break;
  }
  return factors;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function lossOf(rows: number[][], truth: readonly number[], weights: readonly number[], factors: number[], ridge: number): number {
  let loss = 0;
  for (let j = 0; j < factors.length - 1; j++) loss += (ridge / 2) * factors[j]! ** 2;
  rows.forEach((row, i) => {
    const z = dot(row, factors);
    loss += weights[i]! * (Math.max(z, 0) - z * truth[i]! + Math.log1p(Math.exp(-Math.abs(z))));
  });
  return loss;
}

/** Gauss with the largest pivot. */
function solve(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  const m = matrix.map((row, i) => [...row, right[i]!]);
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(m[r]![c]!) > Math.abs(m[pivot]![c]!)) pivot = r;
    const kept = m[c]!;
    m[c] = m[pivot]!;
    m[pivot] = kept;
    for (let r = 0; r < n; r++) {
      if (r === c || m[c]![c] === 0) continue;
      const factor = m[r]![c]! / m[c]![c]!;
      for (let k = c; k <= n; k++) m[r]![k] = m[r]![k]! - factor * m[c]![k]!;
    }
  }
  return m.map((row, i) => (row[i] === 0 ? 0 : row[n]! / row[i]!));
}
