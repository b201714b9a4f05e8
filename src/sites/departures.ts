import { isConnected, isElement, nextSiblingOf, previousSiblingOf } from './dom.ts';

/** A list may take a row out and put the same message back in another one; after so long it is gone, in ms. */
const GRACE_MS = 1_500;
/** Rows that leave in one go: more than these, and the list is scrolled, switched or built anew. */
const MOST_AT_ONCE = 2;
/** Elements looked through in what was removed. */
const LOOK_AT = 60;

export interface DeparturesOptions {
  /** Key of the message that this element shows as a row, if it is one. */
  keyOfRow(element: Element): string | undefined;
  /** Whether a message is on the page in any row. */
  isShown(key: string): boolean;
  onGone(key: string): void;
  signal: AbortSignal;
}

/**
 * Tells a message that was taken away from the middle of a chat from rows that a list lets go at its ends as it scrolls.
 * Only what stood between two messages that still stand is called gone.
 */
export class Departures {
  readonly #options: DeparturesOptions;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(options: DeparturesOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => {
      for (const timer of this.#timers) clearTimeout(timer);
    }, { once: true });
  }

  /** @returns how many known rows left in these records */
  look(records: readonly MutationRecord[]): number {
    let left = 0;
    const gone: string[] = [];
    for (const record of records) {
      if (record.removedNodes.length === 0) continue;
      for (const node of [...record.removedNodes].slice(0, LOOK_AT)) {
        if (!isElement(node)) continue;
        const keys = this.#keysIn(node);
        left += keys.length;
        if (keys.length === 1 && this.#holdsRow(record.previousSibling, 'before') && this.#holdsRow(record.nextSibling, 'after')) gone.push(keys[0]!);
      }
    }
    if (gone.length > 0 && left <= MOST_AT_ONCE) this.#wait(gone);
    return left;
  }

  #wait(keys: string[]): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      for (const key of keys) if (!this.#options.isShown(key)) this.#options.onGone(key);
    }, GRACE_MS);
    this.#timers.add(timer);
  }

  #keysIn(removed: Element): string[] {
    const keys: string[] = [];
    const walker = removed.ownerDocument.createTreeWalker(removed, NodeFilter.SHOW_ELEMENT);
    let looked = 0;
    for (let node: Node | null = removed; node && looked < LOOK_AT; node = walker.nextNode(), looked++) {
      const key = this.#options.keyOfRow(node as Element);
      if (key !== undefined) keys.push(key);
    }
    return keys;
  }

  /** A neighbour of what was removed that is, or holds, a message still standing. Comments and text between them do not count. */
  #holdsRow(sibling: Node | null, side: 'before' | 'after'): boolean {
    let at = sibling;
    for (let steps = 0; at && !isElement(at) && steps < LOOK_AT; steps++) at = side === 'before' ? previousSiblingOf(at) : nextSiblingOf(at);
    return isElement(at) && isConnected(at) && this.#keysIn(at).length > 0;
  }
}
