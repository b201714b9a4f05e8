import type { ShapeField } from './chat-shape.ts';
import { attributeOf, childCountOf, flatParentOf, matches } from './dom.ts';
import { findAllInside, findInside, type Units } from './shape-within.ts';
import { ownWordsOf } from './shape-conversation.ts';
import { wordsOf } from './shape-days.ts';
import { timeOfDayIn } from './shape-clock.ts';

/** Elements passed on the way to the first, or the last, of a group. */
const MOST_BACK = 60;
const MOST_NAME = 200;

/** What a name field says, without what stands around a name: a time, brackets, a colon, "says". */
export function cleanName(words: string): string {
  let name = words.replace(/\s+/g, ' ').trim();
  const time = timeOfDayIn(name);
  if (time !== null) name = name.replace(time, ' ').trim();
  name = name
    .replace(/^[<‹〈《「【[](.+)[>›〉》」】\]]$/, '$1')
    .replace(/\s*(?:\b(?:says?|said|wrote|writes|at|on)|说|說)?\s*[:：,，·•|@–—-]*\s*$/iu, '')
    .replace(/^[\s·•|,，–—-]+/, '')
    .trim();
  return name.slice(0, MOST_NAME);
}

/** A name without what stands inside in elements of its own: a time, a badge. */
export function nameOf(scope: Element, field: ShapeField, pierce: boolean): string {
  const holder = findInside(scope, field.selector, pierce);
  return holder ? valueOf(holder, field, true) : '';
}

/** One field of a unit, as words; '' where it has none. */
export function fieldOf(scope: Element, { selector, attribute }: ShapeField, pierce: boolean): string {
  const holder = findInside(scope, selector, pierce);
  return holder ? valueOf(holder, { selector, attribute, scope: 'unit' }) : '';
}

/**
 * A field that only the first of a group shows, or that stands before or below the group.
 * @param goesOn whether another unit may belong to the same group; the way ends where it says no
 */
export function carriedField(units: Units, unit: Element, field: ShapeField, pierce: boolean, goesOn: (other: Element) => boolean, asName = false): string {
  const own = asName ? nameOf(unit, field, pierce) : fieldOf(unit, field, pierce);
  if (own !== '' || field.selector === '') return own;
  const holder = inGroup(units, unit, field, pierce, goesOn) ?? onTheWay(units, unit, field, pierce, goesOn);
  return holder ? valueOf(holder, field, asName) : '';
}

/** In a box around the unit that holds this field once and only units of this group. */
function inGroup(units: Units, unit: Element, field: ShapeField, pierce: boolean, goesOn: (other: Element) => boolean): Element | null {
  let at = flatParentOf(unit);
  for (let up = 0; at && at !== units.list && up < 4; up++, at = flatParentOf(at)) {
    if (childCountOf(at) > MOST_BACK) return null;
    const [holder, another] = firstTwo(findAllInside(at, field.selector, pierce));
    if (!holder) continue;
    const ends = another ? [] : [units.edgeInside(at, false), units.edgeInside(at, true)];
    return ends.length > 0 && ends.every((end) => end !== null && goesOn(end)) ? holder : null;
  }
  return null;
}

function onTheWay(units: Units, unit: Element, field: ShapeField, pierce: boolean, goesOn: (other: Element) => boolean): Element | null {
  const forward = field.scope === 'groupEnd';
  for (const element of forward ? units.after(unit, MOST_BACK) : units.before(unit, MOST_BACK)) {
    const nearest = units.of(element) ?? units.edgeInside(element, !forward);
    if (nearest && !goesOn(nearest)) return null;
    let holder: Element | null = matches(element, field.selector) ? element : null;
    let seen = 0;
    for (const inside of findAllInside(element, field.selector, pierce)) {
      holder = inside;
      if (forward || ++seen > MOST_BACK) break;
    }
    if (holder && valueOf(holder, field) !== '') return holder;
  }
  return null;
}

function firstTwo<T>(all: Iterable<T>): T[] {
  const found: T[] = [];
  for (const one of all) if (found.push(one) === 2) break;
  return found;
}

function valueOf(holder: Element, { attribute }: ShapeField, own = false): string {
  if (attribute === null && own) {
    const words = ownWordsOf(holder);
    if (/[\p{L}\p{N}]/u.test(words)) return words.slice(0, 500);
  }
  return attribute === null ? wordsOf(holder, 500) : (attributeOf(holder, attribute) ?? '').slice(0, 500).trim();
}
