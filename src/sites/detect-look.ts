import type { ChatShape } from './chat-shape.ts';
import { attributeOf, classOf, closest, find, findAll, firstElementOf, flatChildrenBackwards, flatParentOf, isElement, isShadowRoot, nextElementOf, parentNodeOf, previousElementOf, tagOf, textOf } from './dom.ts';
import { nearness, type WritingBox } from './detect-boxes.ts';
import type { UnitLeaves } from './detect-fields.ts';
import { leavesOf, namesOf, stableNames, type Leaf } from './detect-leaves.ts';
import type { Pane } from './detect-panes.ts';
import { rolesOf, takeLines, type LeafRole, type RowLeaves } from './detect-roles.ts';
import { chatConfidence, chatScore, type ListEvidence } from './detect-score.ts';
import { shapeFromUnits, type InferredShape, type ShapeGivens } from './detect-shape.ts';
import { titleAbove } from './detect-title.ts';
import { shareOut, unitsOf, within } from './detect-units.ts';
import { cleanName } from './shape-author.ts';

/** A list as it was understood. */
export interface LookedAt {
  list: Element;
  shape: ChatShape;
  confidence: number;
  /** Confidence without bounds. */
  score: number;
  evidence: ListEvidence;
  units: Element[];
  oneSided: boolean;
}

export interface LookHints extends ShapeGivens {
  boxes: readonly WritingBox[];
  lang?: string;
  /** Messages that the list had at an earlier look. */
  before?: number;
}

const MOST_ROWS = 50;
const MOST_LEAVES = 700;
const ACTS = /^(?:reply|replies|\d+ repl(?:y|ies)|like|likes|share|comment|comments|upvote|follow|helpful|add to cart|buy|buy now|回复|回覆|赞|讚|分享|转发|轉發|评论|評論|收藏|关注|關注|加入购物车|加入購物車|购买|購買)(?:\s?[·(（]?\d+[)）]?)?$/i;
const PRICE = /(?:[$€£¥￥₹]|NT\$|HK\$|US\$|RMB)\s?\d|\d\s?(?:元|円|€|EUR|USD)(?!\p{L})/u;

/** Takes one list apart: rows, words, messages, selectors, and how much all that looks like a chat. Null when it has no messages. */
export function lookAt(document: Document, pane: Pane, hints: LookHints): LookedAt | null {
  const rows = rowsOf(pane.list);
  if (rows.length === 0) return null;
  const now = hints.now ?? new Date();
  const title = titleAbove(pane.list);
  const titles = [...(title ? [title.words] : []), ...(hints.hints?.titles ?? [])];
  const roles = rolesOf(rows, { now, titles, ...(hints.lang === undefined ? {} : { lang: hints.lang }) });
  const all = rows.flatMap(({ leaves }) => leaves);
  const found = unitsOf(rows, roles);
  const { inside } = shareOut(found.map(({ unit }) => unit), all);
  const whole = found.map(({ unit, bodies }) => ({ unit, bodies, leaves: inside.get(unit)! }));
  // Lines between messages of a group or a day show only now that the row is taken apart.
  takeLines(whole.map(({ unit, leaves }) => ({ row: unit, leaves })), roles, { now, titles });
  const units = withoutOdd(whole.filter(({ bodies }) => bodies.some((leaf) => roles.get(leaf) === 'body')), roles, titles);
  if (units.length === 0) return null;
  const { loose } = shareOut(units.map(({ unit }) => unit), all);
  const list = listAround(pane.list);
  const own = units.map(({ unit }) => unit);
  const inferred = shapeFromUnits(document, list, own, { ...hints, now, hints: { ...hints.hints, titles } }, { units, loose, roles });
  if (!inferred) return null;
  const evidence = evidenceOf({ pane, list, rows, units, loose, roles, inferred, hints });
  return { list, shape: inferred.shape, confidence: chatConfidence(evidence), score: chatScore(evidence), evidence, units: own, oneSided: new Set(inferred.sides.labels).size < 2 };
}

/** A header of a day or a topic has words of its own, and nothing in common with the messages below it. */
function withoutOdd(units: UnitLeaves[], roles: ReadonlyMap<Leaf, LeafRole>, titles: readonly string[]): UnitLeaves[] {
  if (units.length < 6) return units;
  const counts = new Map<string, number>();
  for (const { bodies } of units) counts.set(bodies[0]!.path, (counts.get(bodies[0]!.path) ?? 0) + 1);
  const isRare = ({ bodies }: UnitLeaves) => counts.get(bodies[0]!.path)! <= Math.max(1, units.length * 0.12);
  const has = ({ leaves }: UnitLeaves) => leaves.some((leaf) => leaf.picture === 'face' || (['name', 'time', 'stamp'].includes(roles.get(leaf) ?? '') && !titles.includes(leaf.words)));
  const usual = units.filter((one) => !isRare(one));
  if (usual.filter(has).length < usual.length * 0.6) return units;
  const kinds = new Set(usual.flatMap(({ unit }) => [tagOf(unit), ...stableNames(classOf(unit))]));
  const isKin = ({ unit }: UnitLeaves) => {
    const names = stableNames(classOf(unit));
    return names.length === 0 ? kinds.has(tagOf(unit)) : names.some((name) => kinds.has(name));
  };
  return units.filter((one) => !isRare(one) || has(one) || isKin(one));
}

/** The newest rows with words or a picture, in order. */
export function rowsOf(list: Element): RowLeaves[] {
  const rows: RowLeaves[] = [];
  let leaves = 0;
  for (const child of flatChildrenBackwards(list)) {
    if (rows.length >= MOST_ROWS || leaves >= MOST_LEAVES) break;
    if (!isElement(child)) continue;
    const row = { row: child, leaves: leavesOf(child, Math.min(300, MOST_LEAVES - leaves)) };
    leaves += row.leaves.length;
    if (row.leaves.some((leaf) => leaf.words !== '' || leaf.picture === 'picture')) rows.push(row);
  }
  return rows.reverse();
}

/** The largest element that holds the list and nothing else of weight; not beyond the box that scrolls. */
function listAround(list: Element): Element {
  let at = list;
  for (let up = 0; up < 6; up++) {
    if (scrollsItself(at) || attributeOf(at, 'role') === 'log') return at;
    const parent = parentNodeOf(at);
    if (isShadowRoot(parent) || !isElement(parent) || /^(?:BODY|HTML|MAIN)$/.test(tagOf(parent))) return at;
    for (const child of parent.children) {
      if (child === at) continue;
      if (textOf(child).trim() !== '' && !/^(?:STYLE|SCRIPT|TEMPLATE)$/.test(tagOf(child))) return at;
      if (find(child, 'textarea, input, button, [contenteditable], [role="textbox"]') || /^(?:TEXTAREA|INPUT|BUTTON)$/.test(tagOf(child))) return at;
    }
    at = parent;
  }
  return at;
}

function scrollsItself(element: Element): boolean {
  return /auto|scroll|overlay/.test(getComputedStyle(element).overflowY);
}

function scrolls(list: Element): boolean {
  let at: Element | null = list;
  for (let up = 0; at && up < 6; up++, at = flatParentOf(at)) if (tagOf(at) !== 'BODY' && tagOf(at) !== 'HTML' && scrollsItself(at)) return true;
  return false;
}

interface Weighing {
  pane: Pane;
  list: Element;
  rows: readonly RowLeaves[];
  units: readonly UnitLeaves[];
  loose: readonly Leaf[];
  roles: ReadonlyMap<Leaf, LeafRole>;
  inferred: InferredShape;
  hints: LookHints;
}

function evidenceOf({ pane, list, rows, units, loose, roles, inferred, hints }: Weighing): ListEvidence {
  const of = (leaves: readonly Leaf[], role: LeafRole) => leaves.filter((leaf) => roles.get(leaf) === role);
  const share = (is: (row: RowLeaves) => boolean) => rows.filter(is).length / rows.length;
  const named = units.filter(({ leaves }) => of(leaves, 'name').length + of(leaves, 'stamp').length > 0).length;
  const names = new Set([...units.flatMap(({ leaves }) => [...of(leaves, 'name'), ...of(leaves, 'stamp')]), ...of(loose, 'name')].map((leaf) => cleanName(leaf.words)));
  const timed = units.filter(({ leaves }) => of(leaves, 'time').length + of(leaves, 'stamp').length > 0).length;
  const { shape, sides, exact } = inferred;
  let nearBox = 0;
  let boxSays = 0;
  let holdsBox = false;
  for (const { element, says } of hints.boxes) {
    if (within(list, element)) {
      holdsBox ||= !units.some(({ unit }) => within(unit, element));
      continue;
    }
    const near = nearness(list, element) * (says < 0 ? 0.5 : 1);
    if (near > nearBox) [nearBox, boxSays] = [near, says];
  }
  return {
    messages: units.length,
    exact: exact / units.length,
    isLog: pane.isLog,
    scrolls: scrolls(list),
    nearBox,
    boxSays,
    withTime: shape.time === null ? (shape.day === null ? 0 : 0.3) : Math.max(timed / units.length, shape.time.scope !== 'unit' || shape.time.attribute !== null ? 0.5 : 0),
    sides: sides.worth,
    withName: shape.author === null ? 0 : Math.max(named / units.length, shape.author.scope !== 'unit' ? 0.5 : 0),
    names: names.size,
    named: pane.named,
    grew: hints.before !== undefined && hints.before > 0 && units.length > hints.before,
    chosen: share(({ row }) => isChosen(row)),
    headed: share(({ row, leaves }) => !isLongRich(row) && leaves.some((leaf) => roles.get(leaf) === 'body' && closest(leaf.element, 'h1, h2, h3, h4') !== null && within(row, closest(leaf.element, 'h1, h2, h3, h4')!))),
    priced: priced(rows, roles),
    acts: share(({ leaves }) => leaves.some((leaf) => leaf.words.length <= 30 && ACTS.test(leaf.words) && (leaf.control || tagOf(leaf.element) === 'A' || roles.get(leaf) === 'status') && isShown(leaf.element))),
    alike: alikeShare(units.map(({ unit }) => unit)),
    cells: rows.every(({ row }) => tagOf(row) === 'TR' || attributeOf(row, 'role') === 'row') && rows.some(({ row }) => cellsOf(row) > 4),
    fields: share(({ row }) => find(row, 'input:not([type="hidden"]), select, textarea') !== null),
    oneOfMany: pane.twins >= 2 || isOneOfMany(pane.list),
    holdsBox,
    length: units.reduce((sum, { bodies }) => sum + bodies.reduce((all, leaf) => all + leaf.words.length, 0), 0) / units.length,
  };
}

/** Menus that open on a touch are on the page long before. */
function isShown(element: Element): boolean {
  return typeof element.checkVisibility !== 'function' || Element.prototype.checkVisibility.call(element, { opacityProperty: true, visibilityProperty: true });
}

/** Share of the units that are built like the one most others are built like: the same tag, and a name or the inside in common. */
function alikeShare(units: readonly Element[]): number {
  const built = units.map((unit) => ({ tag: tagOf(unit), names: new Set(stableNames(classOf(unit))), inside: insideOf(unit) }));
  type Built = (typeof built)[number];
  const alike = (a: Built, b: Built) => a.tag === b.tag && (a.inside === b.inside || a.tag.includes('-') || [...a.names].some((name) => b.names.has(name)));
  const tried = built.length > 12 ? [built[0]!, built[built.length >> 1]!, built.at(-1)!] : built;
  return Math.max(...tried.map((one) => built.filter((other) => alike(one, other)).length)) / units.length;
}

function insideOf(element: Element): string {
  const tags: string[] = [];
  for (let at = firstElementOf(element); at && tags.length < 4; at = nextElementOf(at)) tags.push(tagOf(at));
  return tags.join();
}

function isOneOfMany(list: Element): boolean {
  const kind = kindOf(list);
  let like = 0;
  for (const step of [previousElementOf, nextElementOf]) {
    let at = step(list);
    for (let seen = 0; at && seen < 3; seen++, at = step(at)) if (kindOf(at) === kind && textOf(at).trim() !== '') like++;
  }
  return like >= 2;
}

/** Its tag and names, and those of its first children. */
function kindOf(element: Element): string {
  const inner: string[] = [];
  for (let at = firstElementOf(element); at && inner.length < 4; at = nextElementOf(at)) inner.push(tagOf(at) + namesOf(at));
  return `${tagOf(element)}${namesOf(element)}>${inner.join()}`;
}

const cellsOf = (row: Element) => findAll(row, 'td, [role="cell"], [role="gridcell"]').length;

/** Long answers of a machine have headings too. */
function isLongRich(row: Element): boolean {
  return find(row, 'p, ul, ol, pre') !== null && textOf(row).length > 300;
}

/** A part of its own with a price in it, in most rows: not one that somebody writes of. */
function priced(rows: readonly RowLeaves[], roles: ReadonlyMap<Leaf, LeafRole>): number {
  const is = (leaf: Leaf) => leaf.words.length <= 24 && PRICE.test(leaf.words) && roles.get(leaf) !== 'name';
  const share = rows.filter(({ leaves }) => leaves.some(is)).length / rows.length;
  return share >= 0.4 ? share : 0;
}

function isChosen(row: Element): boolean {
  if (isChoice(row)) return true;
  const inner = find<Element>(row, 'a[href], button, [role="button"], [role="option"], [role="link"], [role="tab"], [aria-selected], [aria-current], [role="menuitem"]');
  if (!inner) return false;
  if (isChoice(inner) && !/^(?:A|BUTTON)$/.test(tagOf(inner)) && attributeOf(inner, 'role') !== 'button') return true;
  const whole = textOf(row).replace(/\s+/g, '').length;
  return whole > 0 && textOf(inner).replace(/\s+/g, '').length >= whole * 0.75;
}

function isChoice(element: Element): boolean {
  const role = attributeOf(element, 'role') ?? '';
  if (/^(?:option|button|link|tab|menuitem|treeitem)$/.test(role) || attributeOf(element, 'aria-selected') !== null || attributeOf(element, 'aria-current') !== null) return true;
  return /^(?:A|BUTTON|OPTION)$/.test(tagOf(element)) && attributeOf(element, 'href') !== '';
}
