import type { Spot } from '../core/spot.ts';
import { boxOf, documentOf, isConnected } from './dom.ts';
import { clippersOf, messageBox, seenPart } from './boxes.ts';
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
      const message = this.#isNear(row) ? this.#messageOf(row) : null;
      const box = message && this.#boxOf(message.spot);
      if (message && box) this.#seen.push({ box, side: message.side, tag: this.#tagOf(message) });
    }
    return this.#seen;
  }

  /** Where the first and the last stand, which scrolling and new messages change. */
  #ends(): string {
    const [first, last] = [this.#rows[0], this.#rows.at(-1)];
    return [first, last].map((row) => (row ? Object.values(corners(row)).join(' ') : '')).join(' ');
  }

  /** Most rows of a long chat are far from the window, and what is in them need not be asked. */
  #isNear(row: Element): boolean {
    if (!isConnected(row)) return false;
    const { top, bottom, width, height } = boxOf(row);
    // A row may have no box of its own, and what is in it has.
    return width === 0 || height === 0 || (bottom >= 0 && top <= documentOf(row).documentElement.clientHeight);
  }

  /** Around the very words that would be read: so one sees, too, when a name is taken for a part of them. */
  #boxOf(spot: Spot): Box | null {
    const box = messageBox(spot);
    return box && seenPart(box, clippersOf(spot.body, this.#clippers), documentOf(spot.body));
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
