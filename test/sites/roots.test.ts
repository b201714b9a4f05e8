// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MOST_ROOTS, Roots } from '../../src/sites/roots.ts';

let controller: AbortController;
let observe: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  document.body.innerHTML = '';
  controller = new AbortController();
  observe = vi.spyOn(MutationObserver.prototype, 'observe');
});
afterEach(() => {
  controller.abort();
  vi.restoreAllMocks();
});

function host(inside: Node = document.body): Element {
  const made = document.createElement('x-host');
  made.attachShadow({ mode: 'open' });
  inside.appendChild(made);
  return made;
}
const roots = () => new Roots(document, controller.signal, () => undefined);

test('roots are found in what came, in roots inside roots too, and once', () => {
  const found = roots();
  const outer = host();
  const inner = host(outer.shadowRoot!);
  expect(found.search(document)).toEqual([outer.shadowRoot, inner.shadowRoot]);
  expect(found.search(outer)).toEqual([]);
});

test('a root made later on an element that was looked at is found at the next look', () => {
  const found = roots();
  const late = document.body.appendChild(document.createElement('x-host'));
  expect(found.search(late)).toEqual([]);
  const root = late.attachShadow({ mode: 'open' });
  expect(found.search(document)).toEqual([root]);
});

test('a list that makes a root for each row and lets it go again is watched for ever', () => {
  const found = roots();
  let missed = 0;
  for (let n = 0; n < MOST_ROOTS + 2_000; n++) {
    const row = host();
    if (found.search(row).length === 0) missed++;
    row.remove();
  }
  expect(missed).toBe(0);
});

test('of roots that all stand only so many are watched; when they leave, others find room', () => {
  const found = roots();
  const rows = Array.from({ length: MOST_ROOTS + 300 }, () => host());
  expect(found.search(document).length).toBe(MOST_ROOTS);
  expect(observe).toHaveBeenCalledTimes(MOST_ROOTS + 1);
  for (const row of rows) row.remove();
  const after = Array.from({ length: 400 }, () => found.search(host()).length);
  expect(after.at(-1)).toBe(1);
});
