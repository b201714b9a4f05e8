import { attributeOf, closest, find, matches, textOf } from './dom.ts';

/**
 * Where an adapter finds one fact about a row:
 * `.name` the words of the first such element in the row; `.name@title` an attribute of it; `@data-id` one of the row itself;
 * `^.list@data-peer` one of the nearest such element around the row (the row included); a function for what these cannot say.
 */
export type Field = string | ((row: Element) => string | null | undefined);

/** The first field that gives something, trimmed, or ''. Earlier ones are newer. */
export function firstOf(row: Element, fields: readonly Field[] = []): string {
  for (const field of fields) {
    const value = (typeof field === 'function' ? field(row) : valueOf(row, field))?.trim();
    if (value) return value;
  }
  return '';
}

function valueOf(row: Element, field: string): string | null {
  const [path, attribute] = splitField(field);
  const element = path === '' ? row : path.startsWith('^') ? closest(row, path.slice(1)) : find(row, path);
  if (!element) return null;
  return attribute === null ? textOf(element) : attributeOf(element, attribute);
}

/** An `@` inside brackets belongs to the selector. */
function splitField(field: string): [path: string, attribute: string | null] {
  const at = /@([\w:-]+)$/.exec(field);
  return at ? [field.slice(0, at.index), at[1]!] : [field, null];
}

/** Whether the row matches, holds, or (`^…`) stands in one of these. */
export function isOneOf(row: Element, selectors: readonly string[] = []): boolean {
  return selectors.some((selector) => (selector.startsWith('^') ? closest(row, selector.slice(1)) !== null : matches(row, selector) || find(row, selector) !== null));
}
