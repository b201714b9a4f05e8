import type { ChatShape } from './chat-shape.ts';
import { boxOf, flatParentOf } from './dom.ts';
import { shapeFromUnits } from './detect-shape.ts';
import { openByShape } from './shape-reader.ts';
import type { OpenContext, OpenPage, Site } from './site.ts';
import { checkTaught } from './teach-check.ts';
import { exactlyRead, shapeWithText, type Pointed } from './teach-text.ts';
import { alike, areTwo, chatAround, knownIn, type ShownChat } from './teach-list.ts';

/** Why nothing could be made of what the reader pointed at. */
export type TeachFault = 'nothing' | 'same' | 'wide' | 'apart' | 'alone' | 'gone';

export type FromExamples = { shape: ChatShape; count: number } | { failed: TeachFault };

/** Messages counted at most before the reader is asked, and how long that may take, in ms. */
const MOST_COUNTED = 2_000;
const LONGEST_MS = 80;

/**
 * How a page is built, from one message of the reader's and one of the other side. The elements may be anything inside the messages.
 * @param own null when the reader has not written there yet
 */
export function shapeFromExamples(document: Document, own: Element | null, other: Element, now: Date = new Date()): FromExamples {
  const shown = chatAround(own, other, { now });
  if (typeof shown === 'string') return { failed: shown };
  let best: { shape: ChatShape; page: OpenPage; pointed: Pointed[]; exact: number } | null = null;
  for (const chat of choicesOf(shown)) {
    const shape = shapeOf(document, chat, now);
    const page = shape && openShape(document, shape, now);
    const pointed: Pointed[] = [...(own ? [{ unit: chat.own!, element: own }] : []), { unit: chat.other, element: other }];
    if (!shape || !page || !pointed.every(({ unit }) => page.rowOf(unit) === unit && page.read(unit) !== null)) continue;
    const exact = exactlyRead(page, pointed);
    if (!best || exact > best.exact) best = { shape, page, pointed, exact };
    if (exact === pointed.length) break;
  }
  if (!best) return { failed: 'apart' };
  const mended = checkTaught(shapeWithText(document, best.shape, best.page, best.pointed, now));
  const page = (mended && openShape(document, mended, now)) ?? best.page;
  const count = countOf(document, page);
  return count < 2 ? { failed: 'alone' } : { shape: mended ?? best.shape, count };
}

/** The messages as they were found; only those built like the two; the whole rows of the list. */
function* choicesOf(shown: ShownChat): Iterable<ShownChat> {
  yield shown;
  const { list, units, own, other } = shown;
  const like = units.filter((unit) => alike(unit, other) || (own !== null && alike(unit, own)));
  if (like.length < units.length && like.length > 1) yield { ...shown, units: like };
  const rowOf = (unit: Element) => {
    let row = unit;
    for (let at = flatParentOf(unit); at && at !== list; at = flatParentOf(at)) row = at;
    return row;
  };
  const rows = [...new Set(units.map(rowOf))];
  const [ownRow, otherRow] = [own && rowOf(own), rowOf(other)];
  if (rows.length > 1 && rows.length < units.length && ownRow !== otherRow && areTwo(ownRow, otherRow, rows)) yield { ...shown, units: rows, own: ownRow, other: otherRow };
}

function shapeOf(document: Document, shown: ShownChat, now: Date): ChatShape | null {
  const { list, units, own, other } = shown;
  const found = shapeFromUnits(document, list, units, { mine: own ? [own] : [], theirs: [other], now }, knownIn(shown, units));
  // What would not be taken from a file is not kept either.
  const shape = found && checkTaught(withoutNames(found.shape));
  if (!shape) return null;
  if (own && !tells(document, shape, own, other, now)) return { ...shape, mine: ruleByHand(document, shape, list, own, other, now) };
  return shape;
}

/**
 * A label for screen readers may say who wrote, or what. Of the reader's own it may say the name, as `by: 'name'` does; of the others' nothing is kept.
 */
function withoutNames(shape: ChatShape): ChatShape | null {
  const says = (selector: string | undefined) => selector?.includes('[aria-label') === true;
  if ([shape.unit, shape.text, shape.skip].some(says)) return null;
  const { author, time, day, title, mine } = shape;
  return {
    ...shape,
    author: says(author?.selector) ? null : author,
    time: says(time?.selector) ? null : time,
    day: says(day ?? undefined) ? null : day,
    title: says(title ?? undefined) ? null : title,
    mine: mine?.by === 'selector' && says(mine.selector) && mine.selector.includes(':not(') ? null : mine,
  };
}

/** Whether by this shape the one is the reader's and the other is not. */
function tells(document: Document, shape: ChatShape, own: Element, other: Element, now: Date): boolean {
  const page = openShape(document, shape, now);
  return page?.read(own)?.author.role === 'me' && page.read(other)?.author.role !== 'me';
}

/** Where nothing in the markup tells both apart: the edge they stand at, or their names. Null when those do not either. */
function ruleByHand(document: Document, shape: ChatShape, list: Element, own: Element, other: Element, now: Date): ChatShape['mine'] {
  const page = openShape(document, { ...shape, mine: null }, now);
  const [mine, theirs] = [page?.read(own), page?.read(other)];
  if (!mine || !theirs) return null;
  const middle = ({ spot }: typeof mine) => (boxOf(spot.body).left + boxOf(spot.body).right) / 2;
  const apart = middle(mine) - middle(theirs);
  const rules: ChatShape['mine'][] = [];
  if (Math.abs(apart) > boxOf(list).width * 0.08) rules.push({ by: 'place', edge: apart > 0 ? 'right' : 'left' });
  if (mine.author.name !== '' && mine.author.name !== theirs.author.name) rules.push({ by: 'name', names: [mine.author.name] });
  return rules.find((rule) => tells(document, { ...shape, mine: rule }, own, other, now)) ?? null;
}

const NOT_TYPED = () => false;

/** A page as it would be read by a shape, beside what reads it now. */
export function openShape(document: Document, shape: ChatShape, now: Date): OpenPage | null {
  return openByShape(document, shape, { now: () => now, typed: NOT_TYPED });
}

function countOf(document: Document, page: OpenPage): number {
  let count = 0;
  let looked = 0;
  const end = performance.now() + LONGEST_MS;
  for (const row of page.rowsIn(document)) {
    if (looked++ >= MOST_COUNTED || (count > 1 && performance.now() > end)) break;
    if (page.read(row)) count++;
  }
  return count;
}

/** The adapter of a page that the reader taught. What is in the store may be older or broken: then it fits no page. */
export function taughtSite(shape: unknown, taughtAt: string): Site {
  const whole = checkTaught(shape);
  return {
    id: 'taught',
    name: '',
    version: taughtAt.slice(0, 10),
    trust: 'taught',
    open: (document: Document, context: OpenContext) => (whole ? openByShape(document, whole, context) : null),
  };
}

