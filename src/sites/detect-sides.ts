import type { MineRule } from './chat-shape.ts';
import { facesOf, hugOf, placesOf, type Place } from './detect-places.ts';
import { areOpposites, sideOfToken } from './detect-tokens.ts';
import { traitsOf } from './detect-traits.ts';
import { OWN_NAMES } from './shape-words.ts';

/** What is known of one message when sides are told apart. */
export interface SideUnit {
  unit: Element;
  body: Element | null;
  /** As its own name field says; '' for none. */
  name: string;
  /** The same, or that of the unit before where only the first of several shows it. */
  called?: string;
  /** Says, perhaps to screen readers alone, that it is the reader's ("You said:"). */
  saysYou?: boolean;
  /** The picture of its sender. */
  face?: Element;
  /** Buttons on it: only one's own can be changed or taken back. */
  controls?: number;
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

const ENOUGH = 3;
const MOST_PAIRED = 16;

/** How the reader's own messages can be told from the others: the split of the units for which most speaks. */
export function sidesOf(list: Element, units: readonly SideUnit[], unitSelector: string, hints: SideHints): FoundSides {
  const places = placesOf(list, units);
  const rightIsMine = getComputedStyle(list).direction !== 'rtl';
  const twoPlaces = places.includes('left') && places.includes('right');
  const faces = facesOf(units);
  const splits = new Map<string, Split>();
  const traits = traitsOf(list, units);
  for (const [atom, members] of traits) {
    if (members.size === units.length) continue;
    addTo(splits, units.map((_, i) => members.has(i))).atoms.push(atom);
  }
  if (twoPlaces) addTo(splits, places.map((place) => place === (rightIsMine ? 'right' : 'left'))).place = true;
  if (faces.includes('left') && faces.includes('right')) addTo(splits, faces.map((place) => place === (rightIsMine ? 'right' : 'left')));
  for (const name of new Set(units.map(calledOf))) if (name !== '') addTo(splits, units.map((unit) => calledOf(unit) === name)).names.push(name);

  let best: { split: Split; worth: number } | null = null;
  for (const split of splits.values()) {
    const worth = worthOf(split, splits, { units, places, faces, rightIsMine, hints });
    if (worth >= ENOUGH && (!best || worth > best.worth + (usable(split) && !usable(best.split) ? -0.5 : 0))) best = { split, worth };
  }
  if (best) {
    const rule = ruleOf(best.split, splits, unitSelector, twoPlaces && agrees(best.split, places, rightIsMine ? 'right' : 'left') >= 0.9, rightIsMine);
    if (rule) return { rule, worth: best.worth, twoPlaces, labels: best.split.mine.map((mine) => (mine ? 'me' : 'them')) };
  }
  return oneSide(list, units, traits, unitSelector, twoPlaces, rightIsMine);
}

interface Split {
  mine: boolean[];
  atoms: string[];
  names: string[];
  place: boolean;
}

const calledOf = ({ name, called = name }: SideUnit) => called;
const keyOf = (mine: boolean[]) => mine.map(Number).join('');
const usable = (split: Split) => split.atoms.length > 0;

function addTo(splits: Map<string, Split>, mine: boolean[]): Split {
  const key = keyOf(mine);
  let split = splits.get(key);
  if (!split) splits.set(key, (split = { mine, atoms: [], names: [], place: false }));
  return split;
}

interface Weighing {
  units: readonly SideUnit[];
  places: Place[];
  /** On which edge the sender's picture stands. */
  faces: Place[];
  rightIsMine: boolean;
  hints: SideHints;
}

function worthOf(split: Split, splits: Map<string, Split>, { units, places, faces, rightIsMine, hints: { titles, besideBox } }: Weighing): number {
  const { mine } = split;
  const count = mine.filter(Boolean).length;
  if (count === 0 || count === units.length) return 0;
  for (const [i, { given }] of units.entries()) if (given && (given === 'me') !== mine[i]) return -9;
  const others = splits.get(keyOf(mine.map((is) => !is)));
  let mineSays = Math.min(5, Math.max(0, ...split.atoms.map(sideOfToken)));
  if (split.atoms.slice(0, MOST_PAIRED).some((atom) => others?.atoms.slice(0, MOST_PAIRED).some((other) => areOpposites(atom, other)))) mineSays += 2;
  let worth = Math.min(3, Math.max(0, ...(others?.atoms ?? []).map((atom) => -sideOfToken(atom))));
  worth -= Math.min(4, Math.max(0, ...split.atoms.map((atom) => -sideOfToken(atom)))) + Math.min(4, Math.max(0, ...(others?.atoms ?? []).map(sideOfToken)));
  if (units.some(({ given }) => given === 'me')) mineSays += 3;
  const right = agrees(split, places, rightIsMine ? 'right' : 'left');
  if (places.includes('left') && places.includes('right')) {
    if (right >= 0.9) mineSays += 4;
    else worth += right <= 0.5 ? -4 : -1;
  }
  const nameOf = (unit: SideUnit) => (split.names.length > 0 ? calledOf(unit) : unit.name);
  const namesOf = (side: boolean) => new Set(units.filter((unit, i) => mine[i] === side && nameOf(unit) !== '').map(nameOf));
  const own = namesOf(true);
  const theirs = namesOf(false);
  if (faces.includes('left') && faces.includes('right') && agrees(split, faces, rightIsMine ? 'right' : 'left') >= 0.9) mineSays += 2.5;
  if ([...own].some((name) => OWN_NAMES.test(name))) mineSays += 4;
  if ([...theirs].some((name) => OWN_NAMES.test(name))) worth -= 5;
  const you = units.filter(({ saysYou }) => saysYou).length;
  if (you > 0) mineSays += units.every(({ saysYou = false }, i) => !saysYou || mine[i]) ? (you >= count * 0.6 ? 5 : 2) : -3;
  if (own.size === 1 && [...own].every((name) => besideBox.includes(name))) mineSays += 3.5;
  if (theirs.size > 0 && [...theirs].some((name) => besideBox.includes(name)) && own.size > 0) worth -= 2;
  if ([...own].some((name) => titles.includes(name))) worth -= 3;
  if (theirs.size === 1 && [...theirs].every((name) => titles.includes(name)) && own.size === 1) mineSays += 2.5;
  if (theirs.size > 0 && own.size === 0) worth += 1;
  if (own.size === 1 && [...own].every((name) => !theirs.has(name)) && units.every((unit, i) => !mine[i] || nameOf(unit) !== '')) worth += 0.7;
  // One name on each side, or one of mine against many.
  if (own.size > 1) worth -= 2;
  if (own.size === 1 && [...own].some((name) => theirs.has(name))) worth -= 2;
  if (split.atoms.length >= 2) worth += 0.3;
  mineSays += ownControls(split, units);
  // That a few rows lack what the others say of themselves makes them odd, not mine.
  if (mineSays <= 0 && count < units.length * 0.15) return 0;
  return worth + mineSays;
}

const OWN_ACTS = /(?:^|[-_"=.])(?:edit|pencil|retract|recall|unsend|withdraw|revoke)(?=$|[-_"\]\s])/i;

/** Signs that these messages, and only these, can be changed: a button named so, or more buttons than on any other. */
function ownControls({ mine, atoms, names }: Split, units: readonly SideUnit[]): number {
  if (atoms.some((atom) => OWN_ACTS.test(atom))) return 3;
  if (names.length === 0) return 0;
  const of = (side: boolean) => units.filter((_, i) => mine[i] === side).map(({ controls = 0 }) => controls);
  const [own, theirs] = [of(true), of(false)];
  if (own.length < 2 || theirs.length < 2) return 0;
  const middle = (of: number[]) => [...of].sort((a, b) => a - b)[of.length >> 1]!;
  const above = own.filter((count) => count > middle(theirs)).length / own.length;
  const below = theirs.filter((count) => count < middle(own)).length / theirs.length;
  return above >= 0.9 && below >= 0.9 ? 3 : 0;
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
function oneSide(list: Element, units: readonly SideUnit[], traits: Map<string, Set<number>>, unitSelector: string, twoPlaces: boolean, rightIsMine: boolean): FoundSides {
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
    if (hugs.filter((hug) => hug === edge).length >= Math.max(1, units.length * 0.8)) return all((edge === 'right') === rightIsMine ? 'me' : 'them', { by: 'place', edge: rightIsMine ? 'right' : 'left' });
  }
  return all('unknown', null);
}
