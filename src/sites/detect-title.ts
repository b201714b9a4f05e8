import { attributeOf, boxOf, classOf, closest, flatChildrenOf, flatParentOf, isElement, tagOf } from './dom.ts';
import { leavesOf, type Leaf } from './detect-leaves.ts';
import { scrollsItself } from './detect-look.ts';
import { isDayLine, isTimeLine } from './shape-clock.ts';
import { lastingTitle } from './shape-conversation.ts';

export interface FoundTitle {
  element: Element;
  words: string;
}

const MOST_UP = 14;
const MOST_LOOKED = 300;
const NAMES = /(?:^|[-_\s]|(?<=[a-z])(?=[A-Z]))(?:title|name|subject|peer|contact|recipient|topic-?name|heading|header)(?=$|[-_\s]|[A-Z])/i;
const NOT = /(?:^|[-_\s])(?:sub-?title|status|desc|description|info|meta|topic|badge|count|unread|menu|nav|breadcrumb|logo|brand)(?=$|[-_\s])/i;

/** What stands above the list and names the conversation: the likeliest words of the header nearest to it. */
export function titleAbove(list: Element): FoundTitle | null {
  let inner: Element = list;
  let outer = flatParentOf(list);
  const listBox = boxOf(list);
  // "Conversation started on November 20" scrolls away with the messages and names nobody.
  let moves = scrollsItself(list) ? null : scrollerOf(list);
  for (let up = 0; outer && up < MOST_UP && tagOf(outer) !== 'HTML'; up++, inner = outer, outer = flatParentOf(outer)) {
    const above: Leaf[] = [];
    let looked = 0;
    for (const child of flatChildrenOf(outer)) {
      if (child === inner || looked++ > MOST_LOOKED) break;
      if (isElement(child) && isAbove(child, listBox)) above.push(...leavesOf(child, 40));
      if (above.length > 120) break;
    }
    const inScroller = moves !== null;
    if (outer === moves) moves = null;
    const best = above.filter((leaf) => usable(leaf, listBox) && !(inScroller && saysBeginning(leaf.words))).map((leaf, index) => ({ leaf, worth: worthOf(leaf) - index * 0.05 })).sort((a, b) => b.worth - a.worth)[0];
    if (!best) continue;
    return { element: best.leaf.element, words: lastingTitle(best.leaf.words) };
  }
  return null;
}

/** A line of the program above the first message: when the talk began. */
function saysBeginning(words: string): boolean {
  return isDayLine(words.split(/[:：]\s*|\son\s/).at(-1)!, { now: new Date(0) }) || (/\d/.test(words) && /\b(?:started|began|created)\b|開始|开始|创建于|建立於/i.test(words));
}

/** The box in which the list is scrolled, or null where it is the page or one that cannot be told. */
function scrollerOf(list: Element): Element | null {
  for (let at = flatParentOf(list), up = 0; at && up < 6 && !/^(?:BODY|HTML|MAIN)$/.test(tagOf(at)); at = flatParentOf(at), up++) if (scrollsItself(at)) return at;
  return null;
}

/** Beside the list, e.g. a list of conversations, is not above it. Where there is no layout the order in the document must do. */
function isAbove(element: Element, list: DOMRect): boolean {
  const box = boxOf(element);
  if (list.width === 0) return !/^(?:NAV|ASIDE)$/.test(tagOf(element)) && attributeOf(element, 'role') !== 'navigation' && !/(?:^|[-_\s])(?:side-?bar|nav|contacts?|roster|list)(?=$|[-_\s])/i.test(classOf(element));
  if (box.height === 0 || box.width === 0) return false;
  const shared = Math.min(box.right, list.right) - Math.max(box.left, list.left);
  return shared > Math.min(box.width, list.width) * 0.5 && box.top < list.bottom && (box.bottom <= list.top + 40 || box.bottom <= list.top + list.height * 0.3);
}

function usable(leaf: Leaf, list: DOMRect): boolean {
  const words = lastingTitle(leaf.words);
  if (words === '' || words.length > 80 || leaf.hidden || isTimeLine(words) || !/[\p{L}\p{N}]/u.test(words)) return false;
  if (leaf.control && closest(leaf.element, 'button, [role="button"]') !== null && !NAMES.test(classOf(leaf.element))) return false;
  if (list.width === 0) return true;
  const box = boxOf(leaf.element);
  return box.width > 0 && box.top <= list.top + list.height * 0.3;
}

function worthOf({ element }: Leaf): number {
  let worth = 0;
  if (/^H[1-6]$/.test(tagOf(element)) || attributeOf(element, 'role') === 'heading') worth += 2;
  const up = flatParentOf(element);
  if (up && /^H[1-6]$/.test(tagOf(up))) worth += 1.5;
  if (NAMES.test(classOf(element))) worth += 1.5;
  else if (up && NAMES.test(classOf(up))) worth += 0.6;
  if (NOT.test(classOf(element))) worth -= 2;
  const style = getComputedStyle(element);
  const size = Number.parseFloat(style.fontSize || '0');
  if (size > 0) worth += Math.min(1.5, (size - 13) / 8);
  if (Number.parseInt(style.fontWeight || '400', 10) >= 600) worth += 0.7;
  return worth;
}
