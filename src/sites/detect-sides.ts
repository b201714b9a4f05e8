import type { MineRule } from './chat-shape.ts';
import { boxOf, flatChildrenOf, flatParentOf, isElement, tagOf } from './dom.ts';
import { atomsOf } from './detect-selectors.ts';
import { sideOfToken } from './detect-tokens.ts';
import { isBubble } from './detect-units.ts';
import { OWN_NAMES } from './shape-words.ts';

/** What is known of one message when sides are told apart. */
export interface SideUnit {
  unit: Element;
  body: Element | null;
  /** As its own name field says; '' for none. */
  name: string;
  /** Says, perhaps to screen readers alone, that it is the reader's ("You said:"). */
  saysYou?: boolean;
  /** Certain: pointed at or typed by the reader. */
  given?: 'me' | 'them';
}

export interface SideHints {
  /** Names that the header gives the conversation. */
  titles: readonly string[];
  /** Words beside the field for writing: on some programs the reader's own name. */
  besideBox: readonly string[];
}

export interface FoundSides {
  rule: MineRule | null;
  /** Of each unit, as the rule has it. */
  labels: ('me' | 'them' | 'unknown')[];
  /** How much speaks for it; from 3 on it is believed. */
  worth: number;
  /** By place: both sides were seen. */
  twoPlaces: boolean;
}

type Place = 'left' | 'right' | 'unknown';
const ENOUGH = 3;
const MOST_INNER = 40;

/** How the reader's own messages can be told from the others: the split of the units for which most speaks. */
export function sidesOf(list: Element, units: readonly SideUnit[], unitSelector: string, hints: SideHints): FoundSides {
  const places = placesOf(list, units);
  const rightIsMine = getComputedStyle(list).direction !== 'rtl';
  const twoPlaces = places.includes('left') && places.includes('right');
  const splits = new Map<string, Split>();
  const traits = traitsOf(list, units);
  for (const [atom, members] of traits) {
    if (members.size === units.length) continue;
    addTo(splits, units.map((_, i) => members.has(i))).atoms.push(atom);
  }
  if (twoPlaces) addTo(splits, places.map((place) => place === 'right')).place = true;
  for (const name of new Set(units.map(({ name }) => name))) if (name !== '') addTo(splits, units.map((unit) => unit.name === name)).names.push(name);

  let best: { split: Split; worth: number } | null = null;
  for (const split of splits.values()) {
    const worth = worthOf(split, splits, units, places, rightIsMine, hints);
    if (worth >= ENOUGH && (!best || worth > best.worth + (usable(split) && !usable(best.split) ? -0.5 : 0))) best = { split, worth };
  }
  if (best) {
    const rule = ruleOf(best.split, splits, unitSelector, twoPlaces && agrees(best.split, places, 'right') >= 0.9, rightIsMine);
    if (rule) return { rule, worth: best.worth, twoPlaces, labels: best.split.mine.map((mine) => (mine ? 'me' : 'them')) };
  }
  return oneSide(list, units, traits, unitSelector, twoPlaces);
}

interface Split {
  mine: boolean[];
  atoms: string[];
  names: string[];
  place: boolean;
}

const keyOf = (mine: boolean[]) => mine.map(Number).join('');
const usable = (split: Split) => split.atoms.length > 0;

function addTo(splits: Map<string, Split>, mine: boolean[]): Split {
  const key = keyOf(mine);
  let split = splits.get(key);
  if (!split) splits.set(key, (split = { mine, atoms: [], names: [], place: false }));
  return split;
}

function worthOf(split: Split, splits: Map<string, Split>, units: readonly SideUnit[], places: Place[], rightIsMine: boolean, { titles, besideBox }: SideHints): number {
  const { mine } = split;
  const count = mine.filter(Boolean).length;
  if (count === 0 || count === units.length) return 0;
  for (const [i, { given }] of units.entries()) if (given && (given === 'me') !== mine[i]) return -9;
  const others = splits.get(keyOf(mine.map((is) => !is)));
  let worth = 0;
  worth += Math.min(5, Math.max(0, ...split.atoms.map(sideOfToken))) + Math.min(3, Math.max(0, ...(others?.atoms ?? []).map((atom) => -sideOfToken(atom))));
  worth -= Math.min(4, Math.max(0, ...split.atoms.map((atom) => -sideOfToken(atom)))) + Math.min(4, Math.max(0, ...(others?.atoms ?? []).map(sideOfToken)));
  if (units.some(({ given }) => given === 'me')) worth += 5;
  const right = agrees(split, places, rightIsMine ? 'right' : 'left');
  if (places.includes('left') && places.includes('right')) worth += right >= 0.9 ? 4 : right <= 0.5 ? -4 : -1;
  const namesOf = (side: boolean) => new Set(units.filter((unit, i) => mine[i] === side && unit.name !== '').map(({ name }) => name));
  const own = namesOf(true);
  const theirs = namesOf(false);
  if ([...own].some((name) => OWN_NAMES.test(name))) worth += 4;
  if ([...theirs].some((name) => OWN_NAMES.test(name))) worth -= 5;
  const you = units.filter(({ saysYou }) => saysYou).length;
  if (you > 0) worth += units.every(({ saysYou = false }, i) => !saysYou || mine[i]) ? (you >= count * 0.6 ? 5 : 2) : -3;
  if (own.size === 1 && [...own].every((name) => besideBox.includes(name))) worth += 3.5;
  if (theirs.size > 0 && [...theirs].some((name) => besideBox.includes(name)) && own.size > 0) worth -= 2;
  if ([...own].some((name) => titles.includes(name))) worth -= 3;
  if (theirs.size === 1 && [...theirs].every((name) => titles.includes(name)) && own.size <= 1) worth += 2.5;
  if (theirs.size > 0 && own.size === 0) worth += 1;
  // One name on each side, or one of mine against many.
  if (own.size > 1) worth -= 2;
  if (own.size === 1 && [...own].some((name) => theirs.has(name))) worth -= 2;
  if (split.atoms.length >= 2) worth += 0.3;
  return worth;
}

/** Share of units with a known place for which the split says the same. */
function agrees({ mine }: Split, places: Place[], edge: 'left' | 'right'): number {
  let known = 0;
  let same = 0;
  for (const [i, place] of places.entries()) {
    if (place === 'unknown') continue;
    known++;
    if ((place === edge) === mine[i]) same++;
  }
  return known === 0 ? 0.5 : same / known;
}

function ruleOf(split: Split, splits: Map<string, Split>, unitSelector: string, byPlace: boolean, rightIsMine: boolean): MineRule | null {
  const others = splits.get(keyOf(split.mine.map((is) => !is)));
  const atom = bestAtom(split.atoms, 1);
  if (atom !== null) return { by: 'selector', selector: atom };
  const other = bestAtom(others?.atoms ?? [], -1);
  if (other !== null) {
    const selector = `:is(${unitSelector}):not(${other}, :has(${other}), ${other} *)`;
    if (selector.length <= 300) return { by: 'selector', selector };
  }
  if (byPlace || split.place) return { by: 'place', edge: rightIsMine ? 'right' : 'left' };
  return split.names.length > 0 ? { by: 'name', names: split.names } : null;
}

function bestAtom(atoms: string[], sign: 1 | -1): string | null {
  const worth = (atom: string) => sideOfToken(atom) * sign * 3 - atom.length / 30 - (/^[a-z]/.test(atom) ? 0.5 : 0) - (/first|last|hover|active/i.test(atom) ? 2 : 0);
  return [...atoms].sort((a, b) => worth(b) - worth(a))[0] ?? null;
}

/** Only one side has written so far: what all units say. */
function oneSide(list: Element, units: readonly SideUnit[], traits: Map<string, Set<number>>, unitSelector: string, twoPlaces: boolean): FoundSides {
  const common = [...traits].filter(([, members]) => members.size === units.length).map(([atom]) => ({ atom, side: sideOfToken(atom) }));
  const all = (label: 'me' | 'them' | 'unknown', rule: MineRule | null): FoundSides => ({ rule, worth: rule ? ENOUGH : 0, labels: units.map(() => label), twoPlaces });
  const mine = common.filter(({ side }) => side >= 3).sort((a, b) => b.side - a.side)[0];
  const theirs = common.filter(({ side }) => side <= -3).sort((a, b) => a.side - b.side)[0];
  if (mine && !theirs) return all('me', { by: 'selector', selector: mine.atom });
  const selector = theirs ? `:is(${unitSelector}):not(${theirs.atom}, :has(${theirs.atom}), ${theirs.atom} *)` : '';
  if (theirs && !mine && selector.length <= 300) return all('them', { by: 'selector', selector });
  if (twoPlaces) return all('unknown', null);
  const hugs = units.map(({ body, unit }) => hugOf(list, body ?? unit));
  for (const edge of ['left', 'right'] as const) {
    if (hugs.filter((hug) => hug === edge).length >= Math.max(1, units.length * 0.8)) return all(edge === 'right' ? 'me' : 'them', { by: 'place', edge: 'right' });
  }
  return all('unknown', null);
}

/** A bubble that leans on one edge and leaves much room at the other. */
function hugOf(list: Element, body: Element): Place {
  const outer = boxOf(list);
  for (let at: Element | null = body, up = 0; at && at !== list && up < 5; at = flatParentOf(at), up++) {
    if (!isBubble(at)) continue;
    const box = boxOf(at);
    const left = box.left - outer.left;
    const right = outer.right - box.right;
    if (outer.width < 100 || box.width > outer.width * 0.9) return 'unknown';
    if (right > outer.width * 0.12 && left < right * 0.6) return 'left';
    if (left > outer.width * 0.12 && right < left * 0.6) return 'right';
    return 'unknown';
  }
  return 'unknown';
}

/** On which edge of the list each message stands; by its box, or where boxes are as wide as the list by its words. */
function placesOf(list: Element, units: readonly SideUnit[]): Place[] {
  const outer = boxOf(list);
  if (outer.width < 60) return units.map(() => 'unknown');
  const bodies = units.map(({ body, unit }) => body ?? unit);
  const byBox = placed(bodies.map(drawnBox), outer);
  if (byBox.includes('left') && byBox.includes('right')) return byBox;
  const range = list.ownerDocument.createRange();
  const byWords = placed(bodies.map((body) => {
    range.selectNodeContents(body);
    return range.getBoundingClientRect();
  }), outer);
  return byWords.includes('left') && byWords.includes('right') ? byWords : byBox;
}

/** Of an element that is drawn only through what is in it (a slot), the box around it. */
function drawnBox(element: Element): DOMRect {
  let at: Element | null = element;
  for (let up = 0; at && up < 4; up++, at = flatParentOf(at)) {
    const box = boxOf(at);
    if (box.width > 0) return box;
  }
  return boxOf(element);
}

function placed(boxes: readonly DOMRect[], outer: DOMRect): Place[] {
  const shown = boxes.filter((box) => box.width > 0);
  const left = Math.min(...shown.map((box) => box.left));
  const right = Math.max(...shown.map((box) => box.right));
  const gap = Math.max(12, outer.width * 0.02);
  const places = boxes.map((box): Place => {
    if (box.width === 0) return 'unknown';
    const [before, after] = [box.left - left, right - box.right];
    return Math.abs(before - after) < gap ? 'unknown' : before > after ? 'right' : 'left';
  });
  // Ragged lines all begin at one edge; two sides each keep to their own.
  const keeps = (place: Place, off: (box: DOMRect) => number) => {
    const of = boxes.filter((_, i) => places[i] === place).map(off);
    return of.length > 0 && of.filter((distance) => distance <= Math.max(40, outer.width * 0.08)).length >= of.length * 0.75;
  };
  const two = keeps('left', (box) => box.left - left) && keeps('right', (box) => right - box.right);
  return two ? places : places.map(() => 'unknown');
}

/** By trait, the units that have it: on themselves, inside, or around them in the list. */
function traitsOf(list: Element, units: readonly SideUnit[]): Map<string, Set<number>> {
  const traits = new Map<string, Set<number>>();
  const add = (element: Element, index: number) => {
    for (const atom of atomsOf(element)) {
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
      const inner = [...flatChildrenOf(element)].filter(isElement).slice(0, 20);
      for (const child of inner.reverse()) stack.push(child);
    }
  }
  return traits;
}
