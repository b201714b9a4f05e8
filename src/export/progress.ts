import type { BundleInput, ExportStep } from './input.ts';

/** A page that is told more often than this has no time to show it, in milliseconds. */
const PAUSE = 50;

/** Reports one step after the other: always its first and last count, in between now and then. */
export class Progress {
  readonly #report: BundleInput['onProgress'];
  #last = -Infinity;

  constructor(report: BundleInput['onProgress']) {
    this.#report = report;
  }

  /** Passes items through and counts them. `total` is what was expected; the end is what was found. */
  async *count<T>(step: ExportStep, total: number, items: AsyncIterable<T>): AsyncGenerator<T, void, void> {
    let done = 0;
    this.#report({ step, done, total });
    for await (const item of items) {
      yield item;
      done += 1;
      const now = performance.now();
      if (now - this.#last < PAUSE) continue;
      this.#last = now;
      this.#report({ step, done, total: Math.max(total, done) });
    }
    this.#report({ step, done, total: done });
  }

  async task<T>(step: ExportStep, work: () => Promise<T>): Promise<T> {
    this.#report({ step, done: 0, total: 1 });
    const result = await work();
    this.#report({ step, done: 1, total: 1 });
    return result;
  }
}
