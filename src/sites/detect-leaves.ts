import { attributeOf, boxOf, classOf, documentOf, flatChildrenBackwards, flatParentOf, isElement, isText, tagOf } from './dom.ts';
import { isFace } from './shape-media.ts';
import { isEmoji, TOKENS } from './shape-words.ts';

/** Words on the page with the element that holds them itself, or a picture. */
export interface Leaf {
  element: Element;
  /** White space folded, cut; '' of a picture. */
  words: string;
  /** Tags from the row (left out) down to the element, with the names of the last two: what stands at the same place of its row. */
  path: string;
  /** The same with tags alone. */
  tags: string;
  /** The nearest leaf around it. */
  around: Leaf | null;
  /** Nothing stands before it in that leaf. */
  leads: boolean;
  /** In a button, a menu or a field of choice. */
  control: boolean;
  /** For screen readers alone, or not shown. */
  hidden: boolean;
  picture: 'face' | 'picture' | null;
  /** What it says unseen: a picture's words, a title, a label. */
  label: string;
}

const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'SVG', 'TEXTAREA', 'SELECT', 'INPUT', 'IFRAME', 'CANVAS', 'OBJECT', 'HEAD', 'DATALIST']);
const CONTROL = '[role="button"], [role="menu"], [role="menuitem"], [role="toolbar"], [role="tooltip"], [role="checkbox"], [role="switch"], [role="tab"], [role="option"]';
const MOST_WORDS = 300;
const MOST_NODES = 1_500;
const MOST_DEPTH = 120;
const MOST_CHILDREN = 400;

/** The words inside a row, in order, but for those in one element. At most so many: a hostile row may hold a million. */
export function leavesOf(row: Element, most = 160, without: Element | null = null): Leaf[] {
  const leaves: Leaf[] = [];
  const stack: Place[] = [{ node: row, path: '', names: '', tags: '', around: null, control: false, hidden: false, depth: 0 }];
  const drawn = boxOf(documentOf(row)!.documentElement).width > 0;
  let nodes = 0;
  while (stack.length > 0 && leaves.length < most && nodes++ < MOST_NODES) {
    const place = stack.pop()!;
    const element = place.node;
    const tag = tagOf(element);
    if (SILENT.has(tag) || element === without) continue;
    const control = place.control || tag === 'BUTTON' || (attributeOf(element, 'role') !== null && Element.prototype.matches.call(element, CONTROL));
    const hidden = place.hidden || isHidden(element, drawn);
    const leaf: Leaf = { element, words: '', path: place.path, tags: place.tags, around: place.around, leads: false, control, hidden, picture: null, label: labelOf(element) };
    if (tag === 'IMG') {
      if (isEmoji(attributeOf(element, 'alt') ?? '')) continue;
      leaf.picture = isFace(element) ? 'face' : 'picture';
      leaves.push(leaf);
      continue;
    }
    const { words, children } = partsOf(element);
    if (words !== '') {
      leaf.words = words;
      leaf.leads = place.around !== null && leadsIn(element, place.around.element);
      leaves.push(leaf);
    }
    // A round box with the person's letters or colour, named by its title.
    if (words === '' && leaf.label !== '' && depth(place) && TOKENS.avatar.test(classOf(element))) leaves.push({ ...leaf, picture: 'face' });
    if (place.depth >= MOST_DEPTH) continue;
    for (const child of children) {
      const names = namesOf(child);
      const tags = `${place.tags}>${tagOf(child)}`;
      stack.push({
        node: child, path: `${tags} ${place.names} ${names}`, names, tags,
        around: words === '' ? place.around : leaf, control, hidden, depth: place.depth + 1,
      });
    }
  }
  return leaves;
}

interface Place {
  node: Element;
  path: string;
  /** Its own names. */
  names: string;
  tags: string;
  around: Leaf | null;
  control: boolean;
  hidden: boolean;
  depth: number;
}

const depth = (place: Place) => place.depth > 0;

function labelOf(element: Element): string {
  return (attributeOf(element, 'alt') || attributeOf(element, 'title') || attributeOf(element, 'aria-label') || '').slice(0, 120);
}

/** An element's own words, and its children, the last first. */
function partsOf(element: Element): { words: string; children: Element[] } {
  const children: Element[] = [];
  let words = '';
  let seen = 0;
  for (const child of flatChildrenBackwards(element)) {
    if (seen++ >= MOST_CHILDREN) break;
    if (isText(child)) {
      if (words.length < MOST_WORDS) words = `${child.data.slice(0, MOST_WORDS)}${words === '' ? '' : ` ${words}`}`;
    } else if (isElement(child)) {
      if (tagOf(child) === 'IMG' && isEmoji(attributeOf(child, 'alt') ?? '')) words = `${attributeOf(child, 'alt')}${words}`;
      else children.push(child);
    }
  }
  return { words: words.replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS), children };
}

/** No words of the outer element itself come before it; other elements may: a time, a name. */
function leadsIn(element: Element, outer: Element): boolean {
  let at: Element = element;
  for (let up = 0; up < 12; up++) {
    const parent = flatParentOf(at);
    if (!parent) return false;
    for (const child of flatChildrenBackwardsFrom(parent, at)) if (isText(child) && /[\p{L}\p{N}]/u.test(child.data)) return false;
    if (parent === outer) return true;
    at = parent;
  }
  return false;
}

function* flatChildrenBackwardsFrom(parent: Element, from: Node): Iterable<Node> {
  let passed = false;
  let steps = 0;
  for (const child of flatChildrenBackwards(parent)) {
    if (steps++ > 60) return;
    if (passed) yield child;
    if (child === from) passed = true;
  }
}

/** Said to screen readers alone: by its name, or by a box too small to show anything. */
function isHidden(element: Element, drawn: boolean): boolean {
  if (attributeOf(element, 'hidden') !== null) return true;
  const names = classOf(element);
  if (names !== '' && TOKENS.hidden.test(names)) return true;
  if (!drawn) return false;
  const { width, height, right, bottom } = boxOf(element);
  if (width === 0 && height === 0) return tagOf(element) !== 'SLOT' && getComputedStyle(element).display === 'none';
  if (right < -500 || bottom < -50_000) return true;
  return (width <= 2 || height <= 2) && /hidden|clip/.test(getComputedStyle(element).overflowX);
}

/** Class names that say what an element is, not which one it is or how it stands just now. */
export function namesOf(element: Element): string {
  const names = classOf(element);
  if (names === '') return '';
  // Colours and places counted in names are not another kind.
  return stableNames(names).map((name) => `.${name.replace(/\d+/g, '0')}`).join('');
}

const STATE = /(?:^|[-_:])(?:active|hover\S*|focus\S*|selected|current|first|last|middle|single|top|bottom|prev|next|new|unread|highlight\S*|odd|even|open|closed|loaded|loading|animat\S*|fade\S*|enter\S*|leave\S*)$/i;

export function stableNames(names: string): string[] {
  return names.split(/\s+/, 24).filter((name) => name !== '' && name.length <= 60 && !/\d{4,}/.test(name) && !STATE.test(name)).sort();
}
