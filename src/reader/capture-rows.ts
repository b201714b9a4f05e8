import { CAPTURE_LIMITS } from '../core/capture.ts';
import type { Author } from '../core/message.ts';
import type { Reading } from '../sites/site.ts';

/** A message and what stands around it. */
export interface RowsAround {
  before: Reading[];
  message: Reading;
  after: Reading[];
}

/** Rows read on either side: some are of another chat, some no message at all. */
export const ROWS_READ = 40;

/**
 * Of readings in the page's order: the message and the nearest of the same conversation before and after it. A message that stands on the page
 * twice counts once. Null when the message is not among them.
 */
export function rowsAround(readings: readonly Reading[], key: string, most: number = CAPTURE_LIMITS.context): RowsAround | null {
  const at = readings.findIndex(({ message }) => message.key === key);
  const message = readings[at];
  if (!message) return null;
  const nearest = (side: readonly Reading[]): Reading[] => {
    const found = new Map<string, Reading>();
    for (const one of side) {
      const { message: other } = one;
      const same = other.conversation.id === message.message.conversation.id && other.site === message.message.site;
      if (same && other.key !== key && !found.has(other.key)) found.set(other.key, one);
      if (found.size >= most) break;
    }
    return [...found.values()];
  };
  const after = nearest(readings.slice(at + 1));
  const there = new Set(after.map(({ message: other }) => other.key));
  return { before: nearest(readings.slice(0, at).toReversed()).filter(({ message: other }) => !there.has(other.key)).toReversed(), message, after };
}

/** Chats of which the reader's own name is remembered, the newest. */
const MOST_CHATS = 50;

/** The reader's own accounts, as own messages on the page show them. */
export class OwnAccounts {
  readonly #accounts = new Map<string, Pick<Author, 'id' | 'name'>>();

  hear({ message: { author, conversation } }: Reading): void {
    const { id, name, role } = author;
    if (role !== 'me' || (!id && !name)) return;
    this.#accounts.delete(conversation.id);
    this.#accounts.set(conversation.id, { ...(id === undefined ? {} : { id }), name });
    if (this.#accounts.size > MOST_CHATS) this.#accounts.delete(this.#accounts.keys().next().value!);
  }

  /** Null where no own message of this chat has shown one. */
  of({ message: { conversation } }: Reading): Pick<Author, 'id' | 'name'> | null {
    return this.#accounts.get(conversation.id) ?? null;
  }
}
