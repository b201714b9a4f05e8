import { boxOf, classOf, documentOf, flatParentOf } from './dom.ts';
import type { Leaf } from './detect-leaves.ts';
import type { LeafRole, RoleHints, RowLeaves } from './detect-roles.ts';
import { isDayLine, isTimeLine } from './shape-clock.ts';
import { saysSystem, SYSTEM_WORDS, TOKENS } from './shape-words.ts';

/** Rows that are no messages: dates between them and what the program itself says. */
export function takeLines(rows: readonly RowLeaves[], roles: Map<Leaf, LeafRole>, hints: RoleHints): void {
  const bodyOf = (row: RowLeaves) => row.leaves.filter((leaf) => roles.get(leaf) === 'body');
  const counts = new Map<string, number>();
  for (const row of rows) for (const leaf of bodyOf(row)) counts.set(leaf.path, (counts.get(leaf.path) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const names = rows.filter((row) => row.leaves.some((leaf) => roles.get(leaf) === 'name' || roles.get(leaf) === 'time')).length;
  for (const row of rows) {
    const bodies = bodyOf(row);
    const only = row.leaves.filter((leaf) => leaf.words !== '' && !leaf.control && !leaf.hidden);
    if (bodies.length === 0 || bodies.length > 3 || only.length > 4) continue;
    const words = only.filter((leaf) => roles.get(leaf) !== 'time').map((leaf) => leaf.words).join(' ');
    const named = row.leaves.some((leaf) => roles.get(leaf) === 'name' || leaf.picture !== null);
    const timed = row.leaves.some((leaf) => roles.get(leaf) === 'time' || roles.get(leaf) === 'stamp');
    const kindSays = saysSystem(row.row) && rows.filter((other) => saysSystem(other.row)).length < rows.length / 2;
    if (!kindSays && (named || (timed && !SYSTEM_WORDS.test(words)))) continue;
    const usual = bodies.some((leaf) => counts.get(leaf.path)! >= Math.max(3, most * 0.4));
    const isDay = isDayLine(words, hints) || isTimeLine(words);
    const saysSo = kindSays || bodies.every((leaf) => TOKENS.system.test(classOf(leaf.element)));
    const rare = !usual && counts.get(bodies[0]!.path)! <= Math.max(1, rows.length * 0.2);
    const line = kindSays || isDay ? !usual || saysSo : saysSo ? !usual || SYSTEM_WORDS.test(words) : rare && (SYSTEM_WORDS.test(words) || (isCentred(row.row, bodies[0]!.element) && (names > rows.length / 2 || rows.length >= 4)));
    if (line) for (const leaf of only) roles.set(leaf, isDay ? 'day' : 'system');
  }
}

function isCentred(row: Element, words: Element): boolean {
  const outer = boxOf(flatParentOf(row) ?? row);
  const range = documentOf(row)!.createRange();
  range.selectNodeContents(words);
  const inner = range.getBoundingClientRect();
  if (outer.width < 60 || inner.width === 0 || inner.width > outer.width * 0.8) return false;
  return Math.abs((inner.left - outer.left) - (outer.right - inner.right)) < outer.width * 0.06;
}
