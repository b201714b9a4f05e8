// A page can make a message's body a `<form>` whose inputs are named `contains` or `ownerDocument`: in every world, ours
// included, they then hide the real members. Those of the prototypes stay what they are.

const getter = <T>(name: keyof Node) => (node: Node) => Object.getOwnPropertyDescriptor(Node.prototype, name)!.get!.call(node) as T;

const owner = getter<Document | null>('ownerDocument');
export const documentOf = (element: Element): Document => owner(element)!;
export const isConnected = getter<boolean>('isConnected');
export const parentElementOf = getter<Element | null>('parentElement');
export const contains = (outer: Node, inner: Node | null): boolean => Node.prototype.contains.call(outer, inner);
export const boxOf = (element: Element): DOMRect => Element.prototype.getBoundingClientRect.call(element);
export const append = (element: Element, child: Node): void => Element.prototype.append.call(element, child);
