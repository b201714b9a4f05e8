import type { Conversation } from '../core/message.ts';
import { isConnected } from './dom.ts';
import type { OpenPage, RowReading, Site } from './site.ts';

/**
 * A list that changes as a whole is given so long to settle: names and titles change a moment before or after the rows. In ms;
 * longer than an answer about the whole page holds.
 */
const SETTLE_MS = 200;
/** Rows read once more to see whether their conversation turned out to be another. */
const LOOK_AT = 20;

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

/** Ids of conversations under which rows were read that turn out to be of another one. */
export function renamed(held: readonly Held[], page: OpenPage): Map<string, Conversation> {
  const others = new Map<string, Conversation>();
  for (const { row, raw } of held.slice(-LOOK_AT)) {
    const fresh = again(row, page);
    if (fresh?.text === raw.text && fresh.conversation.id !== raw.conversation.id) others.set(raw.conversation.id, fresh.conversation);
  }
  return others;
}

/** The reading of a held row now that its list stands still; null for one whose words were still coming. */
export function settledReading({ row, raw }: Held, page: OpenPage | null, others: ReadonlyMap<string, Conversation>): { raw: RowReading; stands: boolean } | null {
  const fresh = page && again(row, page);
  if (fresh?.text === raw.text) return { raw: fresh, stands: true };
  if (fresh && fresh.text.startsWith(raw.text)) return null;
  return { raw: { ...raw, conversation: others.get(raw.conversation.id) ?? raw.conversation }, stands: false };
}

function again(row: Element, page: OpenPage): RowReading | null {
  return isConnected(row) && page.rowOf(row) === row ? page.read(row) : null;
}
