import type { Spot } from '../core/spot.ts';
import { boxOf, documentOf, isConnected, parentElementOf } from './dom.ts';

/** A message on the page that may be chosen. */
export interface Pick {
  key: string;
  row: Element;
  spot: Spot;
  text: string;
  /** Why it cannot be chosen; null when it can. */
  refused: 'own' | 'marked' | null;
}

/** The messages that were read on this page, by their rows, in the page's order. Holds them only while one is chosen. */
export class PickList {
  readonly #picks = new Map<Element, Pick>();
  #order: Pick[] | null = null;

  /** The same row again: it was read anew, and may show another message. */
  add(pick: Pick): void {
    this.#picks.set(pick.row, pick);
    this.#order = null;
  }

  get(row: Element): Pick | null {
    return (isConnected(row) && this.#picks.get(row)) || null;
  }

  /** The message whose row holds this node. */
  around(node: EventTarget | null): Pick | null {
    for (let at = node instanceof Element ? node : null; at; at = parentElementOf(at)) {
      const pick = this.#picks.get(at);
      if (pick) return pick;
    }
    return null;
  }

  /** From the first to the last of the page. */
  inOrder(): readonly Pick[] {
    this.#order ??= [...this.#picks.values()].sort((a, b) => (Node.prototype.compareDocumentPosition.call(a.row, b.row) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    return this.#order.filter(({ row }) => isConnected(row));
  }

  /** The neighbour in the page's order. From nothing: the last one in view, which a chat shows lowest. */
  step(from: Pick | null, by: 1 | -1): Pick | null {
    const picks = this.inOrder();
    const at = from ? picks.findIndex(({ row }) => row === from.row) : -1;
    if (at < 0) return picks.findLast(inView) ?? picks.at(-1) ?? null;
    return picks[Math.max(0, Math.min(picks.length - 1, at + by))] ?? null;
  }
}

function inView({ row }: Pick): boolean {
  const { top, bottom, width } = boxOf(row);
  return width > 0 && top >= 0 && bottom <= documentOf(row).documentElement.clientHeight;
}
