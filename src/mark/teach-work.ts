import type { Spot } from '../core/spot.ts';

/** Why nothing could be made of what the reader pointed at. Words for each stand in `locales/teach.ts`. */
export type TeachFailure = 'nothing' | 'same' | 'wide' | 'apart' | 'alone' | 'gone';

export type TeachSide = 'me' | 'them' | 'unknown';

/** One message as it would be read. */
export interface DraftMessage {
  side: TeachSide;
  /** The author's; may be empty. */
  name: string;
  text: string;
  /** Where those words stand. */
  spot: Spot;
}

/** What would be read of the page if this were kept. */
export interface TeachDraft {
  /** What is kept; nothing here looks into it. */
  readonly shape: unknown;
  /** Whether yours can be told from the others. */
  readonly sided: boolean;
  /** In the page's order, as the page is now. Not all are messages. */
  rows(): Iterable<Element>;
  /** Null for a row that is no message. */
  read(row: Element): DraftMessage | null;
  rowOf(node: Node): Element | null;
  /** Without this row and all that are built like it; null when it cannot be told apart. */
  without(row: Element): TeachDraft | null;
  /** With what the reader pointed at, and all that are built like it; null when that cannot be. */
  with(element: Element): TeachDraft | null;
  /** The other way round; null when that cannot be. */
  swapped(): TeachDraft | null;
}

/** What pointing needs to know of the page: found by `sites/`, joined by `reader/`. */
export interface TeachWork {
  /** The words that a press on this node is meant for, as the nearest block around them; null where there are none. */
  blockAt(node: Node, at: { x: number; y: number }): Element | null;
  /** The next block of words in the page's order. From nothing: the lowest in view. */
  step(from: Element | null, by: 1 | -1): Element | null;
  /** What the block says, cut. */
  wordsOf(block: Element): string;
  /** Remembered so that it is found again when the page was built anew meanwhile. */
  remember(block: Element): () => Element | null;
  /** @param own null when the reader has not written there yet */
  draft(own: Element | null, other: Element): TeachDraft | TeachFailure;
  /** Rejects with a `Failure` text. */
  keep(draft: TeachDraft): Promise<void>;
}
