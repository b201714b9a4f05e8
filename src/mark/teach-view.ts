import { boxOf, documentOf, isConnected } from './dom.ts';
import { clippersOf, seenPart } from './boxes.ts';
import type { Box } from './placement.ts';
import { MOST_OUTLINES, type Outlined } from './teach-outlines.ts';
import { readSafely } from './teach-count.ts';
import type { DraftMessage, TeachDraft } from './teach-work.ts';

/** Frames between two looks at every row when the ends of the chat stand still: something in the middle may have grown. */
const LOOK_EVERY = 10;

/** Which of the messages that would be read can be seen, and where. */
export class TeachView {
  readonly #tagOf: (message: DraftMessage) => string;
  #draft: TeachDraft | null = null;
  #rows: readonly Element[] = [];
  #clippers = new Map<Element, Element[]>();
  #read = new Map<Element, DraftMessage | null>();
  #stood = '';
  #frames = 0;
  #seen: Outlined[] = [];

  constructor(tagOf: (message: DraftMessage) => string) {
    this.#tagOf = tagOf;
  }

  /** Looked over anew: rows came, went, or show other messages. */
  set(draft: TeachDraft | null, rows: readonly Element[]): void {
    this.#draft = draft;
    this.#rows = rows;
    this.#clippers = new Map();
    this.#read = new Map();
    this.#stood = '';
  }

  /** To be asked once a frame. */
  seen(): readonly Outlined[] {
    const stand = this.#ends();
    this.#frames++;
    if (stand === this.#stood && this.#frames % LOOK_EVERY > 0) return this.#seen;
    this.#stood = stand;
    this.#seen = [];
    for (const row of this.#rows) {
      if (this.#seen.length >= MOST_OUTLINES) break;
      const box = this.#boxOf(row);
      const message = box && this.#messageOf(row);
      if (message) this.#seen.push({ box, side: message.side, tag: this.#tagOf(message) });
    }
    return this.#seen;
  }

  /** Where the first and the last stand, which scrolling and new messages change. */
  #ends(): string {
    const [first, last] = [this.#rows[0], this.#rows.at(-1)];
    return [first, last].map((row) => (row ? Object.values(corners(row)).join(' ') : '')).join(' ');
  }

  #boxOf(row: Element): Box | null {
    if (!isConnected(row)) return null;
    const box = boxOf(row);
    const document = documentOf(row);
    // The window first: most rows of a long chat are far from it, and what cuts them off need not be asked.
    if (box.width === 0 || box.height === 0 || box.bottom < 0 || box.top > document.documentElement.clientHeight) return null;
    return seenPart(box, clippersOf(row, this.#clippers), document);
  }

  #messageOf(row: Element): DraftMessage | null {
    let message = this.#read.get(row);
    if (message === undefined) this.#read.set(row, (message = readSafely(this.#draft!, row)));
    return message;
  }
}

function corners(element: Element): Pick<Box, 'left' | 'top' | 'right' | 'bottom'> {
  const { left, top, right, bottom } = boxOf(element);
  return { left, top, right, bottom };
}
