import type { Spot } from '../core/spot.ts';
import { boxOf, documentOf, isConnected, parentElementOf } from './dom.ts';
import { parentAcross } from './ground.ts';
import type { Box } from './placement.ts';

/** Where the message stands in the viewport: its text, and its body when that shows no text. Null when it is gone. */
export function messageBox(spot: Spot): Box | null {
  const { body, pieces } = spot;
  if (!isConnected(body)) return null;
  const first = pieces.find((piece) => piece.node.isConnected);
  const last = pieces.findLast((piece) => piece.node.isConnected);
  if (first && last) {
    const range = documentOf(body).createRange();
    range.setStart(first.node, Math.min(first.nodeStart, first.node.length));
    range.setEnd(last.node, Math.min(last.nodeStart + last.end - last.start, last.node.length));
    const text = range.getBoundingClientRect();
    if (text.width > 0 && text.height > 0) {
      // A bubble's padding belongs to the message; a cell as high as the page does not.
      const around = boxOf(body);
      const bubble = around.height >= text.height && around.height <= text.height + 40;
      return { left: text.left, right: text.right, top: bubble ? around.top : text.top, bottom: bubble ? around.bottom : text.bottom };
    }
  }
  const box = boxOf(body);
  return box.width > 0 || box.height > 0 ? box : null;
}

/** The viewport box of the last character that shows. Null when there is none. */
export function lastCharacter({ body, pieces }: Spot): Box | null {
  const last = pieces.findLast(({ node }) => node.isConnected && node.data.trim() !== '');
  return last ? characterBox(last.node, last.node.data.trimEnd().length - 1, documentOf(body)) : null;
}

function characterBox(node: Text, at: number, document: Document): Box | null {
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + 1);
  const box = [...range.getClientRects()].at(-1);
  return box && box.width > 0 ? box : null;
}

/** Steps looked for what follows on the same line. */
const STEPS = 12;

/** The box of the first character after an element within the same block, or null. */
export function nextCharacter(element: Element): Box | null {
  const document = documentOf(element);
  const view = document.defaultView!;
  let block: Element | null = element.parentElement;
  while (block && view.getComputedStyle(block).display === 'inline') block = block.parentElement;
  if (!block) return null;
  const walker = document.createTreeWalker(block, 4);
  walker.currentNode = element;
  for (let i = 0; i < STEPS; i++) {
    const text = walker.nextNode() as Text | null;
    if (!text) return null;
    const at = text.data.search(/\S/);
    if (at >= 0) return characterBox(text, at, document);
  }
  return null;
}

export function common(a: Box, b: Box): Box | null {
  const box = {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
  return box.left < box.right && box.top < box.bottom ? box : null;
}

export function viewportBox(document: Document): Box {
  const { clientWidth, clientHeight } = document.documentElement;
  return { left: 0, top: 0, right: clientWidth, bottom: clientHeight };
}

/**
 * Elements around that cut off what leaves them, from the inside out.
 * @param known what was found for elements before, valid until the page changes
 */
export function clippersOf(element: Element, known: Map<Element, Element[]> = new Map()): Element[] {
  const document = documentOf(element);
  const view = document.defaultView!;
  const path: Element[] = [];
  let at: Element | null = element;
  while (at && at !== document.body && at !== document.documentElement && !known.has(at)) {
    path.push(at);
    at = parentAcross(at);
  }
  let clippers = (at && known.get(at)) ?? [];
  for (const inner of path.toReversed()) {
    const { overflowX, overflowY, contain, display } = view.getComputedStyle(inner);
    const cuts = overflowX !== 'visible' || overflowY !== 'visible' || /paint|content|strict/.test(contain);
    // Inline boxes cut nothing off.
    if (cuts && display !== 'inline') clippers = [inner, ...clippers];
    known.set(inner, clippers);
  }
  return clippers;
}

/** The part of a box that the reader can see, or null. */
export function seenPart(box: Box, clippers: readonly Element[], document: Document): Box | null {
  let seen = common(box, viewportBox(document));
  for (const clipper of clippers) seen = seen && common(seen, boxOf(clipper));
  return seen;
}

/**
 * Where something may be painted without being cut off sideways and without making anything scroll farther.
 * Upwards and downwards only the nearest clipper counts: what is inside may lie outside what is scrolled into view.
 */
export function paintableBox(clippers: readonly Element[], document: Document): Box {
  const root = document.scrollingElement ?? document.documentElement;
  const all = { left: 0, right: document.documentElement.clientWidth, top: -root.scrollTop, bottom: root.scrollHeight - root.scrollTop };
  clippers.forEach((clipper, index) => {
    const box = boxOf(clipper);
    const left = box.left + clipper.clientLeft;
    all.left = Math.max(all.left, left);
    all.right = Math.min(all.right, left + clipper.clientWidth);
    if (index > 0) return;
    // A reversed column counts its scrolling from the end.
    const reversed = clipper.scrollTop < 0 || document.defaultView!.getComputedStyle(clipper).flexDirection === 'column-reverse';
    const edge = box.top + clipper.clientTop - clipper.scrollTop;
    all.top = reversed ? edge + clipper.clientHeight - clipper.scrollHeight : edge;
    all.bottom = all.top + clipper.scrollHeight;
    // `scrollHeight` is rounded; where nothing scrolls the true height is known.
    if (clipper.scrollHeight <= clipper.clientHeight) all.bottom = Math.min(all.bottom, box.bottom);
  });
  return all;
}

/** Whether an absolutely placed child of this element moves with it when something around scrolls. */
export function holdsPlaced(element: Element): boolean {
  const document = documentOf(element);
  const view = document.defaultView!;
  const clippers = new Set(clippersOf(element));
  for (let at: Element | null = element; at && at !== document.documentElement; at = parentAcross(at)) {
    const { position, transform } = view.getComputedStyle(at);
    if (position !== 'static' || transform !== 'none') return true;
    if (clippers.has(at)) return false;
  }
  return true;
}

/** Boxes left at most, going outwards. */
const STEPS_OUT = 3;

/**
 * The nearest box around a text, itself included, in which something of this width fits after the last character
 * without being cut off. A box that scrolls is never left.
 */
export function roomier(element: Element, last: Box | null, width: number): Element {
  const view = documentOf(element).defaultView!;
  if (!last) return element;
  let at = element;
  for (let step = 0; step < STEPS_OUT && parentElementOf(at); step++) {
    const { overflowX, overflowY, display } = view.getComputedStyle(at);
    const inline = display === 'inline' || display === 'contents';
    const cuts = (overflowX !== 'visible' || overflowY !== 'visible') && last.right + width > boxOf(at).right;
    const scrolls = at.scrollHeight > at.clientHeight + 1 || at.scrollWidth > at.clientWidth + 1;
    if (!inline && (!cuts || scrolls)) return at;
    at = parentElementOf(at)!;
  }
  return at;
}

/** Where the line ends: right of what stands beside the point in the same box, without a gap wider than a word space. */
export function besideOnLine(box: Element, host: Element, point: { x: number; y: number }, rtl: boolean): number {
  const around = [...box.children].filter((child) => child !== host).map((child) => child.getBoundingClientRect())
    .filter(({ width, top, bottom }) => width > 0 && width < 60 && top < point.y + 4 && bottom > point.y - 16)
    .sort((a, b) => (rtl ? b.right - a.right : a.left - b.left));
  let { x } = point;
  for (const { left, right } of around) {
    if (rtl ? right <= x + 2 && x - right < 24 : left >= x - 2 && left - x < 24) x = rtl ? left : right;
  }
  return x;
}
