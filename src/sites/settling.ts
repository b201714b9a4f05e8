import type { Conversation } from '../core/message.ts';
import { documentOf, isConnected } from './dom.ts';
import type { OpenPage, RowReading, Site } from './site.ts';

/**
 * A list that changes as a whole is given so long to settle: names and titles change a moment before or after the rows. In ms;
 * longer than an answer about the whole page holds.
 */
const SETTLE_MS = 200;
/** A row as it was read while its list changed. */
export interface Held {
  row: Element;
  raw: RowReading;
  site: Site;
  /** Key of the message whose words changed in this row, in their place. */
  before: string | undefined;
}

/**
 * Holds back what is read while a list changes as a whole. Read it is at once: rows of a list that is scrolled through quickly do not
 * wait. What their conversation is, is told once all stands still.
 */
export class Settling {
  readonly #release: (held: Held[]) => void;
  readonly #signal: AbortSignal;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #held: Held[] = [];

  constructor(release: (held: Held[]) => void, signal: AbortSignal) {
    this.#release = release;
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      clearTimeout(this.#timer);
      this.#held = [];
    }, { once: true });
  }

  get isOn(): boolean {
    return this.#timer !== undefined;
  }

  begin(): void {
    if (this.#signal.aborted) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const held = this.#held;
      this.#held = [];
      this.#release(held);
    }, SETTLE_MS);
  }

  keep(held: Held): void {
    this.#held.push(held);
  }
}

export interface Sorted {
  /** What rows showed last: to be read once more. */
  standing: Held[];
  /** What they showed before. Such a message has no row any more: where it stood another stands. */
  passed: Held[];
}

export function sorted(held: readonly Held[]): Sorted {
  const last = new Map(held.map((one) => [one.row, one]));
  // Words that came bit by bit are one message.
  const passed = held.filter((one) => last.get(one.row) !== one && !last.get(one.row)!.raw.text.startsWith(one.raw.text));
  return { standing: [...last.values()], passed };
}

/** A held row as it is read now; as it was read where it has left, or shows something else. Null for one whose words are still coming. */
export function readAgain(held: Held, page: OpenPage | null): Held | null {
  const { row, raw } = held;
  const fresh = page && isConnected(row) && page.rowOf(row) === row ? page.read(row) : null;
  if (fresh?.text === raw.text) return { ...held, raw: fresh };
  return fresh?.text.startsWith(raw.text) ? null : nowhere(held);
}

/** A message that has no row. */
export function nowhere(held: Held, conversation: Conversation = held.raw.conversation): Held {
  const row = documentOf(held.row)!.createElement('div');
  return { ...held, row, raw: { ...held.raw, conversation, spot: { body: row, pieces: [] } } };
}
