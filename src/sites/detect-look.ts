import type { ChatShape } from './chat-shape.ts';
import { attributeOf, classOf, find, firstElementOf, flatChildrenBackwards, isElement, isShadowRoot, nextElementOf, parentNodeOf, tagOf, textOf } from './dom.ts';
import type { WritingBox } from './detect-boxes.ts';
import { evidenceOf } from './detect-evidence.ts';
import type { UnitLeaves } from './detect-fields.ts';
import { leavesOf, stableNames, type Leaf } from './detect-leaves.ts';
import { takeLines } from './detect-lines.ts';
import type { Pane } from './detect-panes.ts';
import { rolesOf, type LeafRole, type RowLeaves } from './detect-roles.ts';
import { chatConfidence, chatScore, type ListEvidence } from './detect-score.ts';
import { shapeFromUnits, type ShapeGivens } from './detect-shape.ts';
import { titleAbove } from './detect-title.ts';
import { isDayLine, timeOfDayIn } from './shape-clock.ts';
import { shareOut, unitsOf } from './detect-units.ts';

/** A list as it was understood. */
export interface LookedAt {
  list: Element;
  shape: ChatShape;
  confidence: number;
  /** Confidence without bounds. */
  score: number;
  evidence: ListEvidence;
  units: Element[];
  oneSided: boolean;
}

export interface LookHints extends ShapeGivens {
  boxes: readonly WritingBox[];
  lang?: string;
  /** Messages that the list had at an earlier look. */
  before?: number;
}

const MOST_ROWS = 44;
const MOST_LEAVES = 700;
/** Earlier rows asked whether a date stands above their message, where none of the newest shows one. */
const MOST_EARLIER = 300;
const EARLIER_DAYS = 2;

/** Takes one list apart: rows, words, messages, selectors, and how much all that looks like a chat. Null when it has no messages. */
export function lookAt(document: Document, pane: Pane, hints: LookHints): LookedAt | null {
  const rows = rowsOf(pane.list);
  if (rows.length === 0) return null;
  const now = hints.now ?? new Date();
  const title = titleAbove(pane.list);
  const titles = [...(title ? [title.words] : []), ...(hints.hints?.titles ?? [])];
  const roles = rolesOf(rows, { now, titles, ...(hints.lang === undefined ? {} : { lang: hints.lang }) });
  const all = rows.flatMap(({ leaves }) => leaves);
  const found = unitsOf(rows, roles);
  const { inside } = shareOut(found.map(({ unit }) => unit), all);
  const whole = found.map(({ unit, bodies }) => ({ unit, bodies, leaves: inside.get(unit)! }));
  // Lines between messages of a group or a day show only now that the row is taken apart.
  takeLines(whole.map(({ unit, leaves }) => ({ row: unit, leaves })), roles, { now, titles });
  const units = withoutOdd(whole.filter(({ bodies }) => bodies.some((leaf) => roles.get(leaf) === 'body')), roles, titles);
  if (units.length === 0) return null;
  const { loose } = shareOut(units.map(({ unit }) => unit), all);
  const list = listAround(pane.list);
  const own = units.map(({ unit }) => unit);
  const inferred = shapeFromUnits(document, list, own, { ...hints, now, hints: { ...hints.hints, titles } }, { units, loose, roles });
  if (!inferred) return null;
  const evidence = evidenceOf({ pane, list, rows, units, loose, roles, inferred, hints });
  return { list, shape: inferred.shape, confidence: chatConfidence(evidence), score: chatScore(evidence), evidence, units: own, oneSided: new Set(inferred.sides.labels).size < 2 };
}

/** A header of a day or a topic has words of its own, and nothing in common with the messages below it. */
function withoutOdd(units: UnitLeaves[], roles: ReadonlyMap<Leaf, LeafRole>, titles: readonly string[]): UnitLeaves[] {
  if (units.length < 6) return units;
  const counts = new Map<string, number>();
  for (const { bodies } of units) counts.set(bodies[0]!.path, (counts.get(bodies[0]!.path) ?? 0) + 1);
  const isRare = ({ bodies }: UnitLeaves) => counts.get(bodies[0]!.path)! <= Math.max(1, units.length * 0.12);
  const has = ({ leaves }: UnitLeaves) => leaves.some((leaf) => leaf.picture === 'face' || (['name', 'time', 'stamp'].includes(roles.get(leaf) ?? '') && !titles.includes(leaf.words)));
  const usual = units.filter((one) => !isRare(one));
  if (usual.filter(has).length < usual.length * 0.6) return units;
  const kinds = new Set(usual.flatMap(({ unit }) => [tagOf(unit), ...stableNames(classOf(unit))]));
  const isKin = ({ unit }: UnitLeaves) => {
    const names = stableNames(classOf(unit));
    return names.length === 0 ? kinds.has(tagOf(unit)) : names.some((name) => kinds.has(name));
  };
  return units.filter((one) => !isRare(one) || has(one) || isKin(one));
}

/** The newest rows with words or a picture, in order; and, where a day is longer than that, a row or two above that begin with one. */
export function rowsOf(list: Element): RowLeaves[] {
  const rows: RowLeaves[] = [];
  let leaves = 0;
  let earlier = 0;
  let days = 0;
  for (const child of flatChildrenBackwards(list)) {
    if (!isElement(child)) continue;
    if (rows.length >= MOST_ROWS || leaves >= MOST_LEAVES) {
      if (earlier === 0 && rows.some(beginsWithDay)) break;
      if (days >= EARLIER_DAYS || earlier++ >= MOST_EARLIER) break;
      const begin = { row: child, leaves: leavesOf(child, 4) };
      if (!beginsWithDay(begin)) continue;
      rows.push({ row: child, leaves: leavesOf(child, 60) });
      days++;
      continue;
    }
    const row = { row: child, leaves: leavesOf(child, Math.min(300, MOST_LEAVES - leaves)) };
    leaves += row.leaves.length;
    if (row.leaves.some((leaf) => leaf.words !== '' || leaf.picture === 'picture')) rows.push(row);
  }
  return rows.toReversed();
}

/** A date with other words below it; alone it is a row of its own. The first few leaves of a row are enough. */
export function beginsWithDay({ leaves }: Pick<RowLeaves, 'leaves'>): boolean {
  const [first, second] = leaves.filter((leaf) => leaf.words !== '' && !leaf.hidden);
  return first !== undefined && second !== undefined && timeOfDayIn(first.words) === null && isDayLine(first.words, { now: new Date(0) });
}

/** The largest element that holds the list and nothing else of weight; not beyond the box that scrolls. */
function listAround(list: Element): Element {
  let at = list;
  for (let up = 0; up < 6; up++) {
    if (scrollsItself(at) || attributeOf(at, 'role') === 'log') return at;
    const parent = parentNodeOf(at);
    if (isShadowRoot(parent) || !isElement(parent) || /^(?:BODY|HTML|MAIN)$/.test(tagOf(parent))) return at;
    let looked = 0;
    for (let child = firstElementOf(parent); child; child = nextElementOf(child)) {
      if (child === at) continue;
      if (looked++ > MOST_ROWS) return at;
      if (textOf(child).trim() !== '' && !/^(?:STYLE|SCRIPT|TEMPLATE)$/.test(tagOf(child))) return at;
      if (find(child, 'textarea, input, button, [contenteditable], [role="textbox"]') || /^(?:TEXTAREA|INPUT|BUTTON)$/.test(tagOf(child))) return at;
    }
    at = parent;
  }
  return at;
}

export function scrollsItself(element: Element): boolean {
  return /auto|scroll|overlay/.test(getComputedStyle(element).overflowY);
}
