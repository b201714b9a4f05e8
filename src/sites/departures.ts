import { isConnected, isElement, nextSiblingOf, previousSiblingOf, walkElements } from './dom.ts';

/** A list may take a row out and put the same message back in another one; after so long it is gone, in ms. */
const GRACE_MS = 1_500;
/** Rows that leave within that time: more than these, and the list is scrolled, filtered, switched or built anew. */
const MOST_AT_ONCE = 2;
/** So long after the list was scrolled, in ms, what changes in it may be its own doing. */
const SCROLLS_MS = 500;
/** Elements looked through in one thing that was removed, and in all that was removed in one go. */
const LOOK_AT = 60;
const LOOK_AT_IN_ALL = 3_000;

export interface DeparturesOptions {
  document: Document;
  /** Key of the message that this element shows as a row, if it is one. */
  keyOfRow(element: Element): string | undefined;
  /** Whether a message is on the page in any row. */
  isShown(key: string): boolean;
  onGone(key: string): void;
  signal: AbortSignal;
}

/** A message that left, and what stood before and after it. */
interface Left {
  key: string;
  between: readonly [Element, Element];
  /** Milliseconds. */
  at: number;
}

/**
 * Tells a message that was taken away from the middle of a chat from rows that a list lets go as it scrolls, is filtered or
 * shows another conversation. Only what stood between two messages that still stand when it has not come back is called gone.
 */
export class Departures {
  readonly #options: DeparturesOptions;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #recent: Left[] = [];
  #scrolledAt = Number.NEGATIVE_INFINITY;
  #looked = 0;

  constructor(options: DeparturesOptions) {
    this.#options = options;
    const { document, signal } = options;
    document.addEventListener('scroll', () => { this.#scrolledAt = performance.now(); }, { capture: true, passive: true, signal });
    signal.addEventListener('abort', () => {
      for (const timer of this.#timers) clearTimeout(timer);
      this.#recent = [];
    }, { once: true });
  }

  /** Nothing was scrolled a moment ago. */
  get isStill(): boolean {
    return performance.now() - this.#scrolledAt > SCROLLS_MS;
  }

  /** @returns how many known rows left in these records; no more are counted than tell what happened */
  look(records: readonly MutationRecord[]): number {
    this.#looked = 0;
    let left = 0;
    const gone: Left[] = [];
    for (const record of records) {
      const { removedNodes, previousSibling, nextSibling } = record;
      for (let n = 0; n < Math.min(removedNodes.length, LOOK_AT) && left <= MOST_AT_ONCE && this.#looked < LOOK_AT_IN_ALL; n++) {
        const node = removedNodes[n]!;
        if (!isElement(node)) continue;
        const keys = this.#keysIn(node);
        left += keys.length;
        const before = keys.length === 1 ? this.#rowAt(previousSibling, 'before') : null;
        const after = before && this.#rowAt(nextSibling, 'after');
        if (after && !isToppedUp(record, records)) gone.push({ key: keys[0]!, between: [before, after], at: performance.now() });
      }
    }
    // What was not looked at to its end may hold more that left.
    if (gone.length > 0 && left <= MOST_AT_ONCE && this.#looked < LOOK_AT_IN_ALL && this.isStill) this.#wait(gone);
    return left;
  }

  #wait(gone: Left[]): void {
    this.#recent.push(...gone);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const [{ at }] = gone as [Left];
      this.#recent = this.#recent.filter((other) => at - other.at <= GRACE_MS);
      if (this.#recent.length > MOST_AT_ONCE) return;
      for (const { key, between } of gone) if (between.every(isConnected) && !this.#options.isShown(key)) this.#options.onGone(key);
    }, GRACE_MS);
    this.#timers.add(timer);
  }

  #keysIn(removed: Element): string[] {
    const keys: string[] = [];
    const walker = walkElements(removed);
    for (let node: Node | null = removed, looked = 0; node && looked < LOOK_AT && this.#looked < LOOK_AT_IN_ALL; node = walker.nextNode(), looked++, this.#looked++) {
      const key = this.#options.keyOfRow(node as Element);
      if (key !== undefined) keys.push(key);
    }
    return keys;
  }

  /** A neighbour of what was removed that is, or holds, a message still standing. Comments and text between them do not count. */
  #rowAt(sibling: Node | null, side: 'before' | 'after'): Element | null {
    let at = sibling;
    for (let steps = 0; at && !isElement(at) && steps < LOOK_AT; steps++) at = side === 'before' ? previousSiblingOf(at) : nextSiblingOf(at);
    return isElement(at) && isConnected(at) && this.#keysIn(at).length > 0 ? at : null;
  }
}

/** In the same breath something came to the same list in another place: a list that keeps only what is in view. */
function isToppedUp(left: MutationRecord, records: readonly MutationRecord[]): boolean {
  return records.some((came) => came !== left && came.target === left.target && came.addedNodes.length > 0
    && came.previousSibling !== left.previousSibling && came.nextSibling !== left.nextSibling);
}
