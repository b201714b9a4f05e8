import type { Role } from '../core/message.ts';
import type { MineRule } from './chat-shape.ts';
import { boxOf, childCountOf, documentOf, firstElementOf, flatParentOf, matches, nextElementOf } from './dom.ts';
import { OWN_NAMES } from './shape-words.ts';
import { findInside, type Units } from './shape-within.ts';

const MOST_UP = 60;
/** Gaps at both edges that differ by less, in CSS pixels, tell nothing. */
const LEAST_GAP = 12;
const MOST_PARTS = 100;

/** Whose messages these are, by the rule of the shape and what was learned since. */
export class Sides {
  readonly #units: Units;
  readonly #rule: MineRule | null;
  readonly #pierce: boolean;
  readonly #bodyOf: (unit: Element) => Element | null;
  /** Names that are the reader's. */
  readonly #ownNames: ReadonlySet<string>;
  /** A title that is also the name of one who writes. */
  #talkOf = '';
  #edges: Edges | null = null;

  constructor(units: Units, rule: MineRule | null, pierce: boolean, bodyOf: (unit: Element) => Element | null, ownNames: ReadonlySet<string>) {
    this.#units = units;
    this.#rule = rule;
    this.#pierce = pierce;
    this.#bodyOf = bodyOf;
    this.#ownNames = rule?.by === 'name' ? new Set([...rule.names, ...ownNames]) : ownNames;
  }

  /** Whether anything but names tells sides apart. */
  get bySign(): boolean {
    return this.#rule !== null && this.#rule.by !== 'name';
  }

  /**
   * @param title the conversation's name in the header: of a talk of two it is the other's
   */
  role(unit: Element, name: string, title = ''): Role {
    const own = name !== '' && (this.#ownNames.has(name) || OWN_NAMES.test(name));
    if (own) return 'me';
    const sign = this.sign(unit);
    if (sign !== 'unknown') return sign;
    if (name === '') return 'unknown';
    if (this.#ownNames.size > 0) return 'them';
    if (title === '') return 'unknown';
    if (name === title) this.#talkOf = title;
    return name === title ? 'them' : this.#talkOf === title ? 'me' : 'unknown';
  }

  /** By the rule alone, names left aside. */
  sign(unit: Element): 'me' | 'them' | 'unknown' {
    const rule = this.#rule;
    if (rule?.by === 'selector') return this.#hasSign(unit, rule.selector) ? 'me' : 'them';
    if (rule?.by === 'place') return this.#byPlace(unit, rule.edge);
    return 'unknown';
  }

  #hasSign(unit: Element, selector: string): boolean {
    if (matches(unit, selector) || findInside(unit, selector, this.#pierce)) return true;
    let at = flatParentOf(unit);
    for (let up = 0; at && at !== this.#units.list && up < MOST_UP; up++, at = flatParentOf(at)) if (matches(at, selector)) return true;
    return false;
  }

  #byPlace(unit: Element, edge: 'left' | 'right'): 'me' | 'them' | 'unknown' {
    const body = this.#bodyOf(unit) ?? unit;
    const list = boxOf(this.#units.list);
    if (list.width === 0) return 'unknown';
    const edges = this.#edgesOf(list);
    const box = placeOf(body, unit, edges.row);
    if (box.width === 0) return 'unknown';
    const left = box.left - list.left - edges.left;
    const right = edges.right - (box.right - list.left);
    if (Math.abs(left - right) < LEAST_GAP) return 'unknown';
    return (left > right ? 'right' : 'left') === edge ? 'me' : 'them';
  }

  /** Where the messages of both sides begin and end, relative to the list: faces and paddings take room. */
  #edgesOf(list: DOMRect): Edges {
    if (this.#edges && Math.abs(this.#edges.width - list.width) < 1) return this.#edges;
    const known: { unit: Element; body: Element }[] = [];
    for (const unit of this.#units.inside(this.#units.list)) {
      const body = this.#bodyOf(unit);
      if (body && boxOf(unit).width > 0) known.push({ unit, body });
      if (known.length >= 60) break;
    }
    const row = rowWidth(known.map(({ unit }) => unit), list.width);
    const boxes = known.map(({ unit, body }) => placeOf(body, unit, row)).filter((box) => box.width > 0);
    const left = Math.min(...boxes.map((box) => box.left - list.left), list.width / 4);
    const right = Math.max(...boxes.map((box) => box.right - list.left), (list.width * 3) / 4);
    this.#edges = { left, right, row, width: list.width };
    return this.#edges;
  }
}

/** In CSS pixels; `left` and `right` from the list's left edge, `row`: see `rowWidth`, `width`: the list's when measured. */
interface Edges { left: number; right: number; row: number; width: number }

/** From how much of its list on a column of messages in the middle is taken for the place they have. */
const LEAST_COLUMN = 1 / 3;

/** The width that messages have to stand in, in CSS pixels: a column in the middle of a wide list is narrower than the list. */
export function rowWidth(units: readonly Element[], listWidth: number): number {
  const boxes = units.map(boxOf).filter((box) => box.width > 0);
  const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
  return width >= listWidth * LEAST_COLUMN ? Math.min(width, listWidth) : listWidth;
}

/**
 * The box in which a message is drawn: the largest around its words that is not as wide as its row, at most its unit; of words
 * that run over the whole width, where they stand.
 * @param width see `rowWidth`
 */
export function placeOf(body: Element, unit: Element, width: number): DOMRect {
  let box = boxOf(body);
  let at: Element | null = body;
  for (let up = 0; at && up < 6 && (box.width === 0 || box.width < width * 0.9); up++) {
    if (at === unit) return box;
    at = flatParentOf(at);
    const outer: DOMRect = at ? boxOf(at) : box;
    if (outer.width >= width * 0.9) return box.width === 0 ? outer : box;
    box = outer.width === 0 ? box : outer;
  }
  // As wide as the row: what is inside, down to where it is not.
  for (at = body; at && box.width >= width * 0.9; ) {
    const [only, another] = drawnChildren(at);
    if (!only || another) break;
    at = only;
    box = boxOf(only);
  }
  // A range over a message of thousands of parts costs more than the answer is worth.
  if (box.width < width * 0.9 || childCountOf(at ?? body) > MOST_PARTS) return box;
  const range = documentOf(body)!.createRange();
  range.selectNodeContents(at ?? body);
  return range.getBoundingClientRect();
}

/** The first two children that have a box. */
function drawnChildren(element: Element): Element[] {
  const drawn: Element[] = [];
  let looked = 0;
  for (let child = firstElementOf(element); child && drawn.length < 2 && looked < 20; child = nextElementOf(child), looked++) if (boxOf(child).width > 0) drawn.push(child);
  return drawn;
}
