import { attributeOf, boxOf, flatChildrenOf, flatClosest, flatContains, flatParentOf, isConnected, isElement, isText, shadowOf, tagOf } from './dom.ts';

/** Levels climbed from what was pressed to words: a face or the rim of a bubble stands close to them. */
const MOST_UP = 4;
const MOST_ROOTS = 20;
/** A box of more words than this is no message that one points at. */
const MOST_WORDS = 5_000;
/** Elements looked at for blocks in view. */
const MOST_LOOKED_AT = 30_000;
const MOST_DEEP = 1_000;
const REMEMBERED = 200;
const MOST_SEARCHED = 3_000;

const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'TEXTAREA', 'SELECT', 'OPTION', 'SVG', 'HEAD']);

/** The block of words that a press at this place is meant for; null where there are none. */
export function blockAt(node: Node, at: { x: number; y: number }): Element | null {
  let element = isElement(node) ? node : flatParentOf(node);
  // An event names the host of a closed root, and no more.
  for (let deep = 0; element && deep < MOST_ROOTS; deep++) {
    const inner = shadowOf(element)?.elementFromPoint?.(at.x, at.y);
    if (!inner || inner === element) break;
    element = inner;
  }
  for (let up = 0; element && up <= MOST_UP; up++) {
    if (/^(HTML|BODY)$/.test(tagOf(element))) return null;
    const words = wordsIn(element, MOST_WORDS + 1);
    if (words.length > MOST_WORDS) return null;
    if (words !== '') return blockAround(element);
    element = flatParentOf(element);
  }
  return null;
}

/** All inside and itself, in order, bit by bit: an element may have a million children. */
export function* walk(root: Node, enters: (element: Element) => boolean = () => true, most = MOST_LOOKED_AT): Iterable<Node> {
  const levels: Iterator<Node>[] = [[root].values()];
  for (let looked = 0; levels.length > 0 && looked < most; looked++) {
    const { done, value } = levels.at(-1)!.next();
    if (done) levels.pop();
    else {
      yield value;
      if (isElement(value) && levels.length < MOST_DEEP && enters(value)) levels.push(flatChildrenOf(value)[Symbol.iterator]());
    }
  }
}

/** What an element says, shadow roots included, white space folded. */
export function wordsIn(element: Element, most: number): string {
  let words = '';
  for (const node of walk(element, (inner) => !SILENT.has(tagOf(inner)))) {
    if (isText(node)) words = `${words} ${node.data.slice(0, most).trim()}`.trimStart();
    if (words.length >= most) break;
  }
  return words.replace(/\s+/g, ' ').trim().slice(0, most);
}

/** Words inside a line belong to what holds the line: a link in a sentence is part of it, a name beside one is not. */
function blockAround(element: Element): Element {
  return flatClosest(element, (one) => {
    const parent = flatParentOf(one);
    return !parent || /^(?:BODY|HTML)$/.test(tagOf(parent)) || !/^(?:inline|contents)$/.test(getComputedStyle(one).display) || !holdsWords(parent);
  }) ?? element;
}

function holdsWords(element: Element): boolean {
  let looked = 0;
  for (const child of flatChildrenOf(element)) {
    if (isText(child) && child.data.trim() !== '') return true;
    if (looked++ > 60) return false;
  }
  return false;
}

/** The next block of words, as far as one window above and below what is seen. From nothing: the lowest in view. */
export function stepBlock(document: Document, from: Element | null, by: 1 | -1): Element | null {
  const blocks = blocksNear(document);
  const height = document.documentElement.clientHeight;
  if (!from || !isConnected(from)) return blocks.findLast((block) => boxOf(block).top >= 0 && boxOf(block).bottom <= height) ?? blocks.at(-1) ?? null;
  const at = blocks.findIndex((block) => block === from || flatContains(from, block));
  if (at < 0) return blocks.find((block) => boxOf(block).top > boxOf(from).top) ?? null;
  const [before, after] = [blocks[at - 1] ?? null, blocks[at + 1] ?? null];
  const [straight, other] = by === 1 ? [after, before] : [before, after];
  // Some chats stand in the document from the newest to the oldest: the arrows follow the eye.
  return straight && isBeyond(from, straight, -by as 1 | -1) && other && isBeyond(from, other, by) ? other : (straight ?? from);
}

function isBeyond(from: Element, to: Element, by: 1 | -1): boolean {
  const [a, b] = [boxOf(from), boxOf(to)];
  return by === 1 ? b.top >= a.bottom - 1 : b.bottom <= a.top + 1;
}

/** Blocks that hold words themselves, in the document's order. */
function blocksNear(document: Document): Element[] {
  const height = document.documentElement.clientHeight;
  const blocks = new Set<Element>();
  const isNear = (element: Element) => {
    if (SILENT.has(tagOf(element)) || attributeOf(element, 'aria-hidden') === 'true') return false;
    const { top, bottom, width, height: own } = boxOf(element);
    // A box of no size may have children that stand elsewhere.
    return (bottom > -height && top < 2 * height) || width === 0 || own === 0;
  };
  for (const node of document.body ? walk(document.body, isNear) : []) {
    const parent = isText(node) && node.data.trim() !== '' ? flatParentOf(node) : null;
    if (parent) blocks.add(blockAround(parent));
  }
  return [...blocks].filter((block) => boxOf(block).width > 0 && boxOf(block).height > 0);
}

/** Finds a block again: pages build their tree anew, and use elements again for other words. */
export function rememberBlock(block: Element): () => Element | null {
  const said = wordsIn(block, REMEMBERED);
  const tag = tagOf(block);
  const path: number[] = [];
  let root: Element = block;
  for (let at = flatParentOf(block); at; at = flatParentOf(at)) {
    path.unshift(placeIn(at, root));
    root = at;
  }
  const isIt = (element: Element) => tagOf(element) === tag && wordsIn(element, REMEMBERED) === said;
  return () => {
    if (isConnected(block) && isIt(block)) return block;
    const steps: Element[] = [root];
    for (const index of path) {
      const child = childAt(steps.at(-1)!, index);
      if (!child) break;
      steps.push(child);
    }
    const last = steps.at(-1)!;
    if (steps.length === path.length + 1 && isIt(last)) return last;
    // Moved along: among what stands in the nearest boxes.
    for (const box of steps.toReversed().slice(0, 6)) {
      const found = findIn(box, isIt);
      if (found) return found;
    }
    return null;
  };
}

function placeIn(parent: Element, child: Element): number {
  let place = 0;
  for (const other of flatChildrenOf(parent)) {
    if (other === child) return place;
    place++;
  }
  return -1;
}

function childAt(parent: Element, place: number): Element | null {
  let at = 0;
  for (const child of flatChildrenOf(parent)) if (at++ === place) return isElement(child) ? child : null;
  return null;
}

function findIn(box: Element, isIt: (element: Element) => boolean): Element | null {
  for (const node of walk(box, () => true, MOST_SEARCHED)) if (node !== box && isElement(node) && isIt(node)) return node;
  return null;
}
