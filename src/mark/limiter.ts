/** How often at most one message's badge is put back, and within which time in ms. A page that fights wins quietly. */
const MOST = 6;
const WINDOW_MS = 20_000;

/** Allows `most` acts in any stretch of `windowMs`. */
export class Limiter {
  #acts: number[] = [];
  readonly #now: () => number;
  readonly #most: number;
  readonly #windowMs: number;

  constructor(now: () => number, most = MOST, windowMs = WINDOW_MS) {
    this.#now = now;
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** Counts and allows, or refuses and does not count. */
  take(): boolean {
    const now = this.#now();
    this.#acts = this.#acts.filter((at) => now - at < this.#windowMs);
    if (this.#acts.length >= this.#most) return false;
    this.#acts.push(now);
    return true;
  }
}
