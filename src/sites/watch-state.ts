import type { FlagChange } from '../core/flag.ts';
import type { HealthNote } from '../core/health.ts';
import type { Site } from './site.ts';

/** What befell a message that had been read. */
export interface MessageChange extends FlagChange {
  key: string;
}

/** What a page is read by now, and what is to be said of it. */
export interface WatchState {
  site: Site | null;
  confidence: number | null;
  /** See `Choice`. */
  fellBackFrom: string | null;
  unsure: number | null;
  /** Something was read by `site`. */
  reads: boolean;
  /** Rows that `site` was tried on when it was chosen, and for how long they have stood there unread, in ms. */
  rows: number;
  unreadForMs: number;
  note: HealthNote | null;
}

export interface Watch {
  /** Reads every row again, e.g. after the reader said what this chat is. */
  rereadAll(): void;
  /**
   * Reads the row that holds this node again, and so many on either side, in the page's order and at once: `onReading` hears of them before this
   * returns. Of those in a list that is just changing as a whole it hears later.
   */
  readNear(node: Node, most: number): void;
  state(): WatchState;
}
