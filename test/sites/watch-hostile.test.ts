// @vitest-environment happy-dom
// Pages that change so much in one go that looking at all of it would hold them up.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Departures } from '../../src/sites/departures.ts';
import { siteOf } from '../../src/sites/program.ts';
import { watch } from '../../src/sites/watch.ts';

const sample = siteOf({
  id: 'sample', name: 'Sample Chat', version: '2026-11-22', trust: 'sourced', source: [],
  marks: ['.app'], rows: ['.row'], text: ['.words'], conversation: { title: ['.title'] },
});
const nodes = Array.from({ length: 2_000 }, () => document.createElement('i'));
let taken = 0;
/** As the browser gives it; counts what is taken out. */
const list = () => new Proxy(nodes, {
  get(target, name, self) {
    if (typeof name === 'string' && /^\d+$/.test(name)) taken++;
    return Reflect.get(target, name, self) as unknown;
  },
}) as unknown as NodeList;
const NONE = [] as unknown as NodeList;
const record = (change: Partial<MutationRecord>): MutationRecord =>
  ({ type: 'childList', target: document.body, addedNodes: NONE, removedNodes: NONE, previousSibling: null, nextSibling: null, ...change }) as MutationRecord;

let controller: AbortController;
beforeEach(() => {
  controller = new AbortController();
  taken = 0;
});
afterEach(() => {
  controller.abort();
  vi.unstubAllGlobals();
});

/** The page as it stands, and what the browser would call when it changes. */
function start(html: string): (records: MutationRecord[]) => void {
  document.body.innerHTML = html;
  let told: (records: MutationRecord[]) => void = () => undefined;
  vi.stubGlobal('MutationObserver', class {
    constructor(tell: typeof told) { told = tell; }
    observe(): void {}
    disconnect(): void {}
  });
  watch({ document, sites: [sample], signal: controller.signal, onReading: () => undefined });
  return (records) => told(records);
}

test('a million nodes added in 500 changes are not all taken at once', () => {
  const tell = start('<div class="app"><div class="row"><p class="words">a</p></div></div>');
  tell(Array.from({ length: 500 }, () => record({ addedNodes: list() })));
  expect(taken).toBeGreaterThanOrEqual(nodes.length);
  expect(taken).toBeLessThan(250 * nodes.length);
});

test('one place that changes thousands of times is looked up once', () => {
  const tell = start('<div class="app"><div class="row"><p class="words">a</p></div><b></b></div>');
  const closest = vi.spyOn(Element.prototype, 'closest');
  const target = document.querySelector('b')!;
  tell(Array.from({ length: 4_000 }, () => record({ target })));
  expect(closest.mock.calls.length).toBeLessThan(10);
  closest.mockRestore();
});

test('of thousands of removed things only so many are looked through, and nothing is called gone', () => {
  const gone: string[] = [];
  const departures = new Departures({ document, keyOfRow: () => undefined, isShown: () => false, onGone: (key) => gone.push(key), signal: controller.signal });
  for (const node of nodes) node.innerHTML = '<b></b>'.repeat(9);
  departures.look(Array.from({ length: 1_000 }, () => record({ removedNodes: list() })));
  expect(taken).toBeGreaterThan(100);
  expect(taken).toBeLessThan(2_000);
  expect(gone).toEqual([]);
});

test('thousands of small elements that hold no message are passed over without a look at each', async () => {
  const tell = start('<div class="app"><div class="row"><p class="words">a</p></div></div>');
  const box = document.createElement('div');
  box.innerHTML = `<div>${'<i></i>'.repeat(300)}</div>`.repeat(20) + '<div><div class="row"><p class="words">b</p></div></div>'.repeat(201);
  document.body.append(box);
  const closest = vi.spyOn(Element.prototype, 'closest');
  tell([record({ addedNodes: [box] as unknown as NodeList })]);
  await vi.waitFor(() => expect(closest.mock.contexts).toContain(box.lastElementChild!.firstElementChild), 15_000);
  expect(closest.mock.calls.length).toBeLessThan(1_500);
  closest.mockRestore();
}, 30_000);
