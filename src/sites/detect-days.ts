import { flatParentOf, previousElementOf } from './dom.ts';
import type { Inferring, UnitLeaves } from './detect-fields.ts';
import { leavesOf } from './detect-leaves.ts';
import { selectorOfSet } from './detect-selectors.ts';
import { kindOf } from './detect-unit-selector.ts';
import { isDayLine } from './shape-clock.ts';
import { wordsOf } from './shape-days.ts';
import { findAllInside } from './shape-within.ts';

const MOST_LINES = 300;
const MOST_EARLIER = 1_500;

/** Date separators above the newest messages: a day may be longer than what is looked at. */
function earlierDays(list: Element, units: readonly UnitLeaves[], now: Date): Element[] {
  const first = units[0]!.unit;
  const kinds = new Set(units.map(({ unit }) => kindOf(unit)));
  const found: Element[] = [];
  let steps = 0;
  for (let at: Element | null = first; at && at !== list && found.length < 2; at = flatParentOf(at)) {
    for (let sibling = previousElementOf(at); sibling && steps < MOST_EARLIER && found.length < 2; sibling = previousElementOf(sibling), steps++) {
      if (kinds.has(kindOf(sibling))) continue;
      const leaves = leavesOf(sibling, 3).filter((leaf) => leaf.words !== '');
      if (leaves.length === 1 && isDayLine(leaves[0]!.words, { now })) found.push(leaves[0]!.element);
    }
  }
  return found;
}

/** The selector of the date separators between messages. */
export function dayOf({ loose, roles, list, units, pierce }: Inferring, now: Date): string | null {
  const inner = units.flatMap(({ leaves }) => leaves.filter((leaf) => roles.get(leaf) === 'day').map((leaf) => leaf.element));
  const days = [...loose.filter((leaf) => roles.get(leaf) === 'day').map((leaf) => leaf.element), ...inner];
  if (days.length === 0) days.push(...earlierDays(list, units, now));
  if (days.length === 0) return null;
  const no = [...loose.filter((leaf) => leaf.words !== '' && !['day', 'system'].includes(roles.get(leaf) ?? '')).map((leaf) => leaf.element), ...units.flatMap((one) => [one.unit, ...one.leaves.map((leaf) => leaf.element).filter((element) => !inner.includes(element))])];
  const edge = (element: Element) => element === list;
  for (let tries = 0; tries < 3; tries++) {
    const selector = selectorOfSet(days, no, { edge, around: false, share: 0.7 }) ?? selectorOfSet(days, no, { edge, share: 0.7 });
    if (selector === null) return null;
    // What it finds elsewhere in the list must be dates too.
    const wrong: Element[] = [];
    let looked = 0;
    for (const element of findAllInside(list, selector, pierce)) {
      if (looked++ >= MOST_LINES) break;
      if (!isDayLine(wordsOf(element), { now })) wrong.push(element);
    }
    if (wrong.length <= looked * 0.2) return selector;
    no.push(...wrong);
  }
  return null;
}
