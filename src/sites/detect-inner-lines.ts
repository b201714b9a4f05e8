import { boxOf, classOf, flatParentOf } from './dom.ts';
import type { Leaf } from './detect-leaves.ts';
import type { LeafRole, RoleHints, RowLeaves } from './detect-roles.ts';
import { within } from './detect-units.ts';
import { isDayLine, timeOfDayIn } from './shape-clock.ts';
import { STATUS_WORDS, SYSTEM_WORDS, TOKENS } from './shape-words.ts';

/** What a message is known by beside its words. */
const FURNITURE = new Set<LeafRole | undefined>(['name', 'time', 'stamp', 'face', 'initials']);
const NEW_MESSAGES = /^[\s—–↓-]*(?:(?:以下(?:为|為|是)?)?\s?(?:\d{1,4}\s?(?:条|條|則|则|个|個)?)?\s?(?:新|未读|未讀|最新)的?(?:消息|訊息|信息|讯息)|(?:\d{1,4}\s)?(?:new|unread)(?: messages?)?)[\s—–↓-]*$/i;
/** A line between days or of the program is short. */
const MOST_WORDS = 60;

/**
 * Dates and lines of the program that stand inside a message's row, above the box that holds the message with its name or its
 * time: many programs draw the line together with the first message below it.
 */
export function takeInnerLines(rows: readonly RowLeaves[], roles: Map<Leaf, LeafRole>, hints: RoleHints): void {
  const plain = new Map<string, number>();
  const paths = new Map<string, number>();
  for (const { leaves } of rows) {
    for (const leaf of leaves) {
      paths.set(leaf.path, (paths.get(leaf.path) ?? 0) + 1);
      if (leaf.words !== '' && !isDayLine(leaf.words, hints)) plain.set(leaf.path, (plain.get(leaf.path) ?? 0) + 1);
    }
  }
  for (const row of rows) {
    for (const leaf of linesAbove(row, roles)) {
      if (isDayLine(leaf.words, hints)) {
        // Where other words stand at the same place, "20 November" is what somebody says.
        if (!plain.has(leaf.path) && !isOwnTime(leaf, row, roles)) roles.set(leaf, 'day');
      } else if (paths.get(leaf.path)! <= Math.max(1, rows.length * 0.2) && saysLine(leaf)) roles.set(leaf, 'system');
    }
  }
}

/** With a time of day it is the message's own time, unless that has one of its own. */
function isOwnTime(leaf: Leaf, { leaves }: RowLeaves, roles: ReadonlyMap<Leaf, LeafRole>): boolean {
  const clock = timeOfDayIn(leaf.words);
  if (clock === null) return false;
  if (!/[\p{L}\p{N}]/u.test(leaf.words.replace(clock, ''))) return true;
  return !leaves.some((other) => other !== leaf && ['time', 'stamp'].includes(roles.get(other) ?? '') && timeOfDayIn(other.words) !== null);
}

const saysLine = ({ words, element }: Leaf) => NEW_MESSAGES.test(words) || SYSTEM_WORDS.test(words) || (STATUS_WORDS.test(words) && TOKENS.system.test(classOf(element)));

/** Words that come first in a row, outside the innermost box around what the message is and what it is known by. */
function linesAbove({ row, leaves }: RowLeaves, roles: ReadonlyMap<Leaf, LeafRole>): Leaf[] {
  const worded = leaves.filter((leaf) => leaf.words !== '' && !leaf.hidden);
  const found: Leaf[] = [];
  for (const leaf of worded.slice(0, 3)) {
    const role = roles.get(leaf);
    if (leaf.words.length > MOST_WORDS || leaf.control || leaf.around !== null || !(role === 'body' || role === 'time' || role === 'day' || role === 'status' || role === 'name')) break;
    const rest = worded.slice(found.length + 1);
    const bodies = rest.filter((other) => roles.get(other) === 'body');
    const known = leaves.filter((other) => other !== leaf && !found.includes(other) && FURNITURE.has(roles.get(other)));
    if (bodies.length === 0 || known.length === 0) break;
    const box = boxAround([...bodies, ...known], row);
    if (!box || within(box, leaf.element) || bodies.some((body) => body.tags === leaf.tags) || !isAbove(leaf.element, box)) break;
    found.push(leaf);
  }
  return found;
}

/** The innermost element around all of them, inside the row. */
function boxAround(leaves: readonly Leaf[], row: Element): Element | null {
  for (let at: Element | null = leaves[0]!.element; at && at !== row; at = flatParentOf(at)) {
    const here = at;
    if (leaves.every((leaf) => within(here, leaf.element))) return here;
  }
  return null;
}

/** As it is drawn; where nothing is, its place in the document has told. */
function isAbove(line: Element, box: Element): boolean {
  const [above, below] = [boxOf(line), boxOf(box)];
  return above.height === 0 || below.height === 0 || above.bottom <= below.top + 3;
}
