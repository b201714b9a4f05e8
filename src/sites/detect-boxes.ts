import { attributeOf, boxOf, classOf, find, flatParentOf, precedes, tagOf } from './dom.ts';
import { leavesOf } from './detect-leaves.ts';

/** A field in which a message may be written. */
export interface WritingBox {
  element: Element;
  /** Its own words (placeholder, label) are those of a chat: above 0; of a search or a form: below. */
  says: number;
}

const CHAT = /messag|chat|reply|repl(?:y|ies)|write|type|say|send|talk|ask|输入|輸入|消息|訊息|信息|发送|傳送|发言|發言|回复|回覆|说点|說點|聊|问|問|編寫|撰写/i;
const OTHER = /search|find|filter|查找|搜索|搜尋|搜寻|e-?mail|password|密码|密碼|user ?name|phone|comment|评论|評論|留言|subject|title|标题|標題|coupon|address|url|tag|add (?:a )?(?:task|todo|item)|new task/i;
const MOST_WORDS = 12;

/** What the fields on a page are for. */
export function writingBoxes(fields: readonly Element[]): WritingBox[] {
  return fields.filter((element) => attributeOf(element, 'aria-hidden') !== 'true' && isShown(element)).map((element) => ({ element, says: saysOf(element) }));
}

function isShown(element: Element): boolean {
  if (typeof element.checkVisibility === 'function' && !Element.prototype.checkVisibility.call(element)) return false;
  return !/(?:^|\s)(?:hidden|d-none|sr-only)(?:\s|$)/.test(classOf(element));
}

function saysOf(element: Element): number {
  let words = ['placeholder', 'aria-label', 'aria-placeholder', 'data-placeholder', 'name', 'id', 'class', 'title', 'type'].map((name) => attributeOf(element, name) ?? '').join(' ');
  const placeholder = find(element, '[data-placeholder]');
  if (placeholder) words += ` ${attributeOf(placeholder, 'data-placeholder') ?? ''}`;
  let says = 0;
  if (CHAT.test(words)) says += 1;
  if (OTHER.test(words)) says -= 1.5;
  const tag = tagOf(element);
  if (tag === 'TEXTAREA' || tag !== 'INPUT') says += 0.5;
  return says;
}

/** Words that stand in the same small box as a field: buttons left aside, some programs show the reader's own name there. */
export function wordsBeside(box: Element): string[] {
  let at = flatParentOf(box);
  for (let up = 0; at && up < 3; up++, at = flatParentOf(at)) {
    const leaves = leavesOf(at, MOST_WORDS * 2);
    if (leaves.length >= MOST_WORDS * 2) return [];
    const words = leaves.filter((leaf) => leaf.words !== '' && !leaf.control && leaf.words.length <= 40).map((leaf) => leaf.words.replace(/[:：]$/, ''));
    if (words.length > 0) return words;
  }
  return [];
}

/** How near fields are to a list, 0 to 1: in one box with it, below it, as wide. */
export function nearnessTo(list: Element): (box: Element) => number {
  const up = new Map<Element, number>();
  let at: Element | null = list;
  for (let steps = 0; at && steps < 40; steps++, at = flatParentOf(at)) up.set(at, steps);
  let part: Part | undefined;
  return (box) => {
    if (up.has(box)) return 0;
    let steps = 0;
    for (let outer: Element | null = box; outer && steps < 40; steps++, outer = flatParentOf(outer)) {
      const other = up.get(outer);
      if (other === undefined) continue;
      if (other === 0) return 0;
      const shared = tagOf(outer) === 'BODY' || tagOf(outer) === 'HTML' ? (other <= 3 && steps <= 3 ? 0.8 : 0.55) : 1;
      const near = shared / (1 + Math.max(0, other - 4) * 0.08);
      return near * placedBelow(list, (part ??= shownPart(list)), box);
    }
    return 0;
  };
}

interface Part { left: number; right: number; top: number; bottom: number }

/** 1 where it stands right below the list, less where it does not; where there is no layout the order in the document must do. */
function placedBelow(list: Element, above: Part, box: Element): number {
  const below = boxOf(box);
  if (above.bottom - above.top === 0 || below.width === 0) return precedes(list, box) ? 1 : 0.35;
  const shared = Math.min(above.right, below.right) - Math.max(above.left, below.left);
  if (shared < Math.min(below.width, above.right - above.left) * 0.4) return 0.1;
  if (below.bottom < above.top + (above.bottom - above.top) * 0.5) return 0.3;
  const gap = below.top - above.bottom;
  return gap > 500 ? 0.4 : 1;
}

/** The part of a list that its scrolling box lets through. */
function shownPart(list: Element): Part {
  const { left, right, top, bottom } = boxOf(list);
  let part = { left, right, top, bottom };
  let at: Element | null = list;
  for (let up = 0; at && up < 6; up++, at = flatParentOf(at)) {
    if (!/auto|scroll|hidden|overlay|clip/.test(getComputedStyle(at).overflowY)) continue;
    const outer = boxOf(at);
    if (outer.height > 0) part = { left: Math.max(part.left, outer.left), right: Math.min(part.right, outer.right), top: Math.max(part.top, outer.top), bottom: Math.min(part.bottom, outer.bottom) };
  }
  return part.bottom < part.top ? { left, right, top, bottom } : part;
}
