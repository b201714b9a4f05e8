import { keyOf } from './message-key.ts';

interface Holder {
  row: WeakRef<Element>;
  rowId: string | undefined;
}

/**
 * Tells messages apart that look wholly alike ("Pay." twice in one minute stays two), and knows a re-rendered row
 * for the message it showed before: a new row takes the place of an equal one that has left the page.
 */
export class Ordinals {
  readonly #holders = new Map<string, Holder[]>();

  /** @returns the key for this row; the same row with the same base always gets the same key */
  key(base: string, row: Element, rowId?: string): string {
    const holders = this.#holders.get(base);
    if (!holders) {
      this.#holders.set(base, [{ row: new WeakRef(row), rowId }]);
      return keyOf(base, 0);
    }
    let place = holders.findIndex((holder) => holder.row.deref() === row);
    // The Lounge can show one page of history twice over: equal ids are one message, however many rows.
    if (place < 0 && rowId !== undefined) place = holders.findIndex((holder) => holder.rowId === rowId);
    if (place < 0) place = holders.findIndex((holder) => !holder.row.deref()?.isConnected);
    if (place < 0) place = holders.length;
    holders[place] = { row: new WeakRef(row), rowId };
    return keyOf(base, place);
  }
}
