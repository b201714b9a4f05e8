import { childCountOf, firstChildOf, isElement, nextSiblingOf, parentNodeOf, sizeOf } from './dom.ts';

const MOST_TRIES = 5;
/** An element with so many children is opened bit by bit rather than all at once, unless all that is in it is little. */
const MANY_CHILDREN = 200;
const LITTLE = 2_000;
/** What we put on the page comes and goes alone or with a neighbour. */
const MOST_OF_OURS = 6;

/** Whether nothing but nodes of our own came or went. A page may put them among its own: then it is news. */
export function isOnlyOurs({ addedNodes, removedNodes, type }: MutationRecord, isOurs: (node: Node) => boolean): boolean {
  if (type !== 'childList' || addedNodes.length + removedNodes.length > MOST_OF_OURS) return false;
  return [...addedNodes, ...removedNodes].every(isOurs);
}

/** Whether an element holds so much that it is to be opened bit by bit. @param byLooks no selector finds its rows at once */
export function hasMany(element: Element, byLooks: boolean): boolean {
  return childCountOf(element) > MANY_CHILDREN && (byLooks || sizeOf(element) > LITTLE);
}

export function* elementsIn(lists: readonly NodeList[]): Iterable<Element> {
  for (const nodes of lists) for (let at = 0; at < nodes.length; at++) if (isElement(nodes[at]!)) yield nodes[at] as Element;
}

/** Bit by bit, though the page may change between two. A child that left meanwhile breaks the chain: it is begun anew, a few times. */
export function* childrenOf(parent: Element): Iterable<Element> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    let at = firstChildOf(parent);
    for (; at && parentNodeOf(at) === parent; at = nextSiblingOf(at)) if (isElement(at)) yield at;
    if (!at) return;
  }
}
