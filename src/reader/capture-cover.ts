import { flatContains, flatParentOf, shadowOf } from '../sites/dom.ts';
import { longestFree, type Band, type Box } from './capture-boxes.ts';

/** Between samples, in CSS pixels. */
const STEP = 4;
/** Where across the message it is looked: not quite at its edges. */
const ACROSS = [0.08, 0.5, 0.92];
const MOST_UP = 300;

/** What is hit at a point, in shadow trees, too. */
export function deepestAt(document: Document, x: number, y: number): Element | null {
  let hit = Document.prototype.elementFromPoint.call(document, x, y) as Element | null;
  for (let steps = 0; hit && steps < MOST_UP; steps++) {
    const inner: Element | null = (shadowOf(hit)?.elementFromPoint(x, y) as Element | null | undefined) ?? null;
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
}

/**
 * Whether something that was hit lies over the list: it is no part of what holds the rows, or stands fixed or stuck in it.
 * @param around what holds the rows
 */
export function covers(hit: Element | null, row: Element, around: Element, styleOf: (element: Element) => CSSStyleDeclaration = (element) => getComputedStyle(element)): boolean {
  if (!hit) return true;
  let at: Element | null = hit;
  for (let steps = 0; at && at !== around && steps < MOST_UP; steps++, at = flatParentOf(at)) {
    if (/fixed|sticky/.test(styleOf(at).position) && !flatContains(at, row)) return true;
  }
  // Hit was what stands behind the list: nothing of it catches presses there.
  return at !== around && !flatContains(hit, around);
}

/** The longest stretch of what shows in which nothing lies over the message's place. Null when all of it is covered. */
export function freeBand(document: Document, { shown, across, row, around }: { shown: Box; across: Pick<Box, 'left' | 'right'>; row: Element; around: Element }): Band | null {
  const left = Math.max(shown.left, across.left);
  const width = Math.min(shown.right, across.right) - left;
  if (width <= 0) return null;
  const known = new Map<Element | null, boolean>();
  const isFree = (y: number) => ACROSS.every((share) => {
    const hit = deepestAt(document, left + width * share, y);
    let covered = known.get(hit);
    if (covered === undefined) known.set(hit, (covered = covers(hit, row, around)));
    return !covered;
  });
  const free: boolean[] = [];
  const last = Math.max(0, Math.ceil((shown.bottom - shown.top) / STEP) - 1);
  for (let i = 0; i <= last; i++) free.push(isFree(i === last ? shown.bottom - 0.5 : shown.top + i * STEP + 0.5));
  return longestFree(free, shown, STEP);
}
