import { attributeOf, attributesOf, classOf, flatParentOf, isElement, matches, nextElementOf, parentNodeOf, previousElementOf, tagOf, textOf } from './dom.ts';
import { MOST_SELECTOR } from './chat-shape.ts';
import { findInside } from './shape-within.ts';

/** Where a field stands in one unit: the elements of which the first match may be any; none where the unit lacks it. */
export interface FieldCase {
  scope: Element;
  good: readonly Element[];
}

const MEANS = /message|msg|text|body|content|bubble|author|sender|name|nick|time|date|stamp/i;
const HASHED = /^(?:css|sc|jsx|emotion|_)[-_]?|[a-z][A-Z0-9][a-zA-Z0-9]*\d|__[a-zA-Z0-9]{5,}$|^[a-z0-9]{5,8}$/;
const VALUE = /^[\w:./ -]{1,40}$/;
/** Attributes that tell which one, or how it stands just now. */
const PASSING = /id$|^(?:class|style|href|src|alt|title|value|name|for|tabindex|width|height|datetime|aria-(?!label$).*|data-(?:.*-)?(?:id|key|index|ts|time|timestamp|date|reactid|reactroot|index-number|item-index|known-size|v-.*|s-.*|text|from|author|sender|user|nick|name)|on.*|draggable|contenteditable|lang|xmlns.*|jsaction|jscontroller|jsname|ng-.*|_ng.*)$/i;
const MOST_TRIED = 26;

/** Answers of `atomsOf` while nothing changes: within one look. */
let kept: WeakMap<Element, string[]> | null = null;

/** In one turn an element is asked for its traits many times; the page cannot change meanwhile. */
export function withAtomsKept<T>(run: () => T): T {
  if (kept) return run();
  kept = new WeakMap();
  try {
    return run();
  } finally {
    kept = null;
  }
}

/** What may be said of one element alone, the most telling first. */
export function atomsOf(element: Element): string[] {
  const known = kept?.get(element);
  if (known) return known;
  const atoms = atomsAnew(element);
  kept?.set(element, atoms);
  return atoms;
}

function atomsAnew(element: Element): string[] {
  const tag = tagOf(element).toLowerCase();
  const atoms: string[] = [];
  for (const { name, value } of attributesOf(element, 16)) {
    if (name === 'data-testid' || name === 'data-test' || name === 'data-qa' || name === 'data-cy' || name === 'itemprop') {
      if (VALUE.test(value) && !/\d{3,}/.test(value)) atoms.push(`[${name}="${value}"]`);
    } else if (!PASSING.test(name) && /^[a-z][\w-]{0,40}$/.test(name)) {
      if (name === 'role' || (VALUE.test(value) && value.length <= 24 && !/\d/.test(value))) atoms.push(value === '' ? `[${name}]` : `[${name}="${value}"]`);
      if (name.startsWith('data-') && value !== '') atoms.push(`[${name}]`);
    }
  }
  const id = attributeOf(element, 'id') ?? '';
  // Only such as each row may have again: `id="author-name"`.
  if (/^[A-Za-z][A-Za-z_-]{1,40}$/.test(id)) atoms.push(`#${CSS.escape(id)}`);
  for (const name of classOf(element).split(/\s+/, 24)) {
    if (name === '' || name.length > 60 || /\d{5,}/.test(name) || MOVING.test(name)) continue;
    atoms.push(`.${CSS.escape(name)}`);
  }
  if (tag.includes('-') || !/^(?:div|span)$/.test(tag)) atoms.push(CSS.escape(tag));
  else atoms.push(tag);
  return atoms;
}

/** While an element comes or goes; the next that comes will lack it, and this one soon. */
const MOVING = /(?:^|[-_])(?:enter|leave|appear|exit)(?:[-_]?(?:from|to|active|done|start|end)|From|To|Active|Done)$/;

/** How an element stands just now. */
const PASSES = /--|(?:^|[-_.])(?:read|unread|acknowledged|active|selected|first|last|single|top|bottom|new|hover|focus|odd|even|current|visible|loaded)(?=$|[-_.:>\s])/i;

/** Lower is better where two serve alike. */
export function rank(selector: string): number {
  let worth = selector.length / 40 + (selector.match(/[\s>]/g)?.length ?? 0) * 0.5;
  if (/nth-child/.test(selector)) worth += 3;
  if (/^[a-z]+$/.test(selector)) worth += /^(?:div|span|p|li|section)$/.test(selector) ? 2.5 : 0.6;
  if (MEANS.test(selector)) worth -= 1.2;
  if (PASSES.test(selector)) worth += 1.4;
  if (/^\[(?:role|data-)/.test(selector)) worth -= 0.4;
  // Colours and numbers of a single person or row.
  if (/[-_]\d+$|^\.(?:color|c|u|user)[-_]?\d+/.test(selector)) worth += 1;
  if (HASHED.test(selector.replace(/^\./, ''))) worth += 0.6;
  return worth;
}

/**
 * A selector whose first match in each unit is one of that unit's good elements, and that matches nothing in units without.
 * Null when none is right in most.
 */
export function selectorOfField(cases: readonly FieldCase[], pierce: boolean): string | null {
  const wanted = cases.filter(({ good }) => good.length > 0);
  if (wanted.length === 0) return null;
  const worth = (selector: string) => {
    let right = 0;
    let wrong = 0;
    for (const { scope, good } of cases) {
      const found = findInside(scope, selector, pierce);
      if (found === null) continue;
      if (good.includes(found)) right++;
      // An empty place for it says nothing wrong.
      else if (good.length > 0 || textOf(found).trim() !== '') wrong++;
    }
    return { selector, right, wrong, worth: right - wrong * 1.5 - rank(selector) * 0.12 };
  };
  let best = bestOf(singles(wanted), worth);
  if (!best || best.right < wanted.length || best.wrong > 0) best = better(best, bestOf(joined(wanted), worth));
  if (!best || best.right < wanted.length || best.wrong > 0) best = better(best, bestOf(placed(wanted), worth));
  if (best && best.right < wanted.length) {
    // Both sides may be built differently: a second form beside the first.
    const left = wanted.filter(({ scope, good }) => !good.includes(findInside(scope, best!.selector, pierce)!));
    for (const make of [singles, joined, placed]) {
      if (best.right >= wanted.length) break;
      const unions: string[] = make(left).map((other) => `${best!.selector}, ${other}`).filter((union) => union.length <= MOST_SELECTOR);
      best = better(best, bestOf(unions, worth))!;
    }
  }
  return best && best.right >= wanted.length * 0.6 && best.right > best.wrong * 2 ? best.selector : null;
}

interface Worth { selector: string; right: number; wrong: number; worth: number }

function bestOf(selectors: Iterable<string>, worth: (selector: string) => Worth): Worth | null {
  let best: Worth | null = null;
  for (const selector of selectors) best = better(best, worth(selector));
  return best;
}

const better = (a: Worth | null, b: Worth | null): Worth | null => (!a ? b : !b ? a : b.worth > a.worth ? b : a);

/** What most units' good elements have in common, told by one trait. */
function singles(cases: readonly FieldCase[]): string[] {
  const counts = new Map<string, number>();
  for (const { good, scope } of cases) {
    const seen = new Set(good.filter((element) => element !== scope).flatMap(atomsOf));
    for (const atom of seen) counts.set(atom, (counts.get(atom) ?? 0) + 1);
  }
  return most(counts);
}

/** Told by two traits of the element, or one of it and one of what stands around it. */
function joined(cases: readonly FieldCase[]): string[] {
  const counts = new Map<string, number>();
  for (const { good, scope } of cases) {
    const seen = new Set<string>();
    for (const element of good) {
      if (element === scope) continue;
      const atoms = atomsOf(element).slice(0, 9);
      for (let i = 0; i < atoms.length; i++) for (let j = 0; j < i; j++) seen.add(together(atoms[j]!, atoms[i]!));
      const parent = flatParentOf(element);
      if (!parent || parentNodeOf(element) !== parent) continue;
      for (const outer of atomsOf(parent).slice(0, 6)) for (const atom of atoms.slice(0, 4).concat(atoms.slice(-1))) seen.add(`${outer} > ${atom}`);
    }
    for (const selector of seen) counts.set(selector, (counts.get(selector) ?? 0) + 1);
  }
  return most(counts);
}

const together = (a: string, b: string) => (/^[a-z]/i.test(b) ? b + a : a + b);

/** Told by the place among brothers. */
function placed(cases: readonly FieldCase[]): string[] {
  const counts = new Map<string, number>();
  for (const { good, scope } of cases) {
    const seen = new Set<string>();
    for (const element of good) for (const path of pathsIn(scope, element)) seen.add(path);
    for (const selector of seen) counts.set(selector, (counts.get(selector) ?? 0) + 1);
  }
  return most(counts);
}

function most(counts: Map<string, number>): string[] {
  return [...counts].filter(([selector]) => selector.length <= MOST_SELECTOR).sort((a, b) => b[1] - a[1] || rank(a[0]) - rank(b[0])).slice(0, MOST_TRIED).map(([selector]) => selector);
}

/** `:scope > div > span:nth-child(2)`, counted from the front and from the back. */
function pathsIn(scope: Element, element: Element): string[] {
  const steps: { tag: string; front: number; back: number }[] = [];
  let at: Element | null = element;
  for (let up = 0; at && at !== scope && up < 8; up++) {
    steps.unshift({ tag: CSS.escape(tagOf(at).toLowerCase()), front: placeAmong(at, previousElementOf), back: placeAmong(at, nextElementOf) });
    const parent: Node | null = parentNodeOf(at);
    if (!isElement(parent)) return [];
    at = parent;
  }
  if (at !== scope || steps.length === 0) return [];
  const plain = steps.slice(0, -1).map(({ tag }) => tag);
  const { tag, front, back } = steps.at(-1)!;
  const whole = steps.map((step) => `${step.tag}:nth-child(${step.front})`);
  return [
    `:scope > ${whole.join(' > ')}`,
    `:scope > ${[...plain, tag].join(' > ')}`,
    `:scope > ${[...plain, `${tag}:nth-child(${front})`].join(' > ')}`,
    `:scope > ${[...plain, `${tag}:nth-last-child(${back})`].join(' > ')}`,
    `:scope > ${steps.map((step) => `${step.tag}:nth-last-child(${step.back})`).join(' > ')}`,
  ];
}

export function placeAmong(element: Element, step: (element: Node) => Element | null): number {
  let place = 1;
  for (let at = step(element); at && place < 60; at = step(at)) place++;
  return place;
}

/** Bold, a link, a list, a line of its own: also two of them, one in the other. */
const WORD_TAGS = /^(?:(?:a|b|i|u|s|em|strong|mark|code|pre|p|div|span|li|ul|ol|h\d|small|sub|sup|del|ins|img|br)(?: > |$))+$/;

/**
 * Selectors joined by commas that match every one of the first elements (or something around it, inside `edge`) and none of
 * the second nor what is around those. Null when some stay unmatched.
 * @param named tags that anybody's words may be written with do not tell
 */
export function selectorOfSet(yes: readonly Element[], no: readonly Element[], { edge, around = true, share = 1, named = false }: { edge: (element: Element) => boolean; around?: boolean; share?: number; named?: boolean }): string | null {
  const upTo = (element: Element): Element[] => {
    const way: Element[] = [];
    for (let at: Element | null = element, up = 0; at && !edge(at) && up < 10; at = flatParentOf(at), up++) {
      way.push(at);
      if (!around) break;
    }
    return way;
  };
  const ways = yes.map(upTo);
  const forbidden = [...new Set(no.flatMap(upTo))];
  const clean = (selector: string) => !(named && WORD_TAGS.test(selector)) && !forbidden.some((element) => matches(element, selector));
  let left = ways;
  const chosen: string[] = [];
  while (left.length > yes.length * (1 - share) && chosen.length < 5) {
    const counts = new Map<string, number>();
    for (const way of left) for (const atom of new Set(way.flatMap(atomsOf))) counts.set(atom, (counts.get(atom) ?? 0) + 1);
    let best = most(counts).find(clean) ?? null;
    if (best === null || counts.get(best)! < left.length) {
      const pairs = new Map<string, number>();
      for (const way of left) for (const pair of new Set(way.flatMap(pairsOf))) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      const pair = most(pairs).find(clean) ?? null;
      if (pair !== null && (best === null || pairs.get(pair)! > counts.get(best)! * 1.3)) best = pair;
    }
    if (best === null) break;
    const taken = best;
    chosen.push(taken);
    left = left.filter((way) => !way.some((element) => matches(element, taken)));
  }
  const selector = chosen.join(', ');
  return left.length <= yes.length * (1 - share) && selector !== '' && selector.length <= MOST_SELECTOR ? selector : null;
}

function pairsOf(element: Element): string[] {
  const atoms = atomsOf(element).slice(0, 10);
  const pairs: string[] = [];
  for (let i = 0; i < atoms.length; i++) for (let j = 0; j < i; j++) pairs.push(together(atoms[j]!, atoms[i]!));
  const parent = parentNodeOf(element);
  if (isElement(parent)) for (const outer of atomsOf(parent).slice(0, 5)) for (const atom of atoms.slice(0, 4)) pairs.push(`${outer} > ${atom}`);
  return pairs;
}
