import { classOf, contains, flatParentOf, tagOf } from './dom.ts';
import type { Leaf } from './detect-leaves.ts';
import type { LeafRole, RowLeaves } from './detect-roles.ts';
import { within } from './detect-units.ts';
import { TOKENS } from './shape-words.ts';

/** Of one row; a row of more is a text of many parts or a hostile one. */
const MOST_BODIES = 120;

/**
 * Words of another message, shown again above the answer to it: at a place where few messages have words, right before words at
 * the usual place, and said before, or in a box with a name of its own, or named so.
 */
export function takeQuotes(rows: readonly RowLeaves[], roles: Map<Leaf, LeafRole>): void {
  const said: string[] = [];
  const usual = usualPaths(rows, roles);
  const names = new Set([...roles].filter(([, role]) => role === 'name').map(([leaf]) => leaf.words));
  for (const { row, leaves } of rows) {
    const bodies = leaves.filter((leaf) => roles.get(leaf) === 'body');
    if (bodies.length > MOST_BODIES) continue;
    for (const [i, leaf] of bodies.entries()) {
      if (roles.get(leaf) !== 'body') continue;
      if (takeCard(leaf, row, { leaves, bodies, usual, roles })) continue;
      const answer = bodies.slice(i + 1).find((other) => !isAround(other, leaf) && !isAround(leaf, other));
      if (usual(leaf.path, 0.5) || !answer || isAround(leaf, answer)) {
        said.push(leaf.words);
        continue;
      }
      const box = boxWithout(leaf.element, row, bodies.filter((other) => other === answer || usual(other.path, 0.5)).filter((other) => !isAround(leaf, other)).map((other) => other.element));
      if (!box) continue;
      const inside = leaves.filter((other) => within(box, other.element));
      const between = leaves.slice(leaves.indexOf(inside.at(-1) ?? leaf) + 1, leaves.indexOf(answer));
      const apart = between.some((other) => ['time', 'name', 'stamp'].includes(roles.get(other) ?? ''));
      const called = inside.some((other) => other !== leaf && (roles.get(other) === 'name' || names.has(other.words)));
      if (!apart && (isEcho(leaf.words, said) || (called && usual(answer.path, 0.5)) || saysOnWay(leaf.element, row, TOKENS.quote))) for (const other of inside) roles.set(other, 'quote');
      else said.push(leaf.words);
    }
  }
}

interface RowBodies {
  leaves: readonly Leaf[];
  bodies: readonly Leaf[];
  usual: (path: string, most: number) => boolean;
  roles: Map<Leaf, LeafRole>;
}

/** The card of a link: what another page says of itself, beside the sender's words. */
function takeCard(leaf: Leaf, row: Element, { leaves, bodies, usual, roles }: RowBodies): boolean {
  if (usual(leaf.path, 0.5) || !saysOnWay(leaf.element, row, TOKENS.preview)) return false;
  const words = bodies.filter((other) => usual(other.path, 0.5) && !isAround(leaf, other) && !isAround(other, leaf));
  const box = words.length === 0 ? null : boxWithout(leaf.element, row, words.map((other) => other.element));
  if (!box) return false;
  for (const other of leaves) if (within(box, other.element)) roles.set(other, 'quote');
  return true;
}

function isEcho(words: string, said: readonly string[]): boolean {
  const cut = words.replace(/(?:…|\.{3})$/, '').trim();
  if (cut.length < 2) return said.includes(words);
  return said.some((earlier) => earlier === words || (cut !== words && earlier.startsWith(cut)) || (cut.length >= 12 && earlier.startsWith(cut)));
}

/** Whether a place has words in more than that share of the rows. */
function usualPaths(rows: readonly RowLeaves[], roles: ReadonlyMap<Leaf, LeafRole>): (path: string, most: number) => boolean {
  const counts = new Map<string, number>();
  for (const { leaves } of rows) for (const path of new Set(leaves.filter((leaf) => roles.get(leaf) === 'body').map((leaf) => leaf.path))) counts.set(path, (counts.get(path) ?? 0) + 1);
  const top = Math.max(1, ...counts.values());
  return (path, most) => (counts.get(path) ?? 0) > Math.max(1, top * most);
}

function isAround(inner: Leaf, outer: Leaf): boolean {
  for (let at = inner.around; at; at = at.around) if (at === outer) return true;
  return false;
}

/** The largest element around that holds none of the others, below the row. */
function boxWithout(element: Element, row: Element, others: Element[]): Element | null {
  let box: Element | null = null;
  for (let at: Element | null = element; at && at !== row; at = flatParentOf(at)) {
    const here = at;
    if (others.some((other) => contains(here, other))) break;
    box = at;
  }
  return box;
}

function saysOnWay(element: Element, row: Element, tokens: RegExp): boolean {
  for (let at: Element | null = element, up = 0; at && at !== row && up < 12; at = flatParentOf(at), up++) if (tokens.test(classOf(at)) || (tokens === TOKENS.quote && tagOf(at) === 'BLOCKQUOTE')) return true;
  return false;
}
