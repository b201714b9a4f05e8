import type { OpenPage } from './site.ts';

/** Finding rows where a selector names them, for adapters of known programs. The selector may name ancestors too. */
export function rowsBySelector(selector: string): Pick<OpenPage, 'rowOf' | 'rowsIn'> {
  return {
    rowOf: (node) => (node.nodeType === 1 ? (node as Element) : node.parentElement)?.closest(selector) ?? null,
    rowsIn: (root) => [...(root.nodeType === 1 && (root as Element).matches(selector) ? [root as Element] : []), ...root.querySelectorAll(selector)],
  };
}
