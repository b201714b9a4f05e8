// A page may hold a `<form>` whose inputs are named `parentNode` or `className`: in every world, ours included, they hide
// the real members, and a climb by them never ends. Those of the prototypes stay what they are.
// The flat tree is what the reader sees: the children of an element with a shadow root are those of the root, a slot's are
// the nodes put into it.

type Kind = 'Node' | 'Element' | 'Text' | 'Document';

/** Looked up at first use: this file is read where there is no page, too. */
function getter<T>(kind: Kind, name: string): (node: Node) => T {
  let get: ((this: Node) => T) | undefined;
  return (node) => (get ??= onChain(globalThis[kind].prototype, name) ?? plainly(name)).call(node);
}

/** Where a page is only imitated, some members are fields. */
function plainly<T>(name: string): (this: Node) => T {
  return function () {
    return (this as unknown as Record<string, T>)[name]!;
  };
}

function onChain<T>(prototype: object | null, name: string): ((this: Node) => T) | undefined {
  for (let at = prototype; at; at = Object.getPrototypeOf(at) as object | null) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found?.get) return found.get as (this: Node) => T;
  }
  return undefined;
}

export const parentNodeOf = getter<Node | null>('Node', 'parentNode');
export const firstChildOf = getter<ChildNode | null>('Node', 'firstChild');
export const lastChildOf = getter<ChildNode | null>('Node', 'lastChild');
export const nextSiblingOf = getter<ChildNode | null>('Node', 'nextSibling');
export const previousSiblingOf = getter<ChildNode | null>('Node', 'previousSibling');
export const isConnected = getter<boolean>('Node', 'isConnected');
export const documentOf = getter<Document | null>('Node', 'ownerDocument');
export const nextElementOf = getter<Element | null>('Element', 'nextElementSibling');
export const firstElementOf = getter<Element | null>('Element', 'firstElementChild');
export const previousElementOf = getter<Element | null>('Element', 'previousElementSibling');
const openRootOf = getter<ShadowRoot | null>('Element', 'shadowRoot');
const slotOfElement = getter<Element | null>('Element', 'assignedSlot');
const slotOfText = getter<Element | null>('Text', 'assignedSlot');
const typeOf = getter<number>('Node', 'nodeType');
const words = getter<string | null>('Element', 'textContent');
const data = getter<string | null>('Node', 'textContent');
const title = getter<string>('Document', 'title');
const tag = getter<string>('Element', 'tagName');
export const textOf = (node: Node): string => (typeOf(node) === 1 ? words(node) : data(node)) ?? '';
export const titleOf = (document: Document): string => String(title(document) ?? '');
export const tagOf = (element: Element): string => String(tag(element)).toUpperCase();
export const contains = (outer: Node, inner: Node | null): boolean => Node.prototype.contains.call(outer, inner);
export const attributeOf = (element: Element, name: string): string | null => Element.prototype.getAttribute.call(element, name);
export const matches = (element: Element, selector: string): boolean => Element.prototype.matches.call(element, selector);
export const closest = (element: Element, selector: string): Element | null => Element.prototype.closest.call(element, selector);
export const boxOf = (element: Element): DOMRect => Element.prototype.getBoundingClientRect.call(element);
/** A page may hang megabytes of names on an element; the first tell enough. */
export const classOf = (element: Element): string => (attributeOf(element, 'class') ?? '').slice(0, 1_000);
export const childCountOf = getter<number>('Element', 'childElementCount');
/** How many elements stand under one; the browser counts them far faster than they could be gone through. */
export const sizeOf = (element: Element): number => Element.prototype.getElementsByTagName.call(element, '*').length;
const attributesGetter = getter<NamedNodeMap>('Element', 'attributes');
/** Never more than `most`: a page may hang a million on one element. */
export function attributesOf(element: Element, most = 40): { name: string; value: string }[] {
  const list = attributesGetter(element);
  const found: { name: string; value: string }[] = [];
  for (let i = 0; i < Math.min(list.length, most); i++) found.push({ name: list[i]!.name, value: String(list[i]!.value) });
  return found;
}
/** Goes through the elements under a node. */
export const walkElements = (node: Node): TreeWalker => Document.prototype.createTreeWalker.call(documentOf(node) ?? (node as Document), node, NodeFilter.SHOW_ELEMENT);
export const rootOf = (node: Node): Node => Node.prototype.getRootNode.call(node);
/** Whether the first stands before the second in one tree. */
export const precedes = (first: Node, second: Node): boolean => (Node.prototype.compareDocumentPosition.call(first, second) & 4) !== 0;
/** Of an element, a shadow root or a document. */
export function find<E extends Element = HTMLElement>(root: Node, selector: string): E | null {
  return prototypeOf(root).querySelector.call(root, selector) as E | null;
}
export function findAll<E extends Element = HTMLElement>(root: Node, selector: string): NodeListOf<E> {
  return prototypeOf(root).querySelectorAll.call(root, selector) as NodeListOf<E>;
}

function prototypeOf(root: Node): ParentNode {
  return isElement(root) ? Element.prototype : typeOf(root) === 9 ? Document.prototype : DocumentFragment.prototype;
}

export const isElement = (node: Node | null): node is Element => node !== null && typeOf(node) === 1;
export const isText = (node: Node | null): node is Text => node !== null && (typeOf(node) === 3 || typeOf(node) === 4);
/** A shadow root, not a loose fragment. */
export const isShadowRoot = (node: Node | null): node is ShadowRoot => node !== null && typeOf(node) === 11 && 'host' in node;

/** The element's shadow root, if a page's own script could have it too or the browser lets extensions see it; else null. */
export function shadowOf(element: Element): ShadowRoot | null {
  return openRootOf(element) ?? closedRootOf(element);
}

type Opener = { dom?: { openOrClosedShadowRoot?(element: Element): ShadowRoot | null } };

/** Closed roots are open to content scripts: `chrome.dom` in Chromium, a method of the element in Firefox. */
function closedRootOf(element: Element): ShadowRoot | null {
  // Only elements of the page's own making have closed roots; asking for each `<div>` of 10,000 messages would cost.
  if (!tagOf(element).includes('-')) return null;
  try {
    const own = (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot;
    if (own !== undefined) return own;
    return (globalThis as { chrome?: Opener }).chrome?.dom?.openOrClosedShadowRoot?.(element) ?? null;
  } catch {
    return null;
  }
}

/** In the flat tree. */
export function flatParentOf(node: Node): Element | null {
  const parent = parentNodeOf(node);
  if (isElement(parent)) {
    // Closed roots give no slot; only hosts of the page's own kind have any.
    return openRootOf(parent) === null ? parent : ((isElement(node) ? slotOfElement(node) : isText(node) ? slotOfText(node) : null) ?? parent);
  }
  // A root itself is asked about where its children change.
  const root = parent ?? node;
  return isShadowRoot(root) ? root.host : null;
}

/** In the flat tree, in order. */
export function flatChildrenOf(node: Node): Iterable<Node> {
  if (isElement(node)) {
    const shadow = shadowOf(node);
    if (shadow) return childrenOf(shadow);
    if (tagOf(node) === 'SLOT') {
      const put = HTMLSlotElement.prototype.assignedNodes.call(node as HTMLSlotElement);
      if (put.length > 0) return put;
    }
  }
  return childrenOf(node);
}

function* childrenOf(node: Node): Iterable<Node> {
  for (let child = firstChildOf(node); child; child = nextSiblingOf(child)) yield child;
}

/** In the flat tree, the last first. */
export function* flatChildrenBackwards(node: Node): Iterable<Node> {
  const inside = isElement(node) ? (shadowOf(node) ?? node) : node;
  if (inside === node && isElement(node) && tagOf(node) === 'SLOT') {
    const put = HTMLSlotElement.prototype.assignedNodes.call(node as HTMLSlotElement);
    if (put.length > 0) {
      for (let i = put.length - 1; i >= 0; i--) yield put[i]!;
      return;
    }
  }
  for (let child = lastChildOf(inside); child; child = previousSiblingOf(child)) yield child;
}

/** In the flat tree, elements alone, at most so many. */
export function flatElementsOf(node: Node, most: number): Element[] {
  const found: Element[] = [];
  let steps = 0;
  for (const child of flatChildrenOf(node)) {
    if (found.length >= most || steps++ >= most * 10) break;
    if (isElement(child)) found.push(child);
  }
  return found;
}

/** The nearest of an element and those above it, in the flat tree, that fits. Never more than `most` steps. */
export function flatClosest(node: Node, fits: (element: Element) => boolean, most = 2_000): Element | null {
  let at: Element | null = isElement(node) ? node : flatParentOf(node);
  for (let steps = 0; at && steps < most; steps++, at = flatParentOf(at)) if (fits(at)) return at;
  return null;
}

/** Whether the inner node stands in the outer one, shadow roots between them or not. */
export function flatContains(outer: Node, inner: Node): boolean {
  for (let at: Node | null = inner; at; at = flatParentOf(at)) if (at === outer) return true;
  return typeOf(outer) === 9 && isConnected(inner);
}
