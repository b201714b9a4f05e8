import type { ChatShape, ShapeField } from './chat-shape.ts';
import { attributeOf, attributesOf, flatParentOf, rootOf } from './dom.ts';
import { dayOf } from './detect-days.ts';
import { authorField, timeField, type Inferring, type UnitLeaves } from './detect-fields.ts';
import { leavesOf, type Leaf } from './detect-leaves.ts';
import { listPath, selectorOfOne } from './detect-one.ts';
import { ownNamesOnPage } from './detect-own-name.ts';
import { rolesOf, type LeafRole, type RoleHints, type RowLeaves } from './detect-roles.ts';
import { sidesOf, type FoundSides, type SideHints } from './detect-sides.ts';
import { findText } from './detect-text.ts';
import { titleAbove } from './detect-title.ts';
import { unitOf } from './detect-unit-selector.ts';
import { shareOut } from './detect-units.ts';
import { cleanName, nameOf } from './shape-author.ts';
import { findTitle } from './shape-conversation.ts';
import { findAllInside, findInside, hasRoots, unitSelector } from './shape-within.ts';

export interface InferredShape {
  shape: ChatShape;
  sides: FoundSides;
  /** Of the units given, those that the selectors read just so. */
  exact: number;
}

export interface ShapeGivens {
  /** Units known to be the reader's and the other side's. */
  mine?: readonly Element[];
  theirs?: readonly Element[];
  hints?: Partial<SideHints>;
  now?: Date;
}

/** What was found out about the units already; without it they are looked at anew. */
export interface KnownLeaves {
  units: readonly UnitLeaves[];
  loose: readonly Leaf[];
  roles: ReadonlyMap<Leaf, LeafRole>;
}

/**
 * The shape of a chat of which some messages are known.
 * @param list an element around all messages
 * @param units one element for each of some messages (the newest few dozen are enough)
 * @returns null when no selectors can tell these units from the rest of the list
 */
export function shapeFromUnits(document: Document, list: Element, units: readonly Element[], givens: ShapeGivens = {}, known: KnownLeaves = knownOf(list, units, { now: givens.now ?? new Date() })): InferredShape | null {
  const path = listPath(document, list);
  if (path === null || known.units.length === 0) return null;
  const pierce = hasRoots(known.units.slice(-6).map(({ unit }) => unit));
  const work: Inferring = { list, pierce, ...known };
  const unit = unitOf(list, path, known);
  if (unit === null) return null;
  const words = findText(known, pierce);
  if (words === null) return null;
  const { text, skip, bodies } = words;
  const author = authorField(work);
  const title = titleAbove(list);
  const shape: ChatShape = {
    format: 1, list: path, unit, text, skip, author, time: timeField(work), day: dayOf(work, givens.now ?? new Date()), mine: null,
    idAttribute: idAttributeOf(known.units.map((one) => one.unit)), title: title === null ? null : titleSelector(document, list, title.element),
  };
  const titles = [...(title ? [title.words] : []), ...(givens.hints?.titles ?? [])];
  const names = namesOf(known.units, author, pierce);
  const called = carriedNames(names, author);
  const besideBox = [...(givens.hints?.besideBox ?? []), ...ownNamesOnPage(document, list, new Set(names.filter((name) => name !== '')))];
  const sides = sidesOf(list, known.units.map((one, i) => ({
    unit: one.unit, body: bodies[i]![0] ?? null, saysYou: saysYou(one), controls: [...findAllInside(one.unit, 'button, [role="button"]', pierce)].length, name: names[i]!, called: called[i]!, ...faceOf(one),
    ...(givens.mine?.includes(one.unit) ? { given: 'me' as const } : givens.theirs?.includes(one.unit) ? { given: 'them' as const } : {}),
  })), unitSelector(shape), { titles, besideBox });
  shape.mine = sides.rule;
  // A picture's label is no name anybody sees; in a talk of two the header has one.
  const labels = new Set(names.filter((name, i) => name !== '' && sides.labels[i] !== 'me'));
  if (author?.attribute && author.selector !== '' && title && labels.size === 1 && sides.labels.includes('them') && sides.rule) shape.author = null;
  const exact = known.units.filter((one, i) => {
    const body = findInside(one.unit, text, pierce);
    return body !== null && bodies[i]!.includes(body);
  }).length;
  return { shape, sides, exact };
}

function namesOf(units: readonly UnitLeaves[], author: ShapeField | null, pierce: boolean): string[] {
  return units.map(({ unit }) => (author === null ? '' : cleanName(nameOf(unit, author, pierce))));
}

/** Where most units show a name, those that follow without have that of the one before. */
function carriedNames(own: readonly string[], author: ShapeField | null): string[] {
  const called = [...own];
  if (author?.scope !== 'group' || own.filter((name) => name !== '').length < own.length * 0.4) return called;
  for (let i = 1; i < called.length; i++) called[i] ||= called[i - 1]!;
  return called;
}

const YOU = /^(?:you|me|我|您|你)(?:\s*[:：]|\s+(?:said|say|wrote|sent)\b|说|說)/i;

function faceOf({ leaves }: UnitLeaves): { face?: Element } {
  const face = leaves.find((leaf) => leaf.picture === 'face')?.element;
  return face ? { face } : {};
}

/** In words for screen readers or in a label. */
function saysYou({ unit, leaves }: UnitLeaves): boolean {
  return YOU.test(attributeOf(unit, 'aria-label') ?? '') || leaves.some((leaf) => leaf.hidden && YOU.test(leaf.words));
}

/** For units that were pointed at: what their words are, and what stands between them. */
export function knownOf(list: Element, units: readonly Element[], hints: RoleHints): KnownLeaves {
  const rows: RowLeaves[] = units.map((row) => ({ row, leaves: leavesOf(row) }));
  const roles = rolesOf(rows, hints);
  const { loose } = shareOut(units, leavesOf(list, 600));
  const between = rolesOf(loose.map((leaf) => ({ row: flatParentOf(leaf.element) ?? leaf.element, leaves: [leaf] })), hints);
  for (const [leaf, role] of between) roles.set(leaf, role);
  return { units: rows.map(({ row, leaves }) => ({ unit: row, leaves, bodies: leaves.filter((leaf) => roles.get(leaf) === 'body') })), loose, roles };
}

function titleSelector(document: Document, list: Element, element: Element): string | null {
  const selector = selectorOfOne(element, rootOf(element) as Document | ShadowRoot);
  return selector !== null && findTitle(document, list, selector) === element ? selector : null;
}

const ID = /^(?:id|data-(?:.*-)?(?:id|mid|msgid|uuid|guid|key|eid))$/i;
const LASTING = /[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{16,}|\d{12,}|^\$\S{20,}|(?=\S*\d)(?=\S*[a-z])[\w$:+/=.-]{18,}/i;

/** Only ids of a kind that is made once and kept: counters begin anew after a reload. */
function idAttributeOf(units: readonly Element[]): string | null {
  if (units.length < 2) return null;
  const names = attributesOf(units[0]!).map(({ name }) => name).filter((name) => ID.test(name));
  for (const name of names) {
    const values = units.map((unit) => attributeOf(unit, name) ?? '');
    if (values.every((value) => LASTING.test(value)) && new Set(values).size === values.length) return name;
  }
  return null;
}
