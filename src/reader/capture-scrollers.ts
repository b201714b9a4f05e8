import { boxOf, flatParentOf, isConnected } from '../sites/dom.ts';
import { meeting, type Box } from './capture-boxes.ts';

/** Ancestors looked at. */
const MOST_UP = 500;

interface Kept {
  element: Element;
  top: number;
  left: number;
  height: number;
  /** It stood at its end, where a chat shows its newest. */
  atEnd: boolean;
}

const top = (element: Element): number => get(element, 'scrollTop');
const get = (element: Element, name: 'scrollTop' | 'scrollLeft' | 'scrollHeight' | 'clientHeight' | 'clientWidth' | 'clientTop' | 'clientLeft'): number => {
  const own = Object.getOwnPropertyDescriptor(Element.prototype, name)?.get?.call(element) as number | undefined;
  return own ?? (element[name] as number);
};

/** What cuts off and scrolls a row, from the inside out. Remembers where all stood. */
export class Scrollers {
  readonly #view: Window;
  readonly #row: Element;
  readonly #clippers: Element[] = [];
  readonly #scrollers: Element[] = [];
  readonly #kept: Kept[];
  /** Where the row stood in the window. */
  readonly #stood: number;

  constructor(row: Element, view: Window & typeof globalThis) {
    this.#view = view;
    this.#row = row;
    this.#stood = boxOf(row).top;
    const root = view.document.scrollingElement ?? view.document.documentElement;
    let fixed = view.getComputedStyle(row).position === 'fixed';
    let at = flatParentOf(row);
    for (let steps = 0; at && !fixed && at !== root && at !== view.document.documentElement && steps < MOST_UP; steps++, at = flatParentOf(at)) {
      const { overflowX, overflowY, display, contain, position } = view.getComputedStyle(at);
      // The window takes over what `<body>` says of scrolling.
      const cuts = (overflowX !== 'visible' || overflowY !== 'visible' || /paint|content|strict/.test(contain)) && display !== 'inline' && display !== 'contents';
      if (cuts && !(at === view.document.body && root !== at)) {
        this.#clippers.push(at);
        if (/auto|scroll|overlay/.test(overflowY) && get(at, 'scrollHeight') > get(at, 'clientHeight')) this.#scrollers.push(at);
      }
      fixed = position === 'fixed';
    }
    if (!fixed) this.#scrollers.push(root);
    this.#kept = this.#scrollers.map((element) => ({ element, top: top(element), left: get(element, 'scrollLeft'), height: get(element, 'scrollHeight'), atEnd: Math.abs(endOf(element) - top(element)) <= 1 }));
  }

  /** What holds the rows: whatever lies over it and is no part of it covers them. */
  get around(): Element {
    return this.#clippers[0] ?? this.#view.document.documentElement;
  }

  /** The part of the window in which the row can show now. */
  shown(): Box | null {
    const { documentElement } = this.#view.document;
    let seen: Box | null = { left: 0, top: 0, right: Math.min(documentElement.clientWidth, this.#view.innerWidth), bottom: Math.min(this.#view.innerHeight, documentElement.clientHeight || this.#view.innerHeight) };
    for (const clipper of this.#clippers) seen = seen && meeting(seen, insideOf(clipper));
    return seen;
  }

  /** Has the innermost scroller itself come into view, as far as those around it scroll. */
  bringIn(): void {
    const [inner, ...outer] = this.#scrollers;
    if (!inner || outer.length === 0) return;
    for (const element of outer) {
      const box = insideOf(inner);
      const within = element === (this.#view.document.scrollingElement ?? this.#view.document.documentElement)
        ? { top: 0, bottom: this.#view.innerHeight } : insideOf(element);
      if (box.bottom > within.bottom) shift(element, Math.min(box.bottom - within.bottom, box.top - within.top));
      else if (box.top < within.top) shift(element, box.top - within.top);
    }
  }

  /** Moves what is shown up by so many pixels (down, where negative): the innermost scroller first, what it cannot give those around it. */
  by(pixels: number): void {
    let left = pixels;
    for (const element of this.#scrollers) {
      if (Math.abs(left) < 0.5) return;
      left -= shift(element, left);
    }
  }

  /** All as it was. Where the page put more above meanwhile the row stands where it stood; but a list that stood at its end stands there again. */
  restore(): void {
    for (const { element, top: was, left } of this.#kept) if (top(element) !== was || get(element, 'scrollLeft') !== left) to(element, was, left);
    const changed = this.#kept.filter(({ element, height }) => get(element, 'scrollHeight') !== height);
    const [first] = changed;
    if (!first) return;
    if (first.atEnd) to(first.element, endOf(first.element), first.left);
    else if (isConnected(this.#row) && Math.abs(boxOf(this.#row).top - this.#stood) > 1) this.by(boxOf(this.#row).top - this.#stood);
  }
}

/** Where it is scrolled to when it stands at its end. A list that is turned round counts from there, downwards. */
function endOf(element: Element): number {
  const turned = top(element) < 0 || (get(element, 'scrollHeight') > get(element, 'clientHeight') && /reverse/.test(getComputedStyle(element).flexDirection));
  return turned ? 0 : get(element, 'scrollHeight') - get(element, 'clientHeight');
}

function insideOf(element: Element): Box {
  const box = boxOf(element);
  const left = box.left + get(element, 'clientLeft');
  const upper = box.top + get(element, 'clientTop');
  const width = get(element, 'clientWidth');
  const height = get(element, 'clientHeight');
  return { left, top: upper, right: left + width, bottom: upper + height };
}

/** @returns how far it went */
function shift(element: Element, pixels: number): number {
  const before = top(element);
  to(element, before + pixels, get(element, 'scrollLeft'));
  return top(element) - before;
}

/** At once, whatever the page says of smoothness. */
function to(element: Element, upper: number, left: number): void {
  (Element.prototype.scrollTo as (options: ScrollToOptions) => void).call(element, { top: upper, left, behavior: 'instant' });
}
