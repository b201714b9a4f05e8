import { firstChildOf, isElement, nextSiblingOf, parentNodeOf } from './dom.ts';

const MOST_TRIES = 5;
/** What we put on the page comes and goes alone or with a neighbour. */
const MOST_OF_OURS = 6;

/** Whether nothing but nodes of our own came or went. A page may put them among its own: then it is news. */
export function isOnlyOurs({ addedNodes, removedNodes, type }: MutationRecord, isOurs: (node: Node) => boolean): boolean {
  if (type !== 'childList' || addedNodes.length + removedNodes.length > MOST_OF_OURS) return false;
  return [...addedNodes, ...removedNodes].every(isOurs);
}

export function* elementsIn(nodes: NodeList): Iterable<Element> {
  for (let at = 0; at < nodes.length; at++) if (isElement(nodes[at]!)) yield nodes[at] as Element;
}

/** Bit by bit, though the page may change between two. A child that left meanwhile breaks the chain: it is begun anew, a few times. */
export function* childrenOf(parent: Element): Iterable<Element> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    let at = firstChildOf(parent);
    for (; at && parentNodeOf(at) === parent; at = nextSiblingOf(at)) if (isElement(at)) yield at;
    if (!at) return;
  }
}
