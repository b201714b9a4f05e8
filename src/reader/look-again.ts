import type { Known, Unflagged } from './known.ts';
import { isFlag } from './known.ts';

/** Messages that come together are heard before any is looked at again, in ms. */
const WAIT_MS = 50;

/** When a chat turns out to be a collector's: what that voice said before and is still on the page is judged anew. */
export class LookAgain {
  readonly #known: ReadonlyMap<string, Known | Unflagged>;
  readonly #reread: () => void;
  readonly #signal: AbortSignal;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(known: ReadonlyMap<string, Known | Unflagged>, reread: () => void, signal: AbortSignal) {
    this.#known = known;
    this.#reread = reread;
    this.#signal = signal;
    signal.addEventListener('abort', () => clearTimeout(this.#soon), { once: true });
  }

  /** @param voice as `voiceId` names it */
  at(voice: string): void {
    let any = false;
    for (const known of this.#known.values()) {
      if (isFlag(known) || known.voice !== voice) continue;
      known.again = true;
      any = true;
    }
    if (!any || this.#soon !== undefined || this.#signal.aborted) return;
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      this.#reread();
    }, WAIT_MS);
  }
}
