import { closest, findAll, isElement, matches, parentNodeOf } from './dom.ts';
import type { OpenPage } from './site.ts';

/** Finding rows where a selector names them, for adapters of known programs. The selector may name ancestors too. */
export function rowsBySelector(selector: string): Pick<OpenPage, 'rowOf' | 'rowsIn'> {
  return {
    rowOf(node) {
      const element = isElement(node) ? node : parentNodeOf(node);
      return isElement(element) ? closest(element, selector) : null;
    },
    rowsIn: (root) => [...(isElement(root) && matches(root, selector) ? [root] : []), ...findAll(root, selector)],
  };
}
