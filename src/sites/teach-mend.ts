import type { ChatShape } from './chat-shape.ts';
import { flatContains, flatParentOf, isElement, matches } from './dom.ts';
import { atomsOf, selectorOfSet } from './detect-selectors.ts';
import { findInside, listsOf } from './shape-within.ts';
import type { OpenPage } from './site.ts';
import { openShape } from './teach.ts';
import { walk } from './teach-blocks.ts';
import { checkTaught } from './teach-check.ts';

/** Messages looked at, and of each so many elements inside. */
const MOST_ROWS = 300;
const MOST_INNER = 100;
/** More of the others than this would go with it. */
const MOST_GONE = 0.4;
/** What is taken in may not be many times what was there: then it is no message but any box. */
const MOST_MORE = 3;

/** Parts of a unit's selector as this file writes it: `:is(a, b):not(c, d)`. */
interface Parts {
  is: string;
  not: string[];
}

/** Without this row and those told from the rest by the same trait. Null when no trait tells it apart. */
export function shapeWithout(document: Document, shape: ChatShape, row: Element, now: Date): ChatShape | null {
  const page = openShape(document, shape, now);
  if (!page || page.rowOf(row) !== row) return null;
  const others = rowsOf(document, page).filter((other) => other !== row && page.read(other) !== null);
  let best: { trait: string; gone: number } | null = null;
  for (const trait of traitsOf(row)) {
    const gone = others.filter((other) => matches(other, trait)).length;
    if (gone <= others.length * MOST_GONE && (!best || gone < best.gone)) best = { trait, gone };
    if (best?.gone === 0) break;
  }
  const lacking = best?.gone === 0 ? null : lackingOf(row, others);
  const trait = lacking ?? best?.trait;
  if (trait === undefined || others.length === 0) return null;
  const { is, not } = partsOf(shape.unit);
  const changed = checkTaught({ ...shape, unit: join({ is, not: [...not, trait] }) });
  const after = changed && openShape(document, changed, now);
  return after && after.rowOf(row) !== row ? changed : null;
}

/** With the kind of thing that the reader pointed at. Null when it is no part of this chat or cannot be read by itself. */
export function shapeWith(document: Document, shape: ChatShape, element: Element, now: Date): ChatShape | null {
  const list = listsOf(document, shape.list).find((one) => flatContains(one, element));
  const page = openShape(document, shape, now);
  if (!list || list === element || !page) return null;
  const before = rowsOf(document, page);
  const { is, not } = partsOf(shape.unit);
  // Taken out before: back again.
  for (const trait of not) {
    const back = checkTaught({ ...shape, unit: join({ is, not: not.filter((one) => one !== trait) }) });
    if (back && reads(document, back, element, now)) return back;
  }
  const unit = page.rowOf(element) ?? highest(list, element, before);
  if (before.some((row) => row !== unit && flatContains(unit, row))) return null;
  const known = page.rowOf(element) !== null;
  const wayOfOthers = [...new Set(before.flatMap((row) => upTo(row, list)))];
  const selector = known ? null : selectorOfSet([unit], wayOfOthers, { edge: (at) => at === list, around: false });
  if (!known && selector === null) return null;
  const changed: ChatShape = { ...shape, unit: selector === null ? shape.unit : join({ is: `${is}, ${selector}`, not }) };
  for (const text of textsFor(changed, unit, selector, element)) {
    const whole = checkTaught({ ...changed, text });
    if (!whole || !reads(document, whole, element, now)) continue;
    const after = openShape(document, whole, now);
    if (after && rowsOf(document, after).length <= before.length * MOST_MORE + 3) return whole;
  }
  return null;
}

function rowsOf(document: Document, page: OpenPage): Element[] {
  const rows: Element[] = [];
  for (const row of page.rowsIn(document)) if (rows.push(row) >= MOST_ROWS) break;
  return rows;
}

function reads(document: Document, shape: ChatShape, element: Element, now: Date): boolean {
  const page = openShape(document, shape, now);
  const row = page?.rowOf(element);
  return row ? page!.read(row) !== null : false;
}

/** What may be said of a row: of itself, or of something in it. */
function* traitsOf(row: Element): Iterable<string> {
  const own = atomsOf(row).filter((atom) => !/^[a-z]+$/.test(atom));
  yield* own;
  for (const [i, one] of own.entries()) for (const other of own.slice(0, i)) yield one + other;
  for (const atom of innerAtoms(row)) yield `:has(${atom})`;
}

/** A trait of something inside that almost every other has and this one has not. */
function lackingOf(row: Element, others: readonly Element[]): string | null {
  const counts = new Map<string, number>();
  for (const other of others) for (const atom of innerAtoms(other)) counts.set(atom, (counts.get(atom) ?? 0) + 1);
  const own = innerAtoms(row);
  const [atom] = [...counts].filter(([one, count]) => count === others.length && !own.has(one))[0] ?? [];
  return atom === undefined ? null : `:not(:has(${atom}))`;
}

function innerAtoms(row: Element): Set<string> {
  const atoms = new Set<string>();
  for (const node of walk(row, () => true, MOST_INNER)) {
    // Bare, a `span` may be a mark of ours.
    if (isElement(node) && node !== row) for (const atom of atomsOf(node)) if (atom !== 'span') atoms.add(atom);
  }
  return atoms;
}

function highest(list: Element, element: Element, rows: readonly Element[]): Element {
  let unit = element;
  for (const at of upTo(element, list)) {
    if (rows.some((row) => flatContains(at, row))) break;
    unit = at;
  }
  return unit;
}

function upTo(element: Element, list: Element): Element[] {
  const way: Element[] = [];
  for (let at: Element | null = element; at && at !== list && way.length < 30; at = flatParentOf(at)) way.push(at);
  return way;
}

/** Where the words are in what is taken in: as in the others, else at what was pointed at. */
function* textsFor({ text }: ChatShape, unit: Element, selector: string | null, element: Element): Iterable<string> {
  if (text === '' || findInside(unit, text)) yield text;
  if (element === unit || text === '') return;
  for (const atom of atomsOf(element)) yield `${text}, ${selector === null || selector.includes(',') ? '' : `${selector} `}${atom}`;
}

function partsOf(unit: string): Parts {
  const written = /^:is\((.*)\):not\((.*)\)$/s.exec(unit);
  const not = written ? splitList(written[2]!) : null;
  // Only what was written here is taken apart again; anything else stays whole.
  return not && join({ is: written![1]!, not }) === unit && splitList(written![1]!) ? { is: written![1]!, not } : { is: unit, not: [] };
}

function join({ is, not }: Parts): string {
  return not.length === 0 ? is : `:is(${is}):not(${not.join(', ')})`;
}

/** At the commas between whole selectors; null where brackets do not close. */
function splitList(list: string): string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < list.length; at++) {
    const unit = list[at];
    if (unit === '(' || unit === '[') depth++;
    else if (unit === ')' || unit === ']') depth--;
    else if (unit === ',' && depth === 0) {
      parts.push(list.slice(from, at).trim());
      from = at + 1;
    }
    if (depth < 0) return null;
  }
  parts.push(list.slice(from).trim());
  return depth === 0 ? parts : null;
}
