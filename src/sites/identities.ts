import type { Conversation } from '../core/message.ts';
import { findAll, isConnected, isElement, parentNodeOf } from './dom.ts';
import { baseKey, keyOf, textHash } from './message-key.ts';

/** What a row says of the message it shows. */
export interface Facts {
  conversationId: string;
  title?: string;
  text: string;
  /** The page's id of the author where it has one, else the name; empty when none is shown. */
  author: string;
  /** A time that does not change by itself; empty when none is shown. */
  time: string;
  /** The day is known, too. Where it is not, `time` is what the page shows: "10:00", while its date is out of view. */
  dated?: boolean;
  /** The time as the page shows it, its date before it. */
  shown?: string;
  nativeId?: string;
  rowId?: string;
}

export interface Identity {
  key: string;
  /** Key of the message that the page shows as this one's earlier text. */
  editOf?: string;
  /** Where it was read first: the title over it may be the next one's already. */
  conversation: Conversation;
}

interface Place {
  key: string;
  conversationId: string;
  title: string;
  base: string;
  author: string;
  time: string;
  dated: boolean;
  shown: string;
  nativeId: string | undefined;
  /** The way of reading by which it was read last. */
  way: number;
  /** The row that shows that message now or did last. */
  row: WeakRef<Element> | null;
}

interface Places {
  all: Place[];
  /** Where the search for a place whose row has gone goes on. */
  cursor: number;
}

/** Places looked at for one that is free: a page may hold 10,000 equal rows, and each would look at all others. */
const LOOK_AT = 32;
/** UTF-16 units. */
const LONG = 10_000;
/** Elements around and inside a row that may have been the row when the page was read otherwise. */
const WAYS_UP = 8;
const WAYS_DOWN = 40;

/**
 * Knows a message again when its row is rendered anew, used for another message, scrolled out and in, or shows more or less of
 * it (a date that was out of view, a name that only the first of a group bears); and tells messages apart that look wholly
 * alike ("Pay." twice in one minute stays two).
 */
export class Identities {
  readonly #exact = new Map<string, Places>();
  readonly #byText = new Map<string, Places>();
  readonly #byKey = new Map<string, Place>();
  readonly #byNativeId = new Map<string, Place>();
  readonly #byRowId = new Map<string, Place>();
  readonly #ofRow = new WeakMap<Element, Place>();
  readonly #used = new Map<string, number>();
  /** Rows that have not changed since they were read. */
  #firm = new WeakSet<Element>();
  #way = 0;

  /** This row changed: until it is read again its message may be in another one. */
  loosen(row: Element): void {
    this.#firm.delete(row);
  }

  /** Any row may have changed. */
  loosenAll(): void {
    this.#firm = new WeakSet();
  }

  /** It was read and has not changed since. */
  isFirm(row: Element): boolean {
    return this.#firm.has(row);
  }

  /** The page is read in another way from now on: what was read before may have had its name, time or side wrong. */
  anew(): void {
    this.#way++;
  }

  /** Key of the message that this row showed last. */
  keyOfRow(row: Element): string | undefined {
    return this.#ofRow.get(row)?.key;
  }

  /** Whether a row of the page shows this message, as far as is known. */
  isShown(key: string): boolean {
    const place = this.#byKey.get(key);
    return place !== undefined && !this.#isFree(place, null);
  }

  of(row: Element, facts: Facts): Identity {
    const text = textHash(facts.conversationId, facts.text);
    const earlier = facts.nativeId === undefined ? undefined : this.#byNativeId.get(idOf(facts, facts.nativeId));
    const known = this.#find(row, facts, text, this.#ofRow.get(row));
    this.#firm.add(row);
    const { key, conversationId: id, title } = this.#take(known ?? this.#add(facts, text), row, facts, text);
    // In a room anyone may send another's id.
    return { key, conversation: { id, title }, ...(!known && earlier && earlier.base !== text && agreesOnAuthor(earlier, facts) ? { editOf: earlier.key } : {}) };
  }

  #find(row: Element, facts: Facts, text: string, before: Place | undefined): Place | undefined {
    const { nativeId, rowId } = facts;
    if (before && before.row?.deref() === row) {
      if (before.base === text && (before.way !== this.#way || agrees(before, facts))) return before;
      // A row that stands as it stood shows what it showed: the day above it may be called otherwise after midnight, the title of the
      // next conversation may come before its messages do.
      if (this.#firm.has(row) && before.base === textHash(before.conversationId, facts.text)) return before;
    }
    const otherwise = this.#way === 0 || before?.way === this.#way ? undefined : this.#readOtherwise(row, text);
    if (otherwise) return otherwise;
    if (nativeId !== undefined) {
      // A sender may choose the id: the words and the name must be the same, too.
      const place = this.#byNativeId.get(idOf(facts, nativeId));
      if (place?.base === text && agreesOnAuthor(place, facts)) return place;
    }
    if (rowId !== undefined) {
      const place = this.#byRowId.get(idOf(facts, rowId));
      if (place?.base === text) return place;
    }
    // What has passed on already is no second of what stands.
    const passed = !isConnected(row);
    const free = (place: Place) => agrees(place, facts) && (passed || this.#isFree(place, row));
    return pick(this.#exact.get(exactly(facts, text)), free) ?? pick(this.#byText.get(text), (place) => (isVague(place) || isVague(facts) || place.dated !== (facts.dated === true)) && free(place));
  }

  /** The same words in the same place of the page, read before by another way: the row was the element around or inside. */
  #readOtherwise(row: Element, text: string): Place | undefined {
    const fits = (element: Element) => {
      const place = this.#ofRow.get(element);
      return place && place.base === text && place.way !== this.#way && place.row?.deref() === element ? place : undefined;
    };
    let at: Node | null = row;
    for (let steps = 0; isElement(at) && steps < WAYS_UP; steps++, at = parentNodeOf(at)) {
      const place = fits(at);
      if (place) return place;
    }
    const inside = [...findAll(row, '*')].slice(0, WAYS_DOWN);
    return inside.map(fits).find((place) => place !== undefined);
  }

  #isFree(place: Place, row: Element | null): boolean {
    const shown = place.row?.deref();
    if (!shown || shown === row) return true;
    if (this.#ofRow.get(shown) !== place || !this.#firm.has(shown) || !isConnected(shown)) return true;
    // A copy of the list that is not drawn: pages have one for wide screens and one for narrow.
    return row !== null && parentNodeOf(shown) !== parentNodeOf(row) && isDrawn(shown) !== isDrawn(row);
  }

  #add(facts: Facts, text: string): Place {
    // Of a text of megabytes the hash stands for it: it need not be hashed twice.
    const words = facts.text.length > LONG ? text : facts.text;
    const base = baseKey({ conversationId: facts.conversationId, author: facts.author, text: words, sentAtShown: facts.time, ...(facts.nativeId === undefined ? {} : { nativeId: facts.nativeId }) });
    const ordinal = this.#used.get(base) ?? 0;
    this.#used.set(base, ordinal + 1);
    const place: Place = { key: keyOf(base, ordinal), conversationId: facts.conversationId, title: facts.title ?? '', base: text, author: facts.author, time: facts.time, dated: facts.dated === true, shown: facts.shown ?? '', nativeId: facts.nativeId, way: this.#way, row: null };
    this.#byKey.set(place.key, place);
    list(this.#byText, text).all.push(place);
    list(this.#exact, exactly(facts, text)).all.push(place);
    return place;
  }

  #take(place: Place, row: Element, facts: Facts, text: string): Place {
    const learns = place.way !== this.#way || (!place.author && facts.author) || (!place.time && facts.time) || (!place.dated && facts.dated);
    const was = learns ? exactly(place, text) : null;
    if (place.way !== this.#way) Object.assign(place, { way: this.#way, author: facts.author || place.author, time: facts.time || place.time });
    place.author ||= facts.author;
    place.time ||= facts.time;
    if (facts.dated && !place.dated) Object.assign(place, { time: facts.time, dated: true, shown: facts.shown ?? '' });
    if (was !== null && exactly(place, text) !== was) list(this.#exact, exactly(place, text)).all.push(place);
    if (place.row?.deref() !== row && (place.row === null || isConnected(row))) place.row = new WeakRef(row);
    this.#ofRow.set(row, place);
    if (place.conversationId !== facts.conversationId) return place;
    place.title = facts.title ?? place.title;
    if (facts.nativeId !== undefined) {
      place.nativeId ??= facts.nativeId;
      this.#byNativeId.set(idOf(facts, facts.nativeId), place);
    }
    if (facts.rowId !== undefined) this.#byRowId.set(idOf(facts, facts.rowId), place);
    return place;
  }
}

const idOf = ({ conversationId }: Facts, id: string): string => JSON.stringify([conversationId, id]);
const exactly = ({ author, time, nativeId }: Pick<Place, 'author' | 'time'> & { nativeId?: string | undefined }, text: string): string => JSON.stringify([text, author, time, nativeId ?? '']);
const isVague = ({ author, time }: { author: string; time: string }): boolean => author === '' || time === '';

const same = (a: string | undefined, b: string | undefined) => !a || !b || a === b;
const agreesOnAuthor = (place: Place, { author }: Facts): boolean => same(place.author, author);

/** Nothing that both of them know differs; with the page's own id the time may. */
function agrees(place: Place, facts: Facts): boolean {
  const { nativeId } = facts;
  return agreesOnAuthor(place, facts) && same(place.nativeId, nativeId) && (agreesOnTime(place, facts) || (nativeId !== undefined && place.nativeId === nativeId));
}

/** Where one of them does not know the day: that the other shows the same time of its day. */
function agreesOnTime(place: Place, { time, dated = false, shown = '' }: Facts): boolean {
  if (same(place.time, time) || place.dated === dated) return same(place.time, time);
  const [whole, alone] = dated ? [shown, place.time] : [place.shown, time];
  return whole === alone || whole.endsWith(` ${alone}`);
}

function isDrawn(row: Element): boolean {
  return typeof Element.prototype.checkVisibility !== 'function' || Element.prototype.checkVisibility.call(row);
}

function list(map: Map<string, Places>, name: string): Places {
  let places = map.get(name);
  if (!places) map.set(name, (places = { all: [], cursor: LOOK_AT }));
  return places;
}

/** The lowest of the first places, so that a list built anew keeps its order; of a long list, where the last look ended. */
function pick(places: Places | undefined, fits: (place: Place) => boolean): Place | undefined {
  if (!places) return undefined;
  const { all } = places;
  for (let at = 0; at < Math.min(LOOK_AT, all.length); at++) if (fits(all[at]!)) return all[at];
  for (let looked = LOOK_AT; looked < Math.min(2 * LOOK_AT, all.length); looked++) {
    if (places.cursor >= all.length) places.cursor = LOOK_AT;
    const place = all[places.cursor++]!;
    if (fits(place)) return place;
  }
  return undefined;
}
