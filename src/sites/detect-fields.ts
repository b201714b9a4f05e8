import type { ShapeField } from './chat-shape.ts';
import { attributeOf, attributesOf, classOf, flatElementsOf, flatParentOf, tagOf } from './dom.ts';
import { stableNames, type Leaf } from './detect-leaves.ts';
import type { LeafRole } from './detect-roles.ts';
import { selectorOfField, selectorOfSet, type FieldCase } from './detect-selectors.ts';
import { sideOfToken } from './detect-tokens.ts';
import { within } from './detect-units.ts';
import { isTimeLine } from './shape-clock.ts';
import { cleanName } from './shape-author.ts';

/** A unit with the leaves inside it and those of its group that stand outside all units. */
export interface UnitLeaves {
  unit: Element;
  leaves: Leaf[];
  bodies: Leaf[];
}

export interface Inferring {
  list: Element;
  units: readonly UnitLeaves[];
  /** Leaves of the list's rows that are in no unit. */
  loose: readonly Leaf[];
  roles: ReadonlyMap<Leaf, LeafRole>;
  pierce: boolean;
}

/** Elements, the innermost first, any of which may be called the body: around all its words, and around nothing else that counts. */
export function bodiesOf({ unit, leaves, bodies }: UnitLeaves, roles: ReadonlyMap<Leaf, LeafRole>): Element[] {
  const chain: Element[] = [];
  const foreign = leaves.filter((leaf) => {
    const role = roles.get(leaf);
    return role !== 'body' && role !== 'picture' && role !== 'face' && role !== undefined;
  });
  let inside = -1;
  for (let at: Element | null = bodies[0]?.element ?? null; at; at = flatParentOf(at)) {
    const here = at;
    if (bodies.every((leaf) => within(here, leaf.element))) {
      // What is put into a slot's own place is not shown.
      if (tagOf(here) === 'SLOT') continue;
      const count = foreign.filter((leaf) => within(here, leaf.element)).length;
      if (inside >= 0 && count > inside) break;
      inside = count;
      chain.push(here);
    }
    if (at === unit) break;
  }
  return chain;
}

const NAMING = /^(?:data-)?(?:from|author|sender|nick|nickname|user-?name|author-?name|sender-?name|display-?name|person|by|owner-?name|from-?name|user-?display-?name|name)$/i;

/** Where the author's name stands. */
export function authorField(work: Inferring): ShapeField | null {
  return fieldByRole(work, (role) => role === 'name' || role === 'stamp') ?? authorByAttribute(work) ?? authorByFace(work);
}

/** Where the time stands. */
export function timeField(work: Inferring): ShapeField | null {
  return fieldByRole(work, (role) => role === 'time' || role === 'stamp', true) ?? timeByAttribute(work);
}

function fieldByRole({ units, loose, roles, pierce, list }: Inferring, is: (role: LeafRole | undefined) => boolean, stampLast = false): ShapeField | null {
  const pick = (leaves: readonly Leaf[]) => {
    const all = leaves.filter((leaf) => is(roles.get(leaf)));
    const shown = all.filter((leaf) => !leaf.hidden);
    const fitting = shown.length > 0 ? shown : all;
    const plain = fitting.filter((leaf) => roles.get(leaf) !== 'stamp');
    return stampLast && plain.length > 0 ? plain : fitting;
  };
  const cases: FieldCase[] = units.map(({ unit, leaves }) => ({ scope: unit, good: unless(pick(leaves).map((leaf) => leaf.element), leaves, roles) }));
  const having = cases.filter(({ good }) => good.length > 0).length;
  if (having >= Math.max(1, units.length * 0.1)) {
    const selector = selectorOfField(cases, pierce);
    if (selector !== null) return { selector, attribute: null, scope: having >= units.length * 0.95 ? 'unit' : carriedTo(cases) };
  }
  const outside = pick(loose);
  if (outside.length === 0) return null;
  const others = [...loose.filter((leaf) => !outside.includes(leaf) && leaf.words !== ''), ...units.flatMap((one) => one.leaves.filter((leaf) => leaf.words !== ''))];
  const selector = selectorOfSet(outside.map((leaf) => leaf.element), others.map((leaf) => leaf.element), { edge: (element) => element === list, around: false, share: 0.9 });
  return selector === null ? null : { selector, attribute: null, scope: 'group' };
}

/** A name inside another leaf is written with it: the words of the inner one alone are the name. */
function unless(elements: Element[], leaves: readonly Leaf[], roles: ReadonlyMap<Leaf, LeafRole>): Element[] {
  return elements.map((element) => {
    let best = element;
    for (let at = flatParentOf(element), up = 0; at && up < 2; at = flatParentOf(at), up++) {
      const here = at;
      const inside = leaves.filter((leaf) => leaf.words !== '' && within(here, leaf.element));
      if (inside.length !== 1 || roles.get(inside[0]!) === undefined) break;
      best = here;
    }
    return best;
  }).concat(elements);
}

/**
 * Whether a field is carried on from the first of a group, or stands in the last. Where the first unit of all lacks it, or the
 * last of all, that tells; else units built alike with it at one end of a run.
 */
function carriedTo(cases: readonly FieldCase[]): ShapeField['scope'] {
  const kinds = cases.map(({ scope }) => sideKind(scope));
  let first = 0;
  let last = 0;
  let followers = 0;
  for (let start = 0; start < cases.length; ) {
    let end = start;
    while (end + 1 < cases.length && kinds[end + 1] === kinds[start]) end++;
    const has = cases.slice(start, end + 1).map(({ good }) => good.length > 0);
    if (has.includes(true) && has.includes(false)) {
      followers++;
      if (has[0]) first++;
      if (has.at(-1)) last++;
      if (!has[0]) last += 0.5;
      if (!has.at(-1)) first += 0.5;
    }
    start = end + 1;
  }
  if (followers === 0) return cases.some(({ good }, i) => good.length === 0 && i > 0 && cases[i - 1]!.good.length > 0) ? 'group' : 'unit';
  return last > first && followers >= 2 ? 'groupEnd' : 'group';
}

/** What most tells one side's units from the other's at a glance: words of sides in their names. */
function sideKind(unit: Element): number {
  let worth = 0;
  for (const element of elementsOf(unit, 12)) for (const name of stableNames(classOf(element))) worth += sideOfToken(name);
  return Math.sign(worth);
}

/** Elements of a unit, shadow roots included. */
function* elementsOf(unit: Element, most = 40): Iterable<Element> {
  const stack: Element[] = [unit];
  for (let seen = 0; stack.length > 0 && seen < most; seen++) {
    const element = stack.pop()!;
    yield element;
    if (tagOf(element) === 'SVG') continue;
    stack.push(...flatElementsOf(element, 20).toReversed());
  }
}

interface Held { element: Element; value: string; name: string }

function heldBy(unit: Element, fits: (name: string, value: string) => boolean): Held[] {
  const held: Held[] = [];
  for (const element of elementsOf(unit)) for (const { name, value } of attributesOf(element, 24)) if (fits(name, value)) held.push({ element, name, value });
  return held;
}

function byAttribute({ units, pierce }: Inferring, fits: (name: string, value: string) => boolean, good: (values: string[]) => boolean): ShapeField | null {
  const held = units.map(({ unit }) => heldBy(unit, fits));
  const names = new Map<string, number>();
  for (const of of held) for (const name of new Set(of.map((one) => one.name))) names.set(name, (names.get(name) ?? 0) + 1);
  for (const [name, count] of [...names].sort((a, b) => b[1] - a[1])) {
    if (count < units.length * 0.6) break;
    const cases = units.map(({ unit }, i) => ({ scope: unit, good: held[i]!.filter((one) => one.name === name).map(({ element }) => element) }));
    const values = held.flatMap((of) => of.filter((one) => one.name === name).slice(0, 1).map(({ value }) => value));
    if (!good(values)) continue;
    const scope = count >= units.length * 0.95 ? 'unit' : carriedTo(cases);
    if (cases.every(({ scope: unit, good: elements }) => elements.length === 0 || elements[0] === unit)) return { selector: '', attribute: name, scope };
    const selector = selectorOfField(cases, pierce) ?? `[${CSS.escape(name)}]`;
    return { selector, attribute: name, scope };
  }
  return null;
}

const nameLike = (value: string) => value.trim().length >= 1 && value.length <= 60 && /\p{L}/u.test(value) && !/[/\\{}]|^(?:true|false|null|undefined)$/.test(value);
const repeats = (values: string[]) => values.length < 4 || new Set(values).size <= Math.max(2, values.length * 0.6);

function authorByAttribute(work: Inferring): ShapeField | null {
  return byAttribute(work, (name, value) => NAMING.test(name) && name !== 'name' && nameLike(value), repeats);
}

/** The picture of a person says who it is. */
function authorByFace(work: Inferring): ShapeField | null {
  const { units, loose, roles, list, pierce } = work;
  const faces = (leaves: readonly Leaf[]) => leaves.filter((leaf) => roles.get(leaf) === 'face');
  for (const attribute of ['alt', 'title', 'aria-label']) {
    const says = (leaf: Leaf) => nameLike(cleanName(attributeOf(leaf.element, attribute) ?? ''));
    const cases = units.map(({ unit, leaves }) => ({ scope: unit, good: faces(leaves).filter(says).map((leaf) => leaf.element) }));
    const values = cases.flatMap(({ good }) => good.slice(0, 1).map((element) => attributeOf(element, attribute) ?? ''));
    if (values.length >= Math.max(1, units.length * 0.2) && telling(values)) {
      const selector = selectorOfField(cases, pierce);
      if (selector !== null) return { selector, attribute, scope: values.length >= units.length * 0.95 ? 'unit' : carriedTo(cases) };
    }
    const outside = faces(loose).filter(says);
    if (outside.length > 0 && telling(outside.map((leaf) => attributeOf(leaf.element, attribute) ?? ''))) {
      const selector = selectorOfSet(outside.map((leaf) => leaf.element), [], { edge: (element) => element === list, around: false, share: 0.9 });
      if (selector !== null) return { selector, attribute, scope: 'group' };
    }
  }
  return null;
}

/** Words that a page's maker gives to every picture alike. */
const ANY_PICTURE = /^(?:user|users|my|the|chat|message|profile|avatar|image|img|photo|picture|pic|icon|bubble|component|tailwind|css|logo|person|contact|member|sender|head|face|头像|頭像|用户|用戶|[\d\s#_.-])+$/i;
const telling = (values: string[]) => repeats(values) && !values.every((value) => ANY_PICTURE.test(value.trim()));

/** Digits since 1970, ISO, or any words that are a time; kept where the eye does not see them. */
function timeByAttribute(work: Inferring): ShapeField | null {
  const isTime = (name: string, value: string) => value.length >= 4 && value.length <= 60 && !/^(?:style|class|id|href|src|d|points|viewBox|alt)$/.test(name) && (isTimeLine(value) || (/(?:time|date|stamp|ts)$/i.test(name) && /^1\d{9}(?:\d{3})?(?:\.\d+)?$/.test(value)));
  return byAttribute(work, isTime, (values) => values.length > 0);
}
