import { attributeOf, closest, find, findAll, flatParentOf, tagOf, textOf } from './dom.ts';
import { alikeShare, isOneOfMany } from './detect-alike.ts';
import { nearnessTo } from './detect-boxes.ts';
import type { UnitLeaves } from './detect-fields.ts';
import type { Leaf } from './detect-leaves.ts';
import { scrollsItself, type LookHints } from './detect-look.ts';
import type { Pane } from './detect-panes.ts';
import type { LeafRole, RowLeaves } from './detect-roles.ts';
import type { ListEvidence } from './detect-score.ts';
import type { InferredShape } from './detect-shape.ts';
import { within } from './detect-units.ts';
import { cleanName } from './shape-author.ts';

const ACTS = /^(?:reply|replies|\d+ repl(?:y|ies)|like|likes|share|comment|comments|upvote|follow|helpful|add to cart|buy|buy now|回复|回覆|赞|讚|分享|转发|轉發|评论|評論|收藏|关注|關注|加入购物车|加入購物車|购买|購買)(?:\s?[·(（]?\d+[)）]?)?$/i;
const PRICE = /(?:[$€£¥￥₹]|NT\$|HK\$|US\$|RMB)\s?\d|\d\s?(?:元|円|€|EUR|USD)(?!\p{L})/u;

export interface Weighing {
  pane: Pane;
  list: Element;
  rows: readonly RowLeaves[];
  units: readonly UnitLeaves[];
  loose: readonly Leaf[];
  roles: ReadonlyMap<Leaf, LeafRole>;
  inferred: InferredShape;
  hints: LookHints;
}

/** What speaks for a list and against it, in numbers. */
export function evidenceOf({ pane, list, rows, units, loose, roles, inferred, hints }: Weighing): ListEvidence {
  const of = (leaves: readonly Leaf[], role: LeafRole) => leaves.filter((leaf) => roles.get(leaf) === role);
  // A row may hold all messages, a message may be cut out of its row: what speaks against either counts.
  const cuts: readonly (readonly RowLeaves[])[] = [rows, units.map(({ unit, leaves }) => ({ row: unit, leaves }))];
  const most = (worth: (row: RowLeaves) => number) => Math.max(...cuts.map((cut) => cut.reduce((sum, row) => sum + worth(row), 0) / cut.length));
  const share = (is: (row: RowLeaves) => boolean) => most((row) => (is(row) ? 1 : 0));
  const named = units.filter(({ leaves }) => of(leaves, 'name').length + of(leaves, 'stamp').length > 0).length;
  const names = new Set([...units.flatMap(({ leaves }) => [...of(leaves, 'name'), ...of(leaves, 'stamp')]), ...of(loose, 'name')].map((leaf) => cleanName(leaf.words)));
  const timed = units.filter(({ leaves }) => of(leaves, 'time').length + of(leaves, 'stamp').length > 0).length;
  const { shape, sides, exact } = inferred;
  let nearBox = 0;
  let boxSays = 0;
  let holdsBox = false;
  const nearness = nearnessTo(list);
  for (const { element, says } of hints.boxes) {
    if (within(list, element)) {
      holdsBox ||= !units.some(({ unit }) => within(unit, element));
      continue;
    }
    const near = nearness(element) * (says < 0 ? 0.5 : 1);
    if (near > nearBox) [nearBox, boxSays] = [near, says];
  }
  return {
    messages: units.length,
    exact: exact / units.length,
    isLog: pane.isLog,
    scrolls: scrolls(list),
    nearBox,
    boxSays,
    withTime: shape.time === null ? (shape.day === null ? 0 : 0.3) : Math.max(timed / units.length, shape.time.scope !== 'unit' || shape.time.attribute !== null ? 0.5 : 0),
    sides: sides.worth,
    withName: shape.author === null ? 0 : Math.max(named / units.length, shape.author.scope !== 'unit' ? 0.5 : 0),
    names: names.size,
    named: pane.named,
    grew: hints.before !== undefined && hints.before > 0 && units.length > hints.before,
    chosen: most(({ row }) => chosenShare(row)),
    headed: share(({ row, leaves }) => !isLongRich(row) && leaves.some((leaf) => roles.get(leaf) === 'body' && closest(leaf.element, 'h1, h2, h3, h4') !== null && within(row, closest(leaf.element, 'h1, h2, h3, h4')!))),
    priced: Math.max(...cuts.map((cut) => priced(cut, roles))),
    acts: share(({ leaves }) => leaves.some((leaf) => leaf.words.length <= 30 && ACTS.test(leaf.words) && (leaf.control || tagOf(leaf.element) === 'A' || roles.get(leaf) === 'status') && isShown(leaf.element))),
    alike: alikeShare(units.map(({ unit }) => unit)),
    cells: cuts.some((cut) => cut.every(({ row }) => tagOf(row) === 'TR' || attributeOf(row, 'role') === 'row') && cut.some(({ row }) => cellsOf(row) > 4)),
    fields: share(({ row }) => find(row, 'input:not([type="hidden"]), select, textarea') !== null),
    oneOfMany: pane.twins >= 2 || isOneOfMany(pane.list),
    holdsBox,
    length: units.reduce((sum, { bodies }) => sum + bodies.reduce((all, leaf) => all + leaf.words.length, 0), 0) / units.length,
  };
}

function scrolls(list: Element): boolean {
  let at: Element | null = list;
  for (let up = 0; at && up < 6; up++, at = flatParentOf(at)) if (tagOf(at) !== 'BODY' && tagOf(at) !== 'HTML' && scrollsItself(at)) return true;
  return false;
}

/** Menus that open on a touch are on the page long before. */
function isShown(element: Element): boolean {
  return typeof element.checkVisibility !== 'function' || Element.prototype.checkVisibility.call(element, { opacityProperty: true, visibilityProperty: true });
}

const cellsOf = (row: Element) => findAll(row, 'td, [role="cell"], [role="gridcell"]').length;

/** Long answers of a machine have headings too. */
function isLongRich(row: Element): boolean {
  return find(row, 'p, ul, ol, pre') !== null && textOf(row).length > 300;
}

/** A part of its own with a price in it, in most rows: not one that somebody writes of. */
function priced(rows: readonly RowLeaves[], roles: ReadonlyMap<Leaf, LeafRole>): number {
  const is = (leaf: Leaf) => leaf.words.length <= 24 && PRICE.test(leaf.words) && roles.get(leaf) !== 'name';
  const share = rows.filter(({ leaves }) => leaves.some(is)).length / rows.length;
  return share >= 0.4 ? share : 0;
}

/** 1 for a row that is a link, a button or an option as a whole; half where all its words stand in a button. */
function chosenShare(row: Element): number {
  if (isChoice(row)) return 1;
  const inner = find<Element>(row, 'a[href], button, [role="button"], [role="option"], [role="link"], [role="tab"], [aria-selected], [aria-current], [role="menuitem"]');
  if (!inner) return 0;
  if (isChoice(inner) && !/^(?:A|BUTTON)$/.test(tagOf(inner)) && attributeOf(inner, 'role') !== 'button') return 1;
  const whole = textOf(row).replace(/\s+/g, '').length;
  if (whole === 0 || textOf(inner).replace(/\s+/g, '').length < whole * 0.75) return 0;
  return tagOf(inner) === 'BUTTON' ? 0.5 : 1;
}

function isChoice(element: Element): boolean {
  const role = attributeOf(element, 'role') ?? '';
  if (/^(?:option|button|link|tab|menuitem|treeitem)$/.test(role) || attributeOf(element, 'aria-selected') !== null || attributeOf(element, 'aria-current') !== null) return true;
  return /^(?:A|BUTTON|OPTION)$/.test(tagOf(element)) && attributeOf(element, 'href') !== '';
}
