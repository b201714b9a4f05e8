import type { ChatShape, MineRule } from './chat-shape.ts';
import { sidesOf, type SideUnit } from './detect-sides.ts';
import { flatContains } from './dom.ts';
import { listsOf, unitSelector } from './shape-within.ts';
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
  const known: SideUnit[] = [];
  for (const unit of page.rowsIn(document)) {
    const { author: { role, name }, spot: { body } } = page.read(unit) ?? { author: { role: 'unknown', name: '' }, spot: { body: unit } };
    // As it should be, not as it is.
    if (role === 'me' || role === 'them') known.push({ unit, body, name, given: role === 'me' ? 'them' : 'me' });
    if (known.length >= MOST_ROWS) break;
  }
  for (const rule of otherRules(document, shape, mine, known)) {
    const swapped = checkTaught({ ...shape, mine: rule });
    const after = swapped && openShape(document, swapped, now);
    const right = after ? known.filter(({ unit, given }) => after.read(unit)?.author.role === given).length : 0;
    if (right >= Math.max(1, known.length * MOST)) return swapped;
  }
  return null;
}

function* otherRules(document: Document, shape: ChatShape, mine: MineRule, known: readonly SideUnit[]): Iterable<MineRule> {
  if (mine.by === 'place') yield { by: 'place', edge: mine.edge === 'left' ? 'right' : 'left' };
  const names = [...new Set(known.filter(({ given }) => given === 'me').map(({ name }) => name))].filter((name) => name !== '');
  if (mine.by === 'name') yield { by: 'name', names: names.slice(0, 20) };
  const [first] = known;
  const list = first && listsOf(document, shape.list).find((one) => flatContains(one, first.unit));
  const found = list ? sidesOf(list, known, unitSelector(shape), { titles: [], besideBox: [] }).rule : null;
  if (found) yield found;
  if (mine.by === 'selector') yield { by: 'selector', selector: `:is(${unitSelector(shape)}):not(${mine.selector}, :has(${mine.selector}), ${mine.selector} *)` };
}
