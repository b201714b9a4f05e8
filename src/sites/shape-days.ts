import { flatParentOf, isConnected, matches, precedes, textOf } from './dom.ts';
import { findAllInside, type Units } from './shape-within.ts';

/** How long, in ms, the list of date separators is taken for whole. */
const KEPT_MS = 100;
/** Siblings looked at before a message for a separator that came with it. */
const NEAR = 3;
const MOST_LINES = 2_000;
const MOST_INSIDE = 20;

/** The date separators of one list. Many programs draw one inside the row of the first message below it. */
export class DaysAbove {
  readonly #units: Units;
  readonly #selector: string;
  readonly #pierce: boolean;
  readonly #isLine: (line: Element) => boolean;
  readonly #clock: () => number;
  #lines: Element[] = [];
  /** Separators of messages asked for since the lines were read. */
  #known = new WeakMap<Element, Element | null>();
  #readAt = Number.NEGATIVE_INFINITY;

  /** @param isLine whether an element that the selector finds is a separator just now: it may hold other words, or be a message's own */
  constructor(units: Units, selector: string, pierce: boolean, isLine: (line: Element) => boolean, clock: () => number = () => performance.now()) {
    this.#units = units;
    this.#selector = selector;
    this.#pierce = pierce;
    this.#isLine = isLine;
    this.#clock = clock;
  }

  /** The words of the nearest separator above a message, its own row's included, or ''. */
  above(unit: Element): string {
    const lines = this.#fresh();
    const line = this.#lineIn(unit) ?? this.#near(unit) ?? this.#search(unit, lines);
    this.#known.set(unit, line);
    const outer = this.#childOfList(unit);
    if (outer !== unit) this.#known.set(outer, line);
    return line === null ? '' : wordsOf(line);
  }

  /** From what stands right before: a separator that came in the same breath, or a message asked for just now. */
  #near(unit: Element): Element | null | undefined {
    for (const sibling of this.#units.before(unit, NEAR)) {
      const known = this.#known.get(sibling);
      if (known !== undefined && (known === null || isConnected(known))) return known;
      const line = this.#lineIn(sibling);
      if (line) return line;
    }
    return undefined;
  }

  /** The last separator in or on an element between messages. */
  #lineIn(element: Element): Element | null {
    let last = matches(element, this.#selector) && this.#isLine(element) ? element : null;
    let looked = 0;
    for (const line of findAllInside(element, this.#selector, this.#pierce)) {
      if (looked++ > MOST_INSIDE) break;
      if (this.#isLine(line)) last = line;
    }
    return last;
  }

  /** The order of two nodes costs much among many brothers: asked for few messages only. */
  #search(unit: Element, lines: readonly Element[]): Element | null {
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#isAbove(lines[middle]!, unit)) low = middle + 1;
      else high = middle;
    }
    return low > 0 ? lines[low - 1]! : null;
  }

  #childOfList(unit: Element): Element {
    let at = unit;
    for (let up = flatParentOf(at), steps = 0; up && up !== this.#units.list && steps < 12; up = flatParentOf(up), steps++) at = up;
    return at;
  }

  #isAbove(line: Element, unit: Element): boolean {
    return this.#units.backwards ? precedes(unit, line) : precedes(line, unit);
  }

  #fresh(): Element[] {
    const now = this.#clock();
    if (now - this.#readAt < KEPT_MS && this.#lines.every((line, i) => i > 0 || isConnected(line))) return this.#lines;
    this.#readAt = now;
    this.#known = new WeakMap();
    this.#lines = [];
    let looked = 0;
    for (const line of findAllInside(this.#units.list, this.#selector, this.#pierce)) {
      if (looked++ >= MOST_LINES) break;
      // The same element may hold other words of the program: "3 new messages".
      if (this.#isLine(line)) this.#lines.push(line);
    }
    if (this.#units.backwards) this.#lines = this.#lines.toReversed();
    return this.#lines;
  }
}

export function wordsOf(element: Element, most = 120): string {
  return textOf(element).slice(0, 2_000).replace(/\s+/g, ' ').trim().slice(0, most);
}
