import type { ShapeField } from './chat-shape.ts';
import { attributeOf, childCountOf, flatParentOf, matches } from './dom.ts';
import { findAllInside, findInside, type Units } from './shape-within.ts';
import { wordsOf } from './shape-days.ts';
import { timeOfDayIn } from './shape-clock.ts';

/** Elements passed on the way back to the first of a group. */
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

/** One field of a unit, as words; '' where it has none. */
export function fieldOf(scope: Element, { selector, attribute }: ShapeField, pierce: boolean): string {
  const holder = findInside(scope, selector, pierce);
  return holder ? valueOf(holder, { selector, attribute, scope: 'unit' }) : '';
}

/**
 * A field that only the first of a group shows, or that stands before or below the group.
 * @param goesOn whether another unit may belong to the same group; the way back ends where it says no
 */
export function carriedField(units: Units, unit: Element, field: ShapeField, pierce: boolean, goesOn: (other: Element) => boolean): string {
  const own = fieldOf(unit, field, pierce);
  if (own !== '' || field.selector === '') return own;
  return inGroup(units, unit, field, pierce, goesOn) || before(units, unit, field, pierce, goesOn);
}

/** From a box around the unit that holds this field once and only units of this group. */
function inGroup(units: Units, unit: Element, field: ShapeField, pierce: boolean, goesOn: (other: Element) => boolean): string {
  let at = flatParentOf(unit);
  for (let up = 0; at && at !== units.list && up < 4; up++, at = flatParentOf(at)) {
    if (childCountOf(at) > MOST_BACK) return '';
    const [holder, another] = firstTwo(findAllInside(at, field.selector, pierce));
    if (!holder) continue;
    const ends = another ? [] : [units.edgeInside(at, false), units.edgeInside(at, true)];
    return ends.length > 0 && ends.every((end) => end !== null && goesOn(end)) ? valueOf(holder, field) : '';
  }
  return '';
}

function before(units: Units, unit: Element, field: ShapeField, pierce: boolean, goesOn: (other: Element) => boolean): string {
  for (const element of units.before(unit, MOST_BACK)) {
    const nearest = units.of(element) ?? units.edgeInside(element, true);
    if (nearest && !goesOn(nearest)) return '';
    let last: Element | null = matches(element, field.selector) ? element : null;
    let seen = 0;
    for (const holder of findAllInside(element, field.selector, pierce)) {
      last = holder;
      if (++seen > MOST_BACK) break;
    }
    const value = last ? valueOf(last, field) : '';
    if (value !== '') return value;
  }
  return '';
}

function firstTwo<T>(all: Iterable<T>): T[] {
  const found: T[] = [];
  for (const one of all) if (found.push(one) === 2) break;
  return found;
}

function valueOf(holder: Element, { attribute }: ShapeField): string {
  return attribute === null ? wordsOf(holder, 500) : (attributeOf(holder, attribute) ?? '').slice(0, 500).trim();
}
