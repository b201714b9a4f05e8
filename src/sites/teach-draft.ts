import type { Spot } from '../core/spot.ts';
import type { ChatShape } from './chat-shape.ts';
import { safely } from './choose-site.ts';
import type { OpenPage } from './site.ts';
import { openShape, shapeFromExamples, type TeachFault } from './teach.ts';
import { shapeWith, shapeWithout } from './teach-mend.ts';
import { shapeSwapped } from './teach-swap.ts';

/** One message as it would be read. */
export interface DraftReading {
  side: 'me' | 'them' | 'unknown';
  name: string;
  text: string;
  spot: Spot;
}

/** How often a page that no longer stands is opened anew, in ms. */
const OPEN_EVERY_MS = 300;

/** A shape on its way to be kept: what would be read by it now, and what the reader may set right. */
export class Draft {
  readonly shape: ChatShape;
  readonly #document: Document;
  readonly #now: () => Date;
  #page: OpenPage | null = null;
  #openedAt = Number.NEGATIVE_INFINITY;

  constructor(document: Document, shape: ChatShape, now: () => Date) {
    this.#document = document;
    this.shape = shape;
    this.#now = now;
  }

  /** Whether the reader's own can be told from the others. */
  get sided(): boolean {
    return this.shape.mine !== null;
  }

  *rows(): Iterable<Element> {
    const page = safely(() => this.#open());
    if (page) yield* page.rowsIn(this.#document);
  }

  read(row: Element): DraftReading | null {
    const read = safely(() => this.#open()?.read(row));
    if (!read) return null;
    const { author: { role, name }, text, spot } = read;
    return { side: role === 'me' || role === 'them' ? role : 'unknown', name, text, spot };
  }

  rowOf(node: Node): Element | null {
    return safely(() => this.#open()?.rowOf(node)) ?? null;
  }

  without(row: Element): Draft | null {
    return this.#as(() => shapeWithout(this.#document, this.shape, row, this.#now()));
  }

  with(element: Element): Draft | null {
    return this.#as(() => shapeWith(this.#document, this.shape, element, this.#now()));
  }

  swapped(): Draft | null {
    return this.#as(() => shapeSwapped(this.#document, this.shape, this.#now()));
  }

  #as(change: () => ChatShape | null): Draft | null {
    const shape = safely(change);
    return shape && new Draft(this.#document, shape, this.#now);
  }

  /** A page that builds its tree anew has another list each time. */
  #open(): OpenPage | null {
    if (this.#page?.stands()) return this.#page;
    const at = performance.now();
    if (at - this.#openedAt < OPEN_EVERY_MS) return this.#page;
    this.#openedAt = at;
    this.#page = openShape(this.#document, this.shape, this.#now());
    return this.#page;
  }
}

/** @param own null when the reader has not written there yet */
export function draftFrom({ document, own, other, now }: { document: Document; own: Element | null; other: Element; now: () => Date }): Draft | TeachFault {
  const found = safely(() => shapeFromExamples(document, own, other, now())) ?? { failed: 'apart' };
  return 'failed' in found ? found.failed : new Draft(document, found.shape, now);
}
