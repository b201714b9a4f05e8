import { closest, flatParentOf, tagOf } from './dom.ts';
import { bodiesOf, type UnitLeaves } from './detect-fields.ts';
import type { Leaf } from './detect-leaves.ts';
import type { LeafRole } from './detect-roles.ts';
import { selectorOfField, selectorOfSet } from './detect-selectors.ts';
import { within } from './detect-units.ts';
import { findInside } from './shape-within.ts';

/** Where the words of the units stand, in selectors. */
export interface FoundText {
  text: string;
  skip: string;
  /** Of each unit the elements, any of which may be called the body. */
  bodies: Element[][];
}

interface Known {
  units: readonly UnitLeaves[];
  roles: ReadonlyMap<Leaf, LeafRole>;
}

/** What the reading of a message passes over on every page. */
const UNREAD = 'button, [role="button"], [role="menu"], [role="toolbar"], blockquote';

/** The element with the words in each unit, and what in it is not words. Null when no selector can tell. */
export function findText(known: Known, pierce: boolean): FoundText | null {
  const bodies = known.units.map((one) => bodiesOf(one, known.roles));
  const text = textSelector(known.units, bodies, pierce);
  // One paragraph of several, or the only one so far: the next message may have more.
  if (text !== null && !losesWords(known.units, text, pierce)) return { text, skip: skipOf(known, bodies) ?? '', bodies };
  return aroundParagraphs(known, pierce) ?? (text === null ? null : { text, skip: skipOf(known, bodies) ?? '', bodies });
}

/** Empty when the unit itself is the only place. */
function textSelector(units: readonly UnitLeaves[], bodies: readonly Element[][], pierce: boolean): string | null {
  const cases = units.map(({ unit }, i) => ({ scope: unit, good: bodies[i]! }));
  const inner = cases.map(({ scope, good }) => ({ scope, good: good.filter((element) => element !== scope) }));
  const whole = cases.filter(({ scope, good }) => good.includes(scope)).length;
  if (inner.filter(({ good }) => good.length > 0).length >= units.length * 0.9) {
    const selector = selectorOfField(inner.filter(({ good }) => good.length > 0), pierce);
    if (selector !== null) return selector;
  }
  return whole >= units.length * 0.6 ? '' : selectorOfField(inner.filter(({ good }) => good.length > 0), pierce);
}

/** Inside the words' element and not the sender's words. */
function skipOf({ units, roles }: Known, bodies: readonly Element[][]): string | null {
  const yes: Element[] = [];
  const no: Element[] = [];
  const edges = new Set<Element>();
  for (const [i, { leaves }] of units.entries()) {
    const outer = bodies[i]!.at(-1);
    if (!outer) continue;
    edges.add(outer);
    for (const body of bodies[i]!) edges.add(body);
    for (const leaf of leaves) {
      const role = roles.get(leaf);
      if (leaf.words === '' || !within(outer, leaf.element) || leaf.element === outer) continue;
      if (role === 'body') no.push(leaf.element);
      else if (role !== undefined && role !== 'control') yes.push(leaf.element);
    }
  }
  if (yes.length === 0) return '';
  const edge = (element: Element) => edges.has(element) && !yes.includes(element);
  return selectorOfSet(yes, no, { edge, share: 0.9, named: true }) ?? selectorOfSet(yes, no, { edge, share: 0.9 }) ?? selectorOfSet(yes, no, { edge, share: 0.5 });
}

function losesWords(units: readonly UnitLeaves[], text: string, pierce: boolean): boolean {
  let paragraphs = 0;
  for (const { unit, bodies } of units) {
    const found = findInside(unit, text, pierce);
    if (!found) continue;
    if (bodies.some((leaf) => !within(found, leaf.element))) return true;
    if (tagOf(found) === 'P') paragraphs++;
  }
  return paragraphs > units.length / 2;
}

/** The box in which the paragraphs stand, though a name and a time stand in it too: only if these can all be left out. */
function aroundParagraphs({ units, roles }: Known, pierce: boolean): FoundText | null {
  const bodies = units.map(boxesAround);
  const text = selectorOfField(units.map(({ unit }, i) => ({ scope: unit, good: bodies[i]!.filter((element) => element !== unit) })), pierce);
  if (text === null) return null;
  const yes: Element[] = [];
  const no: Element[] = [];
  const boxes = new Set<Element>();
  for (const [i, { unit, leaves, bodies: own }] of units.entries()) {
    const box = findInside(unit, text, pierce);
    if (!box || !bodies[i]!.includes(box)) return null;
    boxes.add(box);
    for (const leaf of leaves) {
      if (leaf.words === '' || !within(box, leaf.element)) continue;
      if (own.includes(leaf) || roles.get(leaf) === 'body') no.push(leaf.element);
      else if (leaf.element === box) return null;
      else if (!leaf.hidden && closest(leaf.element, UNREAD) === null) yes.push(leaf.element);
    }
  }
  const skip = yes.length === 0 ? '' : selectorOfSet(yes, no, { edge: (element) => boxes.has(element), named: true });
  return skip === null ? null : { text, skip, bodies };
}

/** Around all words of the message, the innermost first; a paragraph alone is not around what may follow it. */
function boxesAround({ unit, bodies }: UnitLeaves): Element[] {
  const boxes: Element[] = [];
  for (let at: Element | null = bodies[0]?.element ?? null; at; at = flatParentOf(at)) {
    const here = at;
    const paragraph = tagOf(here) === 'P' || tagOf(here) === 'SLOT';
    if (!paragraph && bodies.every((leaf) => within(here, leaf.element))) boxes.push(here);
    if (at === unit) break;
  }
  return boxes;
}
