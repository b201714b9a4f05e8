import { isConnected, matches, precedes, textOf } from './dom.ts';
import { findAllInside, type Units } from './shape-within.ts';

/** How long, in ms, the list of date separators is taken for whole. */
const KEPT_MS = 60;
/** Siblings looked at before a message for a separator that came with it. */
const NEAR = 3;
const MOST_LINES = 2_000;

/** The date separators of one list. */
export class DaysAbove {
  readonly #units: Units;
  readonly #selector: string;
  readonly #pierce: boolean;
  readonly #clock: () => number;
  #lines: Element[] = [];
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(units: Units, selector: string, pierce: boolean, clock: () => number = () => performance.now()) {
    this.#units = units;
    this.#selector = selector;
    this.#pierce = pierce;
    this.#clock = clock;
  }

  /** The words of the nearest separator above a message, or ''. */
  above(unit: Element): string {
    // One that came in the same breath as the message is not in the list yet.
    for (const sibling of this.#units.before(unit, NEAR)) if (matches(sibling, this.#selector)) return wordsOf(sibling);
    const lines = this.#fresh();
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#isAbove(lines[middle]!, unit)) low = middle + 1;
      else high = middle;
    }
    return low > 0 ? wordsOf(lines[low - 1]!) : '';
  }

  #isAbove(line: Element, unit: Element): boolean {
    return this.#units.backwards ? precedes(unit, line) : precedes(line, unit);
  }

  #fresh(): Element[] {
    const now = this.#clock();
    if (now - this.#readAt < KEPT_MS && this.#lines.every((line, i) => i > 0 || isConnected(line))) return this.#lines;
    this.#readAt = now;
    this.#lines = [];
    for (const line of findAllInside(this.#units.list, this.#selector, this.#pierce)) {
      if (this.#lines.length >= MOST_LINES) break;
      this.#lines.push(line);
    }
    if (this.#units.backwards) this.#lines.reverse();
    return this.#lines;
  }
}

export function wordsOf(element: Element, most = 120): string {
  return textOf(element).slice(0, 2_000).replace(/\s+/g, ' ').trim().slice(0, most);
}
