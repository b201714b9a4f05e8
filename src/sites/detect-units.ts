import { classOf, flatParentOf, tagOf } from './dom.ts';
import { namesOf, type Leaf } from './detect-leaves.ts';
import type { LeafRole, RowLeaves } from './detect-roles.ts';

/** One message as it was found on the page. */
export interface FoundUnit {
  unit: Element;
  row: Element;
  /** Words of the message, in order. */
  bodies: Leaf[];
}

const RICH = new Set(['P', 'UL', 'OL', 'LI', 'PRE', 'CODE', 'BLOCKQUOTE', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'TABLE', 'THEAD', 'TBODY', 'TR', 'TD', 'TH', 'HR', 'DL', 'DT', 'DD', 'FIGURE']);
const INLINE = new Set(['A', 'B', 'I', 'EM', 'STRONG', 'U', 'S', 'MARK', 'SUB', 'SUP', 'DEL', 'INS', 'KBD', 'CODE', 'SPAN', 'FONT', 'SMALL', 'ABBR', 'Q', 'TIME', 'BDI']);

/**
 * The messages inside the rows of a list. A row may be one message, or hold those of an author, a turn or a day; one message
 * may have many paragraphs.
 */
export function unitsOf(rows: readonly RowLeaves[], roles: ReadonlyMap<Leaf, LeafRole>): FoundUnit[] {
  const classless = rows.filter(({ row, leaves }) => [row, ...leaves.map((leaf) => leaf.element)].every((element) => classOf(element) === '')).length > rows.length / 2;
  const parted = rows.map((row) => ({ row, messages: messagesOf(row, roles, classless) })).filter(({ messages }) => messages.length > 0);
  const many = parted.filter(({ messages }) => messages.length > 1);
  // One odd row among many is a message with an odd part.
  if (many.length > 0 && many.length <= parted.length * 0.08) {
    for (const one of many) one.messages = [one.messages.flat()];
  }
  const found = parted.flatMap(({ row, messages }) => messages.map((bodies) => ({ row: row.row, bodies, unit: highest(row.row, bodies, messages) })));
  return lowered(found);
}

function messagesOf({ row, leaves }: RowLeaves, roles: ReadonlyMap<Leaf, LeafRole>, classless: boolean): Leaf[][] {
  const messages: Leaf[][] = [];
  let between = false;
  for (const leaf of leaves) {
    const role = roles.get(leaf);
    if (role === 'name' || role === 'time' || role === 'stamp' || role === 'face') {
      if (!leaf.around || roles.get(leaf.around) !== 'body') between = true;
      continue;
    }
    if (role !== 'body' && role !== 'picture') continue;
    if (role === 'picture') continue;
    const open = messages.at(-1);
    const last = open?.at(-1);
    const inside = leaf.around !== null && roles.get(leaf.around) === 'body' && open?.includes(leaf.around);
    if (!open || !last || (!inside && (between || !sameMessage(row, last, leaf, classless)))) messages.push([leaf]);
    else open.push(leaf);
    between = false;
  }
  return messages;
}

/** Whether two stretches of words with nothing between them are one message. */
function sameMessage(row: Element, one: Leaf, other: Leaf, classless: boolean): boolean {
  const { around, first, second } = forkOf(row, one.element, other.element);
  if (!around || !first || !second) return true;
  for (let at: Element | null = around; at && at !== row; at = flatParentOf(at)) if (isBubble(at)) return true;
  if (bubbleBelow(first, one.element) && bubbleBelow(second, other.element)) return false;
  if (isBubble(row) && around === row) return true;
  if (isRich(first, classless) && isRich(second, classless)) return true;
  // A message's own parts differ; messages of a group are alike.
  return tagOf(first) !== tagOf(second) || namesOf(first) !== namesOf(second);
}

function isRich(element: Element, classless: boolean): boolean {
  const tag = tagOf(element);
  if (INLINE.has(tag)) return true;
  if (classOf(element) !== '') return tag === 'PRE' || tag === 'BLOCKQUOTE' || tag === 'UL' || tag === 'OL' || tag === 'TABLE';
  return RICH.has(tag) || (tag === 'DIV' && !classless);
}

/** The nearest element around both, and its two children on the ways down. */
function forkOf(row: Element, one: Element, other: Element): { around: Element | null; first: Element | null; second: Element | null } {
  const up: Element[] = [];
  for (let at: Element | null = one; at; at = flatParentOf(at)) {
    up.push(at);
    if (at === row) break;
  }
  let second: Element | null = null;
  for (let at: Element | null = other; at; at = flatParentOf(at)) {
    const index = up.indexOf(at);
    if (index >= 0) return { around: at, first: index > 0 ? up[index - 1]! : null, second };
    second = at;
    if (at === row) break;
  }
  return { around: null, first: null, second: null };
}

/** Drawn as a box of its own: a colour with a rounded edge or room inside. Unknown where there is no layout. */
export function isBubble(element: Element): boolean {
  const style = getComputedStyle(element);
  const shade = style.backgroundColor;
  const filled = shade !== '' && shade !== 'transparent' && !/,\s*0\)$/.test(shade);
  const drawn = filled || (style.backgroundImage !== '' && style.backgroundImage !== 'none') || Number.parseFloat(style.borderTopWidth || '0') > 0;
  if (!drawn) return false;
  return Number.parseFloat(style.borderTopLeftRadius || '0') >= 3 || Number.parseFloat(style.borderBottomRightRadius || '0') >= 3 || (filled && Number.parseFloat(style.paddingLeft || '0') >= 4);
}

function bubbleBelow(from: Element, to: Element): boolean {
  for (let at: Element | null = to; at; at = flatParentOf(at)) {
    if (isBubble(at)) return true;
    if (at === from) return false;
  }
  return false;
}

/** The highest element up to the row that holds these words and no other message's. */
function highest(row: Element, bodies: Leaf[], messages: Leaf[][]): Element {
  if (messages.length === 1) return row;
  const others = messages.filter((message) => message !== bodies).map((message) => message[0]!.element);
  const holdsAll = (element: Element) => bodies.every((leaf) => within(element, leaf.element));
  let at = bodies[0]!.element;
  for (let up = flatParentOf(at); up && !holdsAll(at); up = flatParentOf(up)) at = up;
  for (let up = flatParentOf(at); up && up !== row && !others.some((other) => within(up!, other)); up = flatParentOf(up)) at = up;
  return at;
}

/** A page nests without end; what is deeper than this below something is not looked for there. */
const MOST_UP = 300;

export function within(outer: Element, inner: Element): boolean {
  let at: Element | null = inner;
  for (let up = 0; at && up < MOST_UP; at = flatParentOf(at), up++) if (at === outer) return true;
  return false;
}

/** Sorts leaves by the unit around them; those of none are loose. */
export function shareOut(units: readonly Element[], leaves: readonly Leaf[]): { inside: Map<Element, Leaf[]>; loose: Leaf[] } {
  const inside = new Map<Element, Leaf[]>(units.map((unit) => [unit, []]));
  const loose: Leaf[] = [];
  for (const leaf of leaves) {
    let own: Leaf[] | undefined;
    for (let at: Element | null = leaf.element, up = 0; at && !own && up < 150; at = flatParentOf(at), up++) own = inside.get(at);
    (own ?? loose).push(leaf);
  }
  return { inside, loose };
}

/** A group of one looks like a message; it is cut where groups of many are. */
function lowered(found: FoundUnit[]): FoundUnit[] {
  const counts = new Map<string, number>();
  const ways = found.map((one) => wayTo(one.unit, one.row));
  for (const [i, one] of found.entries()) if (one.unit !== one.row) counts.set(ways[i]!, (counts.get(ways[i]!) ?? 0) + 1);
  const deep = [...counts].filter(([, count]) => count >= Math.max(2, found.length * 0.12)).map(([way]) => way);
  if (deep.length === 0) return found;
  return found.map((one, i) => {
    let { unit } = one;
    let way = ways[i]!;
    for (let at: Element | null = one.bodies[0]!.element; at && at !== one.unit; at = flatParentOf(at)) {
      const here = wayTo(at, one.row);
      if (here.length > way.length && here.startsWith(way) && deep.includes(here) && one.bodies.every((leaf) => within(at!, leaf.element))) {
        unit = at;
        way = here;
        break;
      }
    }
    return unit === one.unit ? one : { ...one, unit };
  });
}

function wayTo(element: Element, row: Element): string {
  const tags: string[] = [];
  for (let at: Element | null = element; at && at !== row; at = flatParentOf(at)) tags.push(tagOf(at));
  return `/${tags.toReversed().join('/')}${tags.length > 0 ? '/' : ''}`;
}
