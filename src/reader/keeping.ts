import { failureCode, type FailureCode } from '../core/failure.ts';
import type { FlagInput, KeptFlag } from '../core/flag.ts';

/** Waits between tries, in ms. After the last the mark stays "not kept", with a way to try again. */
const RETRY_MS = [500, 3_000, 15_000];
/** Most flags in one request, so that one answer never takes long, and most text, in UTF-16 units: a message between contexts has its limit. */
const BATCH = 50;
const BATCH_TEXT = 2_000_000;

/** Trying again would not help. */
const FINAL: ReadonlySet<FailureCode> = new Set(['extension_reloaded', 'bad_request', 'permission_missing']);

export interface KeepingOptions {
  send(flags: FlagInput[]): Promise<KeptFlag[]>;
  onKept(kept: KeptFlag): void;
  onFailed(key: string, failure: FailureCode): void;
  signal: AbortSignal;
}

/** Hands flags to the worker in batches and says of each when it is written, or that it could not be. */
export class Keeping {
  readonly #options: KeepingOptions;
  readonly #waiting = new Map<string, FlagInput>();
  readonly #unkept = new Map<string, FlagInput>();
  #sending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: KeepingOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  add(flag: FlagInput): void {
    this.#waiting.set(flag.message.key, flag);
    void this.#send();
  }

  /** The reader asks to try a failed one again. */
  retry(key: string): void {
    const flag = this.#unkept.get(key);
    if (!flag) return;
    this.#unkept.delete(key);
    this.add(flag);
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      // What else is found in this turn goes along.
      await Promise.resolve();
      while (this.#waiting.size > 0 && !this.#options.signal.aborted) await this.#deliver(this.#take());
    } finally {
      this.#sending = false;
    }
  }

  #take(): FlagInput[] {
    const batch: FlagInput[] = [];
    let units = 0;
    for (const [key, flag] of this.#waiting) {
      units += flag.message.text.length;
      if (batch.length > 0 && (batch.length >= BATCH || units > BATCH_TEXT)) break;
      this.#waiting.delete(key);
      batch.push(flag);
    }
    return batch;
  }

  async #deliver(batch: FlagInput[]): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        for (const kept of await this.#options.send(batch)) this.#options.onKept(kept);
        return;
      } catch (error) {
        const failure = failureCode(error);
        // One that is refused must not take the others with it.
        if (failure === 'bad_request' && batch.length > 1) {
          const half = Math.ceil(batch.length / 2);
          await this.#deliver(batch.slice(0, half));
          return this.#deliver(batch.slice(half));
        }
        const wait = RETRY_MS[attempt];
        if (wait === undefined || FINAL.has(failure)) {
          for (const flag of batch) {
            this.#unkept.set(flag.message.key, flag);
            this.#options.onFailed(flag.message.key, failure);
          }
          return;
        }
        await new Promise((resolve) => (this.#timer = setTimeout(resolve, wait)));
        if (this.#options.signal.aborted) return;
      }
    }
  }
}
