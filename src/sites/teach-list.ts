import { attributeOf, boxOf, classOf, documentOf, find, flatChildrenOf, flatContains, flatParentOf, isElement, precedes, tagOf } from './dom.ts';
import { leavesOf, stableNames, type Leaf } from './detect-leaves.ts';
import { rolesOf, type LeafRole, type RoleHints, type RowLeaves } from './detect-roles.ts';
import type { KnownLeaves } from './detect-shape.ts';
import { unitsOf, within } from './detect-units.ts';
import { isDayLine } from './shape-clock.ts';
import type { TeachFault } from './teach.ts';
import { wordsIn } from './teach-blocks.ts';

/** The chat around what the reader pointed at. */
export interface ShownChat {
  list: Element;
  /** Messages near those two, as they stand on the page. */
  units: Element[];
  /** The messages pointed at. */
  own: Element | null;
  other: Element;
  /** What the words in the rows are. */
  rows: readonly RowLeaves[];
  roles: ReadonlyMap<Leaf, LeafRole>;
}

/** Levels looked at above two messages for the list that holds all. */
const MOST_UP = 12;
/** Boxes passed that have nothing like them beside them. */
const MOST_WRAPPERS = 4;
const MOST_SIBLINGS = 60;
/** Rows looked at around each example, and words in each. */
const NEAR = 40;
const MOST_LEAVES = 400;
const ALL_LEAVES = 1_200;
/** Parts of the way to the words that must be the same beside it. */
const TAIL = 3;
const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'LINK', 'META', 'NOSCRIPT']);
const TEXT_BOX = 'textarea, [contenteditable=""], [contenteditable="true"], [role="textbox"], input[type="text"], input:not([type])';

/** The nearest structure that the examples have in common, grown to the whole list, and the messages in it. */
export function chatAround(own: Element | null, other: Element, hints: RoleHints): ShownChat | TeachFault {
  if (own === other) return 'same';
  const [inner, outer] = own && flatContains(own, other) ? [other, own] : own && flatContains(other, own) ? [own, other] : [null, null];
  if (inner && outer) return wordsIn(outer, 5_000).length > wordsIn(inner, 5_000).length * 3 + 200 ? 'wide' : 'same';
  const fork = own ? commonOf(own, other) : null;
  if (own && !fork) return 'apart';
  const list = grown(fork, other);
  if (!list) return 'alone';
  const examples = own ? [own, other] : [other];
  let { rows, roles, units } = partsOf(rowsNear(flatChildrenOf(list), examples), examples, hints);
  if (areDays(rows, units, hints)) ({ rows, roles, units } = partsOf(rowsNear(rows.flatMap(({ row }) => [...flatChildrenOf(row)]), examples), examples, hints));
  for (const example of examples) {
    const inside = units.filter((unit) => flatContains(example, unit));
    if (inside.length > 1) return 'wide';
    if (!units.some((unit) => flatContains(unit, example) || flatContains(example, unit))) units = inOrder([...units, unitAround(list, example, units)]);
  }
  const around = (example: Element) => units.find((unit) => flatContains(unit, example)) ?? units.find((unit) => flatContains(example, unit))!;
  if (!own) return units.length < 2 ? 'alone' : { list, units, own: null, other: around(other), rows, roles };
  if (around(own) !== around(other)) return areTwo(around(own), around(other), units) ? { list, units, own: around(own), other: around(other), rows, roles } : 'apart';
  // Taken for parts of one message. Where there is hardly any other, the reader's word counts.
  if (units.length > 3) return 'same';
  const shown = childrenLike(fork!, own, other);
  return shown ? { list, units: shown.units, own: shown.own, other: shown.other, rows, roles } : 'same';
}

/** Things of two kinds are messages only where each kind stands there more than once: else it is a chat and something beside it. */
export function areTwo(own: Element | null, other: Element, units: readonly Element[]): boolean {
  const more = (one: Element) => units.some((unit) => unit !== one && tagOf(unit) === tagOf(one));
  return own === null || tagOf(own) === tagOf(other) || (more(own) && more(other));
}

/** For these messages, what is in them and what stands between. */
export function knownIn({ rows, roles }: Pick<ShownChat, 'rows' | 'roles'>, units: readonly Element[]): KnownLeaves {
  const all = rows.flatMap(({ leaves }) => leaves);
  const inside = units.map((unit) => {
    const leaves = all.filter((leaf) => within(unit, leaf.element));
    return { unit, leaves, bodies: leaves.filter((leaf) => roles.get(leaf) === 'body') };
  });
  const taken = new Set(inside.flatMap(({ leaves }) => leaves));
  return { units: inside, loose: all.filter((leaf) => !taken.has(leaf)), roles };
}

function commonOf(one: Element, other: Element): Element | null {
  for (let at = flatParentOf(one); at; at = flatParentOf(at)) if (flatContains(at, other)) return at;
  return null;
}

/**
 * From what holds both examples, up for as long as there is something alike beside it: messages stand in groups, groups in days.
 * Null when nothing like the one example stands anywhere.
 */
function grown(fork: Element | null, example: Element): Element | null {
  const way = wayOf(leavesOf(example, 1)[0]?.element ?? example);
  let list = fork;
  let wrappers = 0;
  for (let at = fork ?? example, up = 0; up < MOST_UP && wrappers <= MOST_WRAPPERS; up++) {
    const parent = flatParentOf(at);
    // A box that scrolls, or holds the field one writes in, is the whole of a chat.
    if (!parent || /^(?:HTML|BODY)$/.test(tagOf(at)) || scrolls(at) || (at !== example && find(at, TEXT_BOX))) break;
    if (hasAlike(parent, at, way)) {
      list = parent;
      wrappers = 0;
    } else if (list) wrappers++;
    at = parent;
  }
  return list;
}

/** Kinds of the elements from the words up, the words' own first. */
function wayOf(leaf: Element): string[] {
  const way: string[] = [];
  for (let at: Element | null = leaf, up = 0; at && up < 30; at = flatParentOf(at), up++) way.push(tagOf(at));
  return way;
}

function hasAlike(parent: Element, child: Element, way: readonly string[]): boolean {
  let looked = 0;
  for (const sibling of flatChildrenOf(parent)) {
    if (!isElement(sibling) || sibling === child || SILENT.has(tagOf(sibling)) || !alike(sibling, child)) continue;
    if (looked++ >= MOST_SIBLINGS) return false;
    for (const leaf of leavesOf(sibling, 40)) {
      if (leaf.words === '') continue;
      const other = wayOf(leaf.element);
      if (way.slice(0, TAIL).every((tag, i) => other[i] === tag)) return true;
    }
  }
  return false;
}

/** The same tag, and a name in common if they have any. */
export function alike(one: Element, other: Element): boolean {
  if (tagOf(one) !== tagOf(other)) return false;
  const [a, b] = [stableNames(classOf(one)), stableNames(classOf(other))];
  return (a.length === 0 && b.length === 0) || a.some((name) => b.includes(name));
}

function scrolls(element: Element): boolean {
  if (/^(?:log|feed)$/.test(attributeOf(element, 'role') ?? '')) return true;
  const { overflowY } = getComputedStyle(element);
  return /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 4 && boxOf(element).height > 0;
}

function partsOf(elements: readonly Element[], examples: readonly Element[], hints: RoleHints): { rows: RowLeaves[]; roles: Map<Leaf, LeafRole>; units: Element[] } {
  const rows: RowLeaves[] = [];
  let left = ALL_LEAVES;
  const places = elements.flatMap((row, i) => (examples.some((example) => flatContains(row, example)) ? [i] : []));
  const far = (i: number) => Math.min(...places.map((place) => Math.abs(place - i)));
  // The nearest first: a hostile page has a million words in each.
  for (const [i, row] of [...elements.entries()].sort(([a], [b]) => far(a) - far(b))) {
    if (left <= 0) break;
    const leaves = leavesOf(row, Math.min(MOST_LEAVES, left));
    left -= leaves.length;
    rows[i] = { row, leaves };
  }
  // Without the holes of those not looked at.
  return read(rows.filter((row) => row !== undefined), hints);
}

function read(rows: RowLeaves[], hints: RoleHints): { rows: RowLeaves[]; roles: Map<Leaf, LeafRole>; units: Element[] } {
  const roles = rolesOf(rows, hints);
  return { rows, roles, units: unitsOf(rows, roles).map(({ unit }) => unit) };
}

/** Rows that each hold the messages of a day, or of so long a stretch that they say nothing about one message. */
function areDays(rows: readonly RowLeaves[], units: readonly Element[], hints: RoleHints): boolean {
  const full = rows.filter(({ leaves }) => leaves.some(({ words }) => words !== ''));
  const dated = full.filter(({ leaves }) => isDayLine(leaves.find(({ words }) => words !== '')!.words, hints));
  return units.length >= full.length * 2 && (full.length < 4 || dated.length >= full.length / 2) && units.some((unit) => !rows.some(({ row }) => row === unit));
}

/** Of these children those that hold the examples, and some on either side of each. There may be a million. */
function rowsNear(children: Iterable<Node>, examples: readonly Element[]): Element[] {
  const holding = new Set<Node>();
  for (const example of examples) for (let at: Element | null = example, up = 0; at && up < 1_000; at = flatParentOf(at), up++) holding.add(at);
  const rows: Element[] = [];
  let before: Element[] = [];
  let after = 0;
  for (const node of children) {
    if (!isElement(node) || SILENT.has(tagOf(node))) continue;
    if (holding.has(node)) {
      rows.push(...before, node);
      before = [];
      after = NEAR;
    } else if (after-- > 0) rows.push(node);
    else if (before.push(node) > NEAR) before.shift();
  }
  return rows;
}

/** The highest element up to the row that holds the example and no other message. */
function unitAround(list: Element, example: Element, units: readonly Element[]): Element {
  let unit = example;
  for (let at = flatParentOf(example); at && at !== list && !units.some((other) => flatContains(at!, other)); at = flatParentOf(at)) unit = at;
  return unit;
}

const inOrder = (elements: Element[]): Element[] => elements.sort((a, b) => (precedes(a, b) ? -1 : 1));

/** Every element built like one of the two on the way from their common box, wherever such a box stands. */
function childrenLike(fork: Element, own: Element, other: Element): { units: Element[]; own: Element; other: Element } | null {
  const children = [...flatChildrenOf(fork)].filter(isElement);
  const [a, b] = [own, other].map((example) => children.find((child) => flatContains(child, example)));
  if (!a || !b || !documentOf(fork)) return null;
  const units = children.filter((child) => (alike(child, a) || alike(child, b)) && wordsIn(child, 10) !== '');
  return units.length >= 2 ? { units, own: a, other: b } : null;
}
