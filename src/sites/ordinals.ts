import { keyOf } from './message-key.ts';

interface Equals {
  /** By place: the row that shows that message now or did last. */
  rows: WeakRef<Element>[];
  placeOfRow: WeakMap<Element, number>;
  placeOfRowId: Map<string, number>;
  /** Where the search for a place whose row has gone goes on. */
  cursor: number;
}

/** Places looked at for one whose row has gone: a page may hold 10,000 equal rows, and each would look at all others. */
const LOOK_AT = 32;

/**
 * Tells messages apart that look wholly alike ("Pay." twice in one minute stays two), and knows a re-rendered row
 * for the message it showed before: a new row takes the place of an equal one that has left the page.
 */
export class Ordinals {
  readonly #equals = new Map<string, Equals>();

  /** @returns the key for this row; the same row with the same base always gets the same key */
  key(base: string, row: Element, rowId?: string): string {
    let equals = this.#equals.get(base);
    if (!equals) this.#equals.set(base, (equals = { rows: [], placeOfRow: new WeakMap(), placeOfRowId: new Map(), cursor: LOOK_AT }));
    // The Lounge can show one page of history twice over: equal ids are one message, however many rows.
    const known = equals.placeOfRow.get(row) ?? (rowId === undefined ? undefined : equals.placeOfRowId.get(rowId));
    const place = known ?? vacated(equals) ?? equals.rows.length;
    equals.rows[place] = new WeakRef(row);
    equals.placeOfRow.set(row, place);
    if (rowId !== undefined) equals.placeOfRowId.set(rowId, place);
    return keyOf(base, place);
  }
}

/** The lowest of the first places, so that a list built anew keeps its order; of a long list, where the last look ended. */
function vacated(equals: Equals): number | undefined {
  const { rows } = equals;
  const gone = (place: number) => !rows[place]!.deref()?.isConnected;
  for (let place = 0; place < Math.min(LOOK_AT, rows.length); place++) if (gone(place)) return place;
  for (let looked = LOOK_AT; looked < Math.min(2 * LOOK_AT, rows.length); looked++) {
    if (equals.cursor >= rows.length) equals.cursor = LOOK_AT;
    const place = equals.cursor++;
    if (gone(place)) return place;
  }
  return undefined;
}
