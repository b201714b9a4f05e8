import type { OpenPage } from './site.ts';

/** The row that holds a node and so many on either side, in the page's order. */
export function rowsNear(page: Pick<OpenPage, 'rowOf' | 'rowsIn'>, document: Document, node: Node, most: number): Element[] {
  const row = page.rowOf(node);
  if (!row || most === 0) return row ? [row] : [];
  const near: Element[] = [];
  let left = -1;
  for (const one of page.rowsIn(document)) {
    if (left === 0) break;
    near.push(one);
    if (left > 0) left--;
    else if (one === row) left = most;
    else if (near.length > most) near.shift();
  }
  // One that the page's own list does not hold stands alone.
  return left < 0 ? [row] : near;
}
