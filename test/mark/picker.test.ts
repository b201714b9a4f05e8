// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { labelNames } from '../../src/locales/labels.ts';
import { pick as words } from '../../src/locales/pick.ts';
import { Picker, type Pick } from '../../src/mark/picker.tsx';
import { key, mouse, pressIn, ROW, rowsPage, settled, trusted, type RowsPage } from './rows-page.ts';

const say = words.zh_CN;
const names = labelNames.zh_CN;
const fromPoint = document.elementFromPoint;
Reflect.deleteProperty(window, 'IntersectionObserver');

let clock: number;
let stop: AbortController;
let page: RowsPage;
let picker: Picker;
let picks: Pick[];
const onKeep = vi.fn();
const onEnded = vi.fn();

const root = () => page.roots.at(-1)!;
const bar = () => page.roots[0]!;
const outline = () => bar().querySelector<HTMLElement>('.outline')!;
const outlined = () => (outline().classList.contains('shown') ? Number.parseFloat(outline().style.top) + 3 : null);
const line = () => bar().querySelector('[role=status]')!.textContent;
const panel = () => (page.roots.length > 1 && (root().host as HTMLElement).isConnected ? root().querySelector<HTMLElement>('[role=dialog]') : null);

function press(label: string): Promise<void> {
  clock += 1_000;
  return pressIn(panel()!, label);
}

beforeEach(() => {
  clock = 0;
  onKeep.mockClear();
  onEnded.mockClear();
  stop = new AbortController();
  page = rowsPage(['早上好', '你爸妈那边我会去说', '我发的', '弄死你全家'], stop.signal);
  document.elementFromPoint = () => (panel() ? (root().host as HTMLElement) : null);
  picker = new Picker({ document, language: 'zh_CN', calm: false, onKeep, onEnded, signal: stop.signal, now: () => clock });
  picks = [0, 1, 2, 3].map((n) => {
    const body = document.getElementById(`p${n}`)!;
    const node = body.firstChild as Text;
    return { key: `k${n}`, row: body.parentElement!, spot: { body, pieces: [{ node, start: 0, end: node.length, nodeStart: 0 }] }, text: node.data, refused: n === 2 ? 'own' : n === 3 ? 'marked' : null };
  });
  // Not in the page's order: they come as they are read.
  for (const n of [2, 0, 3, 1]) picker.offer(picks[n]!);
  clock += 1_000;
});
afterEach(() => {
  stop.abort();
  page.restore();
  document.elementFromPoint = fromPoint;
});

test('says what to do, takes the keys away from the page’s field, and cannot be looked into', () => {
  expect(line()).toBe(say.line);
  expect(outlined()).toBeNull();
  expect(document.documentElement.lastElementChild!.shadowRoot).toBeNull();
  expect(document.activeElement).toBe(bar().host);
});

test('arrow keys go from message to message in the page’s order, from the lowest in view, and end at the ends', () => {
  const seen: (number | null)[] = [];
  for (const name of ['ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown']) {
    expect(key(name).defaultPrevented).toBe(true);
    seen.push(outlined());
  }
  expect(seen).toEqual([3, 2, 1, 0, 0, 1].map((n) => 100 + n * ROW));
  expect(bar().querySelector('[aria-live]')!.textContent).toBe('第 2 条，共 4 条：你爸妈那边我会去说');
  expect(page.heard).toEqual([]);
});

test('by keyboard alone: arrows, Enter, what it is, Keep', async () => {
  for (const name of ['ArrowUp', 'ArrowUp', 'ArrowUp']) key(name);
  key('Enter');
  expect(panel()!.textContent).toContain('你爸妈那边我会去说');
  expect([...panel()!.querySelectorAll('[role=checkbox]')].map((one) => one.textContent)).toEqual(Object.values(names));
  // Nothing is kept without a kind.
  await press(say.keep);
  expect(onKeep).not.toHaveBeenCalled();
  await press(names.third_party);
  await press(names.visit);
  await press(names.visit);
  await press(names.coercion);
  expect([...panel()!.querySelectorAll('[aria-checked=true]')].map((one) => one.textContent)).toEqual([names.coercion, names.third_party]);
  await press(say.keep);
  expect(onKeep.mock.calls).toEqual([['k1', ['coercion', 'third_party']]]);
  expect(onEnded).toHaveBeenCalledOnce();
  expect(document.documentElement.querySelectorAll(':scope > span').length).toBe(0);
});

test('by pointer: the row under it is outlined, a click takes it; the page hears nothing of that and all of the rest', () => {
  mouse('pointermove', 'p0');
  expect(outlined()).toBe(100);
  for (const type of ['pointerdown', 'mousedown', 'click']) expect(mouse(type, 'p0').defaultPrevented).toBe(true);
  expect(panel()).not.toBeNull();
  expect(page.heard).toEqual([]);
  expect(mouse('click', 'else').defaultPrevented).toBe(false);
  expect(page.heard).toEqual(['click else']);
});

test('a pointer that stands still points at nothing', () => {
  mouse('pointermove', 'p0', 7);
  mouse('pointermove', 'p1', 7);
  expect(outlined()).toBe(100);
  mouse('pointermove', 'else', 8);
  expect(outlined()).toBeNull();
});

test('the reader’s own messages and marked ones are not taken, and it says why', () => {
  mouse('click', 'p2');
  expect([panel(), line(), outline().classList.contains('refused')]).toEqual([null, say.own, true]);
  mouse('click', 'p3');
  expect([panel(), line()]).toEqual([null, say.marked]);
  mouse('pointermove', 'p0');
  expect([line(), outline().classList.contains('refused')]).toEqual([say.line, false]);
});

test('Escape leaves the panel first, then ends it, and gives the focus back when the key is up', () => {
  mouse('click', 'p0');
  key('Escape');
  expect(panel()).toBeNull();
  expect(onEnded).not.toHaveBeenCalled();
  key('Escape');
  expect(onEnded).toHaveBeenCalledOnce();
  expect(document.activeElement).toBe(document.body);
  let let_go = 0;
  document.addEventListener('keyup', () => let_go++, { signal: stop.signal });
  document.body.dispatchEvent(trusted(new KeyboardEvent('keyup', { key: 'Escape', bubbles: true })));
  expect([let_go, document.activeElement!.id]).toEqual([0, 'field']);
  key('ArrowDown', document.getElementById('field')!);
  expect(page.heard).toEqual(['keydown field']);
});

test('a press outside the panel closes it; on another message it takes that one', () => {
  mouse('click', 'p0');
  const first = root();
  mouse('pointerdown', 'p1');
  expect((first.host as HTMLElement).isConnected).toBe(false);
  mouse('click', 'p1');
  expect(panel()!.textContent).toContain('你爸妈那边我会去说');
});

test('its own button stops it', async () => {
  bar().querySelector<HTMLElement>('.stop')!.dispatchEvent(trusted(new MouseEvent('click', { bubbles: true, composed: true })));
  expect(onEnded).toHaveBeenCalledOnce();
});

test('what the page does itself counts for nothing', async () => {
  for (const type of ['pointermove', 'pointerdown', 'click']) document.getElementById('p0')!.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true }));
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  bar().querySelector<HTMLElement>('.stop')!.click();
  expect([outlined(), panel(), onEnded.mock.calls.length]).toEqual([null, null, 0]);
  mouse('click', 'p0');
  clock += 1_000;
  for (const button of panel()!.querySelectorAll('button')) button.click();
  await settled();
  expect([panel()!.querySelectorAll('[aria-checked=true]').length, onKeep.mock.calls.length]).toEqual([0, 0]);
});

test('a press too soon after the panel came is not taken for a choice', async () => {
  mouse('click', 'p0');
  panel()!.querySelector('[role=checkbox]')!.dispatchEvent(trusted(new MouseEvent('click', { bubbles: true })));
  await settled();
  expect(panel()!.querySelectorAll('[aria-checked=true]').length).toBe(0);
});

test('a row that shows another message is that message; one that left the page is none', () => {
  key('ArrowUp');
  document.getElementById('r3')!.remove();
  key('ArrowUp');
  expect(outlined()).toBe(100 + 2 * ROW);
  picker.offer({ ...picks[2]!, key: 'new', text: '换了', refused: null });
  key('Enter');
  expect(panel()!.textContent).toContain('换了');
});

test('in calm mode nothing is quoted', () => {
  picker.end();
  page.roots = [];
  picker = new Picker({ document, language: 'zh_CN', calm: true, onKeep, onEnded, signal: stop.signal, now: () => clock });
  clock += 1_000;
  for (const one of picks) picker.offer(one);
  key('ArrowUp');
  key('ArrowUp');
  key('ArrowUp');
  expect(bar().querySelector('[aria-live]')!.textContent).toBe('第 2 条，共 4 条');
  key('Enter');
  expect(panel()!.textContent).not.toContain('你爸妈');
});

test('taken away by the page, or when reading ends, it is over', async () => {
  (bar().host as HTMLElement).remove();
  await settled();
  expect(onEnded).toHaveBeenCalledOnce();
  page.roots = [];
  picker = new Picker({ document, language: 'zh_CN', calm: false, onKeep, onEnded, signal: stop.signal, now: () => clock });
  stop.abort();
  expect(onEnded).toHaveBeenCalledTimes(2);
  expect(document.documentElement.querySelectorAll(':scope > span').length).toBe(0);
});
