import { findAll, isConnected, isElement, matches, parentNodeOf, previousElementOf, textOf } from './dom.ts';

/** Elements passed on the way up the page before the search for a separator is given up. */
const MOST_STEPS = 400;
/** How long "there is none above" holds, in ms: history that is loaded later may bring one. */
const NONE_HOLDS_MS = 2_000;
/** A separator is short. */
const MOST_WORDS = 120;

/**
 * The date separator that stands above each row. Remembers the separator, not its words: "Today" turns into "Yesterday".
 */
export class DayLines {
  readonly #rows: string;
  readonly #days: string;
  readonly #clock: () => number;
  readonly #lineOf = new WeakMap<Element, Element>();
  readonly #noneSince = new WeakMap<Element, number>();

  /** @param rows selector of message rows; @param days selector of separators */
  constructor(rows: string, days: string, clock: () => number = () => performance.now()) {
    this.#rows = rows;
    this.#days = days;
    this.#clock = clock;
  }

  /** The words of the separator above this row; empty when there is none near enough. */
  above(row: Element): string {
    const line = this.#find(row);
    return line ? textOf(line).trim().slice(0, MOST_WORDS) : '';
  }

  #find(row: Element): Element | null {
    const passed: Element[] = [];
    const found = this.#climb(row, passed);
    for (const each of passed) {
      if (found) this.#lineOf.set(each, found);
      else this.#noneSince.set(each, this.#clock());
    }
    return found;
  }

  #climb(row: Element, passed: Element[]): Element | null {
    let at: Element | null = row;
    for (let steps = 0; at && steps < MOST_STEPS; steps++) {
      if (matches(at, this.#rows)) {
        const known = this.#lineOf.get(at);
        if (known && isConnected(known)) return known;
        if (this.#clock() - (this.#noneSince.get(at) ?? -Infinity) < NONE_HOLDS_MS) return null;
        passed.push(at);
      }
      const before: Element | null = previousElementOf(at);
      if (!before) {
        const parent: Node | null = parentNodeOf(at);
        at = isElement(parent) ? parent : null;
        continue;
      }
      if (matches(before, this.#days)) return before;
      const inside = findAll(before, this.#days);
      if (inside.length > 0) return inside[inside.length - 1]!;
      const rows = findAll(before, this.#rows);
      at = rows.length > 0 ? rows[rows.length - 1]! : before;
    }
    return null;
  }
}
