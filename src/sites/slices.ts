/** Longest stretch of work before the page gets its turn, in ms. Well under the 50 ms of a long task. */
const SLICE_MS = 8;

/**
 * Works off a queue in short slices, so that a page of 10,000 messages stays usable.
 * The first slice runs in the same turn: a single new message is marked before the next paint.
 */
export class Slices<T> {
  readonly #queue = new Set<T>();
  readonly #work: (items: Iterable<T>, more: () => boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #working = false;
  readonly #clock: () => number;

  /**
   * @param work handles one batch; it must stop taking items when `more()` says false
   */
  constructor(work: (items: Iterable<T>, more: () => boolean) => void, signal: AbortSignal, clock: () => number = () => performance.now()) {
    this.#work = work;
    this.#clock = clock;
    signal.addEventListener('abort', () => this.#stop(), { once: true });
  }

  add(items: Iterable<T>): void {
    for (const item of items) this.#queue.add(item);
    if (this.#timer === undefined && !this.#working && this.#queue.size > 0) this.#run();
  }

  #run(): void {
    this.#timer = undefined;
    const start = this.#clock();
    const queue = this.#queue;
    const taken = (function* () {
      for (const item of queue) {
        queue.delete(item);
        yield item;
      }
    })();
    this.#working = true;
    try {
      this.#work(taken, () => this.#clock() - start < SLICE_MS);
    } finally {
      this.#working = false;
    }
    if (queue.size > 0) this.#timer = setTimeout(() => this.#run(), 0);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#queue.clear();
  }
}
