import type { Known, Unflagged } from './known.ts';
import { isFlag } from './known.ts';

/** A long chat that is being read is read to its end before anything is looked at again, in ms: quiet for so long, or waited for so long. */
const QUIET_MS = 300;
const LONGEST_MS = 3_000;

/** When a chat turns out to be a collector's: what that voice said before and is still on the page is judged anew. */
export class LookAgain {
  readonly #known: ReadonlyMap<string, Known | Unflagged>;
  readonly #reread: () => void;
  readonly #signal: AbortSignal;
  readonly #voices = new Set<string>();
  #soon: ReturnType<typeof setTimeout> | undefined;
  #since = 0;

  constructor(known: ReadonlyMap<string, Known | Unflagged>, reread: () => void, signal: AbortSignal) {
    this.#known = known;
    this.#reread = reread;
    this.#signal = signal;
    signal.addEventListener('abort', () => clearTimeout(this.#soon), { once: true });
  }

  /** @param voice as `voiceId` names it */
  at(voice: string): void {
    if (this.#signal.aborted) return;
    if (this.#voices.size === 0) this.#since = performance.now();
    this.#voices.add(voice);
    this.heard();
  }

  /** Another message was heard. */
  heard(): void {
    if (this.#voices.size === 0 || this.#signal.aborted) return;
    clearTimeout(this.#soon);
    const left = LONGEST_MS - (performance.now() - this.#since);
    this.#soon = setTimeout(() => {
      if (this.#mark()) this.#reread();
    }, Math.max(0, Math.min(QUIET_MS, left)));
  }

  /** In one go for all voices: each may ask many times while a long chat is read. */
  #mark(): boolean {
    let any = false;
    for (const known of this.#known.values()) {
      if (isFlag(known) || !this.#voices.has(known.voice)) continue;
      known.again = true;
      any = true;
    }
    this.#voices.clear();
    return any;
  }
}
