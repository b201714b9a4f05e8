import type { ChatShape, MineRule } from './chat-shape.ts';
import { shapeFromUnits } from './detect-shape.ts';
import { listsOf } from './shape-within.ts';
import { flatContains } from './dom.ts';
import { openShape } from './teach.ts';
import { checkTaught } from './teach-check.ts';

/** Messages looked at. */
const MOST_ROWS = 120;
/** Of these so many must change sides. */
const MOST = 0.9;

/** The sides the other way round. Null when no rule makes it so. */
export function shapeSwapped(document: Document, shape: ChatShape, now: Date): ChatShape | null {
  const { mine } = shape;
  const page = mine && openShape(document, shape, now);
  if (!mine || !page) return null;
  const known: { row: Element; role: string; name: string }[] = [];
  for (const row of page.rowsIn(document)) {
    const read = page.read(row);
    if (read && read.author.role !== 'unknown') known.push({ row, role: read.author.role, name: read.author.name });
    if (known.length >= MOST_ROWS) break;
  }
  const rows = (role: string) => known.filter((one) => one.role === role);
  for (const rule of rulesFor(mine)) {
    const swapped = checkTaught({ ...shape, mine: rule });
    const after = swapped && openShape(document, swapped, now);
    const right = after ? known.filter(({ row, role }) => after.read(row)?.author.role === (role === 'me' ? 'them' : 'me')).length : 0;
    if (right >= Math.max(1, known.length * MOST)) return swapped;
  }
  return null;

  function* rulesFor(rule: MineRule): Iterable<MineRule> {
    if (rule.by === 'place') yield { by: 'place', edge: rule.edge === 'left' ? 'right' : 'left' };
    if (rule.by === 'name') yield { by: 'name', names: [...new Set(rows('them').map(({ name }) => name))].filter((name) => name !== '').slice(0, 20) };
    const list = listsOf(document, shape.list).find((one) => known[0] && flatContains(one, known[0].row));
    const found = list && shapeFromUnits(document, list, known.map(({ row }) => row), { mine: rows('them').map(({ row }) => row), theirs: rows('me').map(({ row }) => row), now });
    if (found?.shape.mine) yield found.shape.mine;
    if (rule.by === 'selector') yield { by: 'selector', selector: `:is(${shape.unit.replaceAll(':scope', `:is(${shape.list.at(-1)})`)}):not(${rule.selector}, :has(${rule.selector}), ${rule.selector} *)` };
  }
}
