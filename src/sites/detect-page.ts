import { chatConfidence, type ListEvidence } from './detect-list.ts';

const TEXT_BOX = 'textarea, [contenteditable=""], [contenteditable="true"], [role="textbox"], input[type="text"], input:not([type])';
const LOG = '[role="log"], [aria-live="polite"], [role="feed"]';
export const TIME_OF_DAY = /(?<!\d)([01]?\d|2[0-3])[:：][0-5]\d(?::[0-5]\d)?(?!\d)/;
/** Rows looked at to judge a list: the newest say enough, and a page may have a million. */
const SAMPLE = 40;
/** Lists looked at in one go. */
const MOST_LISTS = 300;

export interface FoundList {
  list: Element;
  confidence: number;
}

/** The list on this page that most behaves as a chat, with how sure that is; null when nothing does at all. */
export function findChatList(document: Document): FoundList | null {
  const boxes = [...document.querySelectorAll(TEXT_BOX)];
  let best: FoundList | null = null;
  for (const list of candidateLists(document)) {
    const confidence = chatConfidence(evidenceOf(list, boxes));
    if (confidence > (best?.confidence ?? 0)) best = { list, confidence };
  }
  return best;
}

/** Elements whose children repeat: declared logs first, then parents of many like siblings. */
function candidateLists(document: Document): Set<Element> {
  const found = new Set<Element>();
  for (const log of document.querySelectorAll(LOG)) found.add(innermostList(log));
  const all = document.body?.getElementsByTagName('*') ?? [];
  for (let i = 0; i < Math.min(all.length, 20_000) && found.size < MOST_LISTS; i++) {
    const element = all[i]!;
    if (element.childElementCount >= 3 && alike(element)) found.add(element);
  }
  return found;
}

/** A log often wraps its rows in one or two boxes. */
function innermostList(log: Element): Element {
  let element = log;
  while (element.childElementCount === 1 && element.firstElementChild!.childElementCount > 1) element = element.firstElementChild!;
  return element;
}

function alike(parent: Element): boolean {
  const rows = sample(parent);
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.tagName, (counts.get(row.tagName) ?? 0) + 1);
  return Math.max(...counts.values()) >= rows.length * 0.7 && !/^(SELECT|UL|NAV|TABLE|TBODY|TR|HEAD|SVG)$/i.test(parent.tagName) || /^(UL|OL)$/.test(parent.tagName);
}

function sample(list: Element): Element[] {
  const rows: Element[] = [];
  for (let row = list.lastElementChild; row && rows.length < SAMPLE; row = row.previousElementSibling) rows.push(row);
  return rows;
}

function evidenceOf(list: Element, boxes: Element[]): ListEvidence {
  const rows = sample(list);
  const texts = rows.map((row) => (row.textContent ?? '').trim());
  const words = texts.filter((text) => text.replace(TIME_OF_DAY, '').trim().length > 0).length;
  const times = rows.filter((row, i) => TIME_OF_DAY.test(texts[i]!) || row.querySelector('time') !== null).length;
  return {
    rows: rows.length,
    withText: words / Math.max(1, rows.length),
    withTime: times / Math.max(1, rows.length),
    isLog: list.closest(LOG) !== null,
    scrolls: scrolls(list),
    hasTextBox: boxes.some((box) => !list.contains(box)),
    twoSides: new Set(rows.map(sideOf).filter((side) => side !== 'unknown')).size === 2,
  };
}

function scrolls(list: Element): boolean {
  for (let element: Element | null = list, up = 0; element && up < 4; element = element.parentElement, up++) {
    if (element.scrollHeight > element.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(element).overflowY)) return true;
  }
  return false;
}

const OWN = /(^|[-_\s])(me|mine|self|own|out|outgoing|sent|right|from-me|is-own|me-message|to)(?=$|[-_\s])/i;
const THEIRS = /(^|[-_\s])(them|other|others|in|incoming|received|receive|left|from|peer|them-message)(?=$|[-_\s])/i;

/** Whose row: by what the page calls it, else by the side of the list on which its words stand. */
export function sideOf(row: Element): 'me' | 'them' | 'unknown' {
  const names = `${row.className} ${row.firstElementChild?.className ?? ''} ${row.getAttribute('data-direction') ?? ''}`;
  const own = OWN.test(names);
  const theirs = THEIRS.test(names);
  if (own !== theirs) return own ? 'me' : 'them';
  return sideByPlace(row);
}

function sideByPlace(row: Element): 'me' | 'them' | 'unknown' {
  const outer = (row.parentElement ?? row).getBoundingClientRect();
  const range = row.ownerDocument.createRange();
  range.selectNodeContents(row);
  const inner = range.getBoundingClientRect();
  if (outer.width < 50 || inner.width === 0 || inner.width > outer.width * 0.9) return 'unknown';
  const left = inner.left - outer.left;
  const right = outer.right - inner.right;
  if (Math.abs(left - right) < outer.width * 0.1) return 'unknown';
  return left > right ? 'me' : 'them';
}
