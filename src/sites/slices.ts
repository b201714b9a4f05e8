/** Longest stretch of work before the page gets its turn, in ms. Well under the 50 ms of a long task. */
const SLICE_MS = 8;
/** After so much work without a rest, in ms, the page gets the larger part of the time. */
const BUSY_MS = 1_500;
const REST_MS = 16;
/** So many wait at most; a page may add rows for ever. */
export const MOST_WAITING = 20_000;
/** Long lists that wait, each of which holds on to what it lists. */
export const MOST_LISTS = 100;

export interface SlicesOptions<T> {
  work(item: T): void;
  signal: AbortSignal;
  /** An item found no room. Called once until all that waits is done. */
  onFlood?(): void;
  /** Nothing waits any more. */
  onDone?(): void;
  /** Milliseconds. */
  clock?: () => number;
}

/**
 * Works off a queue in short slices, so that a page of 10,000 messages stays usable. The first slice runs in the same turn:
 * a single new message is marked before the next paint. What is added one by one goes before what comes from long lists.
 */
export class Slices<T> {
  readonly #options: SlicesOptions<T>;
  readonly #clock: () => number;
  /** In order; what stands before the head is done. A Set alone would be searched from its first, emptied places for each. */
  #queue: (T | undefined)[] = [];
  #head = 0;
  readonly #queued = new Set<T>();
  readonly #lists: Iterator<T>[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #working = false;
  #heldUntil = 0;
  #busySince = 0;
  #flooded = false;

  constructor(options: SlicesOptions<T>) {
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
    options.signal.addEventListener('abort', () => this.#stop(), { once: true });
  }

  /** Something waits. */
  get busy(): boolean {
    return this.#queued.size > 0 || this.#lists.length > 0;
  }

  /** Takes each at once; the same item twice is one. */
  add(items: Iterable<T>): void {
    if (this.#options.signal.aborted) return;
    for (const item of items) {
      if (this.#queued.has(item)) continue;
      if (this.#queued.size >= MOST_WAITING) {
        // The newest are kept: they are what is being said now.
        this.#next();
        this.#flood();
      }
      this.#queued.add(item);
      this.#queue.push(item);
    }
    this.#start();
  }

  /** Takes from a list bit by bit, as there is time. */
  addList(items: Iterable<T>): void {
    if (this.#options.signal.aborted) return;
    if (this.#lists.length >= MOST_LISTS) this.#flood();
    else this.#lists.push(items[Symbol.iterator]());
    this.#start();
  }

  /** Nothing is worked on for so long, in ms: the page is changing under us. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#clock() + ms);
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
    this.#start();
  }

  #flood(): void {
    if (this.#flooded) return;
    this.#flooded = true;
    this.#options.onFlood?.();
  }

  #start(): void {
    if (this.#timer !== undefined || this.#working || !this.busy) return;
    const held = this.#heldUntil - this.#clock();
    if (held > 0) this.#wait(held);
    else this.#run();
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#start();
    }, ms);
  }

  #run(): void {
    const start = this.#clock();
    if (this.#busySince === 0) this.#busySince = start;
    this.#working = true;
    let threw = true;
    try {
      for (let item = this.#next(); item !== undefined; item = this.#next()) {
        this.#options.work(item);
        if (this.#clock() - start >= SLICE_MS || this.#heldUntil > start) break;
      }
      threw = false;
    } finally {
      this.#working = false;
      // What waits behind one that breaks must not wait for the next to come.
      if (threw && this.busy && !this.#options.signal.aborted) this.#wait(0);
    }
    if (this.#options.signal.aborted) return;
    if (this.busy) this.#wait(start - this.#busySince > BUSY_MS ? REST_MS : 0);
    else this.#rest();
  }

  #rest(): void {
    this.#busySince = 0;
    this.#flooded = false;
    this.#options.onDone?.();
  }

  #next(): T | undefined {
    if (this.#queued.size > 0) {
      const item = this.#queue[this.#head]!;
      this.#queue[this.#head++] = undefined;
      this.#queued.delete(item);
      if (this.#queued.size === 0) {
        this.#queue = [];
        this.#head = 0;
      } else if (this.#head > MOST_WAITING) {
        this.#queue = this.#queue.slice(this.#head);
        this.#head = 0;
      }
      return item;
    }
    for (let list = this.#lists.shift(); list; list = this.#lists.shift()) {
      // Out of the line while it is asked: one that breaks is not asked again.
      const { done, value } = list.next();
      if (done) continue;
      this.#lists.unshift(list);
      return value;
    }
    return undefined;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue = [];
    this.#head = 0;
    this.#queued.clear();
    this.#lists.length = 0;
  }
}
