/** Rising numbers, kept as runs: 100,000 flags of one chat take no more room than one. */
export class NumberList {
  readonly #runs: number[] = [];
  count = 0;

  add(n: number): void {
    const last = this.#runs.length - 1;
    if (last > 0 && this.#runs[last] === n) return;
    if (last > 0 && this.#runs[last] === n - 1) this.#runs[last] = n;
    else this.#runs.push(n, n);
    this.count += 1;
  }

  /** Pairs of first and last number. */
  *runs(): Generator<[first: number, last: number]> {
    for (let i = 0; i < this.#runs.length; i += 2) yield [this.#runs[i]!, this.#runs[i + 1]!];
  }

  /** `1-40, 52` */
  toString(): string {
    return [...this.runs()].map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
  }
}
