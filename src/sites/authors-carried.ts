import type { Author } from '../core/message.ts';
import { findAll, isElement, matches, parentNodeOf, previousElementOf } from './dom.ts';

/** Elements passed on the way up before the first of the group is given up. */
const MOST_STEPS = 200;

/** Names for rows that show none because the one above says the same person is speaking. */
export class AuthorsCarried {
  readonly #rows: string;
  readonly #authorOf = new WeakMap<Element, Author>();

  /** @param rows selector of message rows */
  constructor(rows: string) {
    this.#rows = rows;
  }

  /** @param own what the row itself says */
  of(row: Element, own: Author): Author {
    const author = own.name === '' ? this.#above(row, own) : own;
    if (author.name !== '') this.#authorOf.set(row, author);
    // The row may be used again for someone else.
    else this.#authorOf.delete(row);
    return author;
  }

  #above(row: Element, own: Author): Author {
    let at: Element | null = row;
    for (let steps = 0; at && steps < MOST_STEPS; steps++) {
      const before: Element | null = previousElementOf(at);
      if (!before) {
        const parent: Node | null = parentNodeOf(at);
        at = isElement(parent) ? parent : null;
        continue;
      }
      const rows = matches(before, this.#rows) ? [before] : findAll(before, this.#rows);
      const last: Element | undefined = rows[rows.length - 1];
      at = last ?? before;
      const known = last && this.#authorOf.get(last);
      // Another side, another person: a name is carried only within one.
      if (known) return known.role === own.role && (own.id === undefined || known.id === undefined || known.id === own.id) ? known : own;
    }
    return own;
  }
}
