import { attributeOf, boxOf, classOf, documentOf, flatChildrenBackwards, flatChildrenOf, isElement, isText, tagOf } from './dom.ts';
import { namesOf } from './detect-leaves.ts';
import { TOKENS } from './shape-words.ts';

/** An element whose children repeat, or that says that it is a log. */
export interface Pane {
  list: Element;
  /** Direct children with words, of those looked at. */
  filled: number;
  isLog: boolean;
  /** Other elements on the page built and placed just alike: what repeats is a row, or a part of one. */
  twins: number;
  /** Words of a chat, or of another list, in its names and those around it. */
  named: number;
}

export interface Looked {
  panes: Pane[];
  /** Fields that words can be written into. */
  fields: Element[];
}

const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'SVG', 'SELECT', 'IFRAME', 'CANVAS', 'OBJECT', 'HEAD', 'DATALIST', 'OPTION', 'VIDEO', 'AUDIO', 'TEXTAREA', 'INPUT']);
const NEVER = new Set(['BUTTON', 'NAV', 'FORM', 'SELECT', 'TR', 'THEAD', 'P', 'A', 'PRE', 'CODE', 'LABEL', 'H1', 'H2', 'H3', 'FOOTER']);
const BLOCKS = /^(?:DIV|LI|SECTION|ARTICLE|UL|OL|DL|.*-.*)$/;
const LOG = /^(?:log|feed)$/;
/** Of the children of one element only the newest are looked at. */
const MOST_CHILDREN = 60;
const MOST_NODES = 9_000;
const MOST_DEPTH = 200;
const MOST_FIELDS = 40;
const MOST_FIELDS_TOGETHER = 3;

interface Node0 {
  element: Element;
  parent: number;
  depth: number;
  /** Words inside. */
  words: boolean;
  filled: number;
  tags: Map<string, number>;
  named: number;
}

/** Everything on the page that may be a list of messages, from the page's end backwards; at most so many nodes. */
export function panesOf(document: Document): Looked {
  const { body } = document;
  if (!body) return { panes: [], fields: [] };
  const nodes: Node0[] = [];
  const fields: Element[] = [];
  const queue: { element: Element; parent: number; depth: number }[] = [{ element: body, parent: -1, depth: 0 }];
  // Breadth first: that a long list is cut short must not hide what stands beside it.
  for (let at = 0; at < queue.length && nodes.length < MOST_NODES; at++) {
    const { element, parent, depth } = queue[at]!;
    const index = nodes.length;
    const named = depth === 0 ? 0 : namedOf(element);
    const node: Node0 = { element, parent, depth, words: false, filled: 0, tags: new Map(), named };
    nodes.push(node);
    const most = depth < 3 ? MOST_CHILDREN * 4 : MOST_CHILDREN;
    const taken = new Set<Element>();
    let room = most;
    let own = 0;
    const take = (child: Node): boolean => {
      if (isText(child)) {
        if (!node.words && child.data.trim() !== '') node.words = true;
      } else if (isElement(child) && !taken.has(child)) {
        if (isField(child) && own++ < MOST_FIELDS_TOGETHER && fields.length < MOST_FIELDS) fields.push(child);
        if (SILENT.has(tagOf(child))) return true;
        if (room-- <= 0) return false;
        taken.add(child);
        if (depth < MOST_DEPTH) queue.push({ element: child, parent: index, depth: depth + 1 });
      }
      return true;
    };
    if (!takeAll(flatChildrenBackwards(element), take, most * 4) && depth < 3) {
      // Near the root what comes first counts as much: a page may put any number of things behind its chat.
      room = most / 4;
      takeAll(flatChildrenOf(element), take, most);
    }
  }
  for (let i = nodes.length - 1; i > 0; i--) {
    const node = nodes[i]!;
    const parent = nodes[node.parent]!;
    if (!node.words) continue;
    parent.words = true;
    parent.filled++;
    const tag = tagOf(node.element);
    parent.tags.set(tag, (parent.tags.get(tag) ?? 0) + 1);
  }
  const panes = nodes.flatMap((node) => paneOf(node, nodes));
  const kinds = new Map<string, number>();
  for (const { kind } of panes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return { panes: panes.map(({ pane, kind }) => ({ ...pane, twins: kinds.get(kind)! - 1 })), fields };
}

/** False when it had to end early. */
function takeAll(children: Iterable<Node>, take: (child: Node) => boolean, most: number): boolean {
  let steps = 0;
  for (const child of children) if (steps++ >= most || !take(child)) return false;
  return true;
}

function isField(element: Element): boolean {
  const tag = tagOf(element);
  if (tag === 'TEXTAREA') return true;
  if (tag === 'INPUT') return /^(?:text)?$/i.test(attributeOf(element, 'type') ?? '');
  const editable = attributeOf(element, 'contenteditable');
  return (editable !== null && editable !== 'false') || attributeOf(element, 'role') === 'textbox' || /(?:^|\s)(?:ql-editor|ProseMirror)(?:\s|$)/.test(classOf(element));
}

function paneOf(node: Node0, nodes: readonly Node0[]): { pane: Omit<Pane, 'twins'>; kind: string }[] {
  const { element, filled, tags } = node;
  const tag = tagOf(element);
  if (NEVER.has(tag) || tag === 'BODY' || filled === 0 || (tag === 'SPAN' && !holdsBlocks(node))) return [];
  const isLog = LOG.test(attributeOf(element, 'role') ?? '') || /^(?:polite|assertive)$/.test(attributeOf(element, 'aria-live') ?? '');
  const alike = Math.max(...tags.values());
  if ((filled < 2 && !isLog) || alike < filled * 0.5 || isUnseen(element)) return [];
  let named = node.named * 1.5;
  for (let up = node.parent, steps = 0; up > 0 && steps < 4; up = nodes[up]!.parent, steps++) named += nodes[up]!.named / (2 + steps);
  const parent = nodes[node.parent]?.element;
  // Without names only brothers can be told to be alike.
  const family = namesOf(element) === '' ? node.parent : `${parent ? tagOf(parent) + namesOf(parent) : ''}`;
  const kind = `${node.depth} ${tag}${namesOf(element)} ${family} ${[...tags.keys()].join()}`;
  return [{ pane: { list: element, filled, isLog: isLog || logAbove(node, nodes), named }, kind }];
}

/** Some frameworks wrap what they repeat in a `span`, boxes though it holds. */
function holdsBlocks({ filled, tags }: Node0): boolean {
  let blocks = 0;
  for (const [tag, count] of tags) if (BLOCKS.test(tag)) blocks += count;
  return blocks > filled / 2;
}

/** A copy of the messages for screen readers, drawn nowhere. */
function isUnseen(element: Element): boolean {
  if (TOKENS.hidden.test(classOf(element))) return true;
  const { width, height } = boxOf(element);
  if (width >= 40 && height >= 20) return false;
  return boxOf(documentOf(element)!.documentElement).width > 0 && !(width === 0 && getComputedStyle(element).display === 'contents');
}

function logAbove({ parent }: Node0, nodes: readonly Node0[]): boolean {
  for (let up = parent, steps = 0; up > 0 && steps < 3; up = nodes[up]!.parent, steps++) {
    const { element } = nodes[up]!;
    if (attributeOf(element, 'role') === 'log' || /^(?:polite|assertive)$/.test(attributeOf(element, 'aria-live') ?? '')) return true;
  }
  return false;
}

function namedOf(element: Element): number {
  const names = `${classOf(element)} ${attributeOf(element, 'id') ?? ''} ${attributeOf(element, 'aria-label') ?? ''} ${attributeOf(element, 'data-testid') ?? ''} ${tagOf(element).includes('-') ? tagOf(element).toLowerCase() : ''}`;
  if (names.trim() === '') return /^(?:ASIDE|NAV)$/.test(tagOf(element)) ? -1 : 0;
  return (TOKENS.chat.test(names) ? 1 : 0) - (TOKENS.otherList.test(names) ? 1 : 0) - (/^(?:ASIDE|NAV)$/.test(tagOf(element)) ? 1 : 0);
}

/** A pane with how much it promises. */
export interface Promising extends Pane {
  promise: number;
}

/** Which panes are worth a longer look, the likeliest first. Of many twins few are enough: they are rows of a list. */
export function promising(panes: readonly Pane[], near: (list: Element) => number, most = 8): Promising[] {
  const promise = ({ filled, isLog, named, list, twins }: Pane) => Math.min(filled, 20) / 10 + (isLog ? 2 : 0) + Math.max(-2, Math.min(2, named)) + near(list) * 2 - Math.min(2, twins);
  return panes.map((pane) => ({ ...pane, promise: promise(pane) })).sort((a, b) => b.promise - a.promise).slice(0, most);
}
