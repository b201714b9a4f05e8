import { Failure } from '../core/failure.ts';

/** How long the page may be kept busy before it gets a turn, in milliseconds. */
const SLICE = 12;

/** A turn for the page. No timer: a browser slows the timers of a tab in the background to one a second. */
function turn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/**
 * Everything the export reads, in one place, so that it can be closed at any moment. After `close` every reading ends in
 * `Failure('cancelled')`, never in what would look like the end of the data.
 */
export class Sources {
  readonly #open = new Set<AsyncIterator<unknown>>();
  #closed = false;
  #since = performance.now();

  async *read<T>(source: () => AsyncIterable<T>): AsyncGenerator<T, void, void> {
    this.#check();
    const iterator = source()[Symbol.asyncIterator]();
    this.#open.add(iterator);
    try {
      for (;;) {
        const { done, value } = await iterator.next();
        this.#check();
        if (done) {
          this.#open.delete(iterator);
          return;
        }
        yield value;
        this.#check();
        if (performance.now() - this.#since > SLICE) {
          await turn();
          this.#since = performance.now();
        }
      }
    } finally {
      if (this.#open.delete(iterator)) void end(iterator);
    }
  }

  close(): void {
    this.#closed = true;
    for (const iterator of this.#open) void end(iterator);
    this.#open.clear();
  }

  #check(): void {
    if (this.#closed) throw new Failure('cancelled');
  }
}

/** A source that fails while it is being closed has nothing more to say to anyone. */
async function end(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch { /* see above */ }
}
