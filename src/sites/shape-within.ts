import type { ChatShape } from './chat-shape.ts';
import { find, findAll, flatChildrenBackwards, flatChildrenOf, flatContains, flatParentOf, isElement, matches, nextElementOf, previousElementOf, shadowOf } from './dom.ts';

/** Steps up from a node to its list. A hostile page nests without end. */
const MOST_UP = 1_000;
/** Shadow roots looked into for one field of one message. */
const MOST_ROOTS = 60;

/** Elements that may be the shape's list, from the document inwards; one selector for each shadow root on the way. */
export function listsOf(document: Document, path: readonly string[], most = 12): Element[] {
  let roots: Node[] = [document];
  for (const [step, selector] of path.entries()) {
    const found: Element[] = [];
    for (const root of roots) for (const element of findAll<Element>(root, selector)) if (found.length < most) found.push(element);
    if (step === path.length - 1) return found;
    roots = found.map((host) => shadowOf(host)).filter((root) => root !== null);
  }
  return [];
}

/** The unit's selector with the list's own in the place of `:scope`. */
export function unitSelector(shape: Pick<ChatShape, 'unit' | 'list'>): string {
  return shape.unit.replaceAll(':scope', `:is(${shape.list.at(-1)})`);
}

/**
 * The first element inside that fits; an empty selector is the scope itself.
 * @param pierce look into shadow roots inside too
 */
export function findInside(scope: Element, selector: string, pierce = true): HTMLElement | null {
  if (selector === '') return scope as HTMLElement;
  const found = find(scope, selector);
  if (found || !pierce) return found;
  for (const root of rootsInside(scope)) {
    const inner = find(root, selector);
    if (inner) return inner;
  }
  return null;
}

export function* findAllInside(scope: Element, selector: string, pierce = true): Iterable<HTMLElement> {
  yield* findAll(scope, selector);
  if (pierce) for (const root of rootsInside(scope)) yield* findAll(root, selector);
}

function* rootsInside(scope: Element): Iterable<ShadowRoot> {
  const trees: Node[] = [scope];
  const own = shadowOf(scope);
  if (own) {
    trees.push(own);
    yield own;
  }
  for (let at = 0; at < trees.length; at++) {
    for (const element of findAll<Element>(trees[at]!, '*')) {
      const root = shadowOf(element);
      if (!root) continue;
      if (trees.length > MOST_ROOTS) return;
      trees.push(root);
      yield root;
    }
  }
}

/** Whether a look into a unit must go through shadow roots. */
export function hasRoots(units: Iterable<Element>): boolean {
  for (const unit of units) for (const _ of rootsInside(unit)) return true;
  return false;
}

/** The messages inside one list: the outermost elements that fit the unit's selector. */
export class Units {
  readonly list: Element;
  readonly selector: string;
  /** The page shows the last first (`column-reverse`). */
  readonly backwards: boolean;

  constructor(list: Element, selector: string, backwards: boolean) {
    this.list = list;
    this.selector = selector;
    this.backwards = backwards;
  }

  of(node: Node): Element | null {
    let unit: Element | null = null;
    let at: Element | null = isElement(node) ? node : flatParentOf(node);
    for (let steps = 0; at && steps < MOST_UP; steps++, at = flatParentOf(at)) {
      if (at === this.list) return unit;
      if (matches(at, this.selector)) unit = at;
    }
    return null;
  }

  /** As the page shows them, oldest first; bit by bit, though the page may change between two. */
  *inside(root: Node): Iterable<Element> {
    const start = flatContains(root, this.list) ? this.list : flatContains(this.list, root) && isElement(root) ? root : null;
    if (!start) return;
    const own = start === this.list ? null : this.of(start);
    if (own) {
      if (own === start) yield own;
      return;
    }
    const given = new WeakSet<Element>();
    for (let tries = 0; tries < 4; tries++) {
      let whole = true;
      const stack: Level[] = [this.#level(start)];
      while (stack.length > 0) {
        const level = stack.at(-1)!;
        const { done, value } = level.children.next();
        if (done) {
          // A child taken out while we paused ends its level early.
          if (level.last && flatParentOf(level.last) !== level.parent) whole = false;
          stack.pop();
          continue;
        }
        level.last = value;
        if (!isElement(value)) continue;
        if (!matches(value, this.selector)) {
          if (stack.length < MOST_UP) stack.push(this.#level(value));
        } else if (!given.has(value)) {
          given.add(value);
          yield value;
        }
      }
      if (whole) return;
    }
  }

  /** The first or the last unit inside, without going through those between. */
  edgeInside(root: Element, last: boolean): Element | null {
    const stack: Node[] = [root];
    for (let steps = 0; stack.length > 0 && steps < 200; steps++) {
      const node = stack.pop()!;
      if (!isElement(node)) continue;
      if (matches(node, this.selector)) return node;
      const children = [...limited(last === this.backwards ? flatChildrenOf(node) : flatChildrenBackwards(node), 60)];
      for (const child of children.toReversed()) stack.push(child);
    }
    return null;
  }

  #level(parent: Element): Level {
    const children = this.backwards ? flatChildrenBackwards(parent) : flatChildrenOf(parent);
    return { parent, children: children[Symbol.iterator](), last: null };
  }

  /** Elements before a unit as the page shows it, nearest first: earlier siblings, then those of its parents inside the list. */
  before(unit: Element, most: number): Iterable<Element> {
    return this.#beside(unit, most, this.backwards);
  }

  /** The same for what comes after. */
  after(unit: Element, most: number): Iterable<Element> {
    return this.#beside(unit, most, !this.backwards);
  }

  *#beside(unit: Element, most: number, onwards: boolean): Iterable<Element> {
    let steps = 0;
    for (let at: Element | null = unit; at && at !== this.list && steps < most; at = flatParentOf(at)) {
      for (const sibling of siblingsOf(at, onwards)) {
        if (steps++ >= most) return;
        yield sibling;
      }
    }
  }
}

interface Level {
  parent: Element;
  children: Iterator<Node>;
  last: Node | null;
}

function* limited<T>(all: Iterable<T>, most: number): Iterable<T> {
  let count = 0;
  for (const one of all) {
    if (count++ >= most) return;
    yield one;
  }
}

function* siblingsOf(element: Element, onwards: boolean): Iterable<Element> {
  const step = onwards ? nextElementOf : previousElementOf;
  for (let at = step(element); at; at = step(at)) yield at;
}
