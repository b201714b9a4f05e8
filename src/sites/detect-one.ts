import { MOST_SELECTOR } from './chat-shape.ts';
import { attributeOf, find, findAll, isElement, isShadowRoot, parentNodeOf, previousElementOf, rootOf, tagOf } from './dom.ts';
import { atomsOf, placeAmong, rank } from './detect-selectors.ts';

/** A selector that finds just this element from its root: by what lasts, else by its place. */
export function selectorOfOne(element: Element, root: ParentNode & Node): string | null {
  const only = (selector: string) => {
    if (find<Element>(root, selector) !== element) return false;
    return findAll(root, selector).length === 1;
  };
  const atoms = lasting(element);
  for (const atom of atoms) if (only(atom)) return atom;
  for (let at = parentNodeOf(element), up = 0; isElement(at) && up < 5; at = parentNodeOf(at), up++) {
    for (const outer of lasting(at).slice(0, 6)) for (const atom of atoms.slice(0, 4)) if (only(`${outer} ${atom}`)) return `${outer} ${atom}`;
  }
  const steps: string[] = [];
  for (let at: Node | null = element; isElement(at); at = parentNodeOf(at)) {
    steps.unshift(`${CSS.escape(tagOf(at).toLowerCase())}:nth-child(${placeAmong(at, previousElementOf)})`);
    const selector = steps.join(' > ');
    if (selector.length > MOST_SELECTOR) return null;
    if (only(selector)) return selector;
    const outer: Node | null = parentNodeOf(at);
    if (isElement(outer)) for (const atom of lasting(outer).slice(0, 4)) if (only(`${atom} > ${selector}`)) return `${atom} > ${selector}`;
  }
  return null;
}

/** Traits that are likely to be the same after a reload. */
function lasting(element: Element): string[] {
  const id = attributeOf(element, 'id') ?? '';
  const own = /^[A-Za-z][\w-]{0,40}$/.test(id) && !/\d{3,}/.test(id) ? [`#${CSS.escape(id)}`] : [];
  return [...own, ...atomsOf(element).toSorted((a, b) => rank(a) - rank(b))];
}

/** From the document to the list, one selector for each shadow root on the way. */
export function listPath(document: Document, list: Element): string[] | null {
  const path: string[] = [];
  let at: Element = list;
  for (let roots = 0; roots < 10; roots++) {
    const root = rootOf(at);
    if (root !== document && !isShadowRoot(root)) return null;
    const selector = selectorOfOne(at, root as Document | ShadowRoot);
    if (selector === null) return null;
    path.unshift(selector);
    if (!isShadowRoot(root)) return path;
    at = root.host;
  }
  return null;
}
