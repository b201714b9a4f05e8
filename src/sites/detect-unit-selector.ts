import { MOST_SELECTOR } from './chat-shape.ts';
import { classOf, flatParentOf, isElement, matches, parentNodeOf, rootOf, tagOf } from './dom.ts';
import { selectorOfOne } from './detect-one.ts';
import { selectorOfSet } from './detect-selectors.ts';
import type { KnownLeaves } from './detect-shape.ts';
import { Units, unitSelector } from './shape-within.ts';

/** What tells the units from all else in the list. */
export function unitOf(list: Element, path: string[], { units, loose }: KnownLeaves): string | null {
  const own = units.map(({ unit }) => unit);
  const around = new Set<Element>();
  for (const unit of own) for (let at = flatParentOf(unit); at && at !== list; at = flatParentOf(at)) around.add(at);
  const others = new Set<Element>(around);
  for (const leaf of loose) for (let at: Element | null = leaf.element; at && at !== list; at = flatParentOf(at)) others.add(at);
  // What is built just like many units cannot be kept out by any selector.
  const kinds = new Map<string, number>();
  for (const unit of own) kinds.set(kindOf(unit), (kinds.get(kindOf(unit)) ?? 0) + 1);
  const no = [...others].filter((element) => around.has(element) || (kinds.get(kindOf(element)) ?? 0) < own.length * 0.2);
  const chosen = selectorOfSet(own, no, { edge: (element) => element === list, around: false });
  const byPlace = placedUnits(list, own, no);
  // Traits that only some units have are a sum of accidents; their place says it better.
  const best = chosen !== null && chosen.split(', ').length <= 2 ? chosen : (byPlace ?? chosen);
  if (best !== null && exactly(list, path, best, own, no)) return best;
  for (const other of [chosen, byPlace]) if (other !== null && exactly(list, path, other, own, no)) return other;
  return null;
}

export const kindOf = (element: Element) => `${tagOf(element)} ${classOf(element)}`;

/** By the way from the list down. */
function placedUnits(list: Element, own: readonly Element[], no: readonly Element[]): string | null {
  const ways = new Set<string>();
  for (const unit of own) {
    const tags: string[] = [];
    let at: Node | null = unit;
    for (let up = 0; isElement(at) && at !== list && up < 60; at = parentNodeOf(at), up++) tags.unshift(CSS.escape(tagOf(at).toLowerCase()));
    if (at !== list) return null;
    ways.add(`:scope > ${tags.join(' > ')}`);
  }
  if (ways.size > 4) return null;
  let selector = [...ways].join(', ');
  const listSelector = selectorOfOne(list, rootOf(list) as Document | ShadowRoot) ?? ':root';
  const wrong = no.filter((element) => [...ways].some((way) => matches(element, way.replaceAll(':scope', `:is(${listSelector})`))));
  if (wrong.length > 0) {
    const not = selectorOfSet(wrong, own, { edge: (element) => element === list, around: false });
    if (not === null) return selector.length <= MOST_SELECTOR ? selector : null;
    selector = [...ways].map((way) => `${way}:not(${not})`).join(', ');
  }
  return selector.length <= MOST_SELECTOR ? selector : null;
}

/** The selector takes each unit whole, and nothing around or between. Lines between that it takes too are told by what is in them. */
function exactly(list: Element, path: string[], unit: string, own: readonly Element[], no: readonly Element[]): boolean {
  if (unit.length > MOST_SELECTOR) return false;
  const units = new Units(list, unitSelector({ unit, list: path }), false);
  return own.every((element) => units.of(element) === element) && no.filter((element) => units.of(element) === element).length <= own.length * 0.34;
}
