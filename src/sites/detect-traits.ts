import { flatElementsOf, flatParentOf, tagOf } from './dom.ts';
import { atomsOf } from './detect-selectors.ts';

const MOST_INNER = 40;

/** By trait, the units that have it: on themselves, inside, or around them in the list. */
export function traitsOf(list: Element, units: readonly { unit: Element }[]): Map<string, Set<number>> {
  const traits = new Map<string, Set<number>>();
  const add = (element: Element, index: number) => {
    for (const atom of atomsOf(element)) {
      // That a message has a line break or a link says nothing of its sender.
      if (/^[a-z]+$/.test(atom)) continue;
      let members = traits.get(atom);
      if (!members) traits.set(atom, (members = new Set()));
      members.add(index);
    }
  };
  for (const [index, { unit }] of units.entries()) {
    let up = flatParentOf(unit);
    for (let steps = 0; up && up !== list && steps < 8; steps++, up = flatParentOf(up)) add(up, index);
    const stack: Element[] = [unit];
    for (let seen = 0; stack.length > 0 && seen < MOST_INNER; seen++) {
      const element = stack.pop()!;
      add(element, index);
      if (tagOf(element) === 'SVG') continue;
      stack.push(...flatElementsOf(element, 20).toReversed());
    }
  }
  return traits;
}
