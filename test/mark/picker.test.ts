// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { labelNames } from '../../src/locales/labels.ts';
import { pick as words } from '../../src/locales/pick.ts';
import { Picker, type Pick } from '../../src/mark/picker.tsx';

const say = words.zh_CN;
const names = labelNames.zh_CN;
const ROW = 40;
const real = { attachShadow: Element.prototype.attachShadow, box: Element.prototype.getBoundingClientRect, from: document.elementFromPoint };
Reflect.deleteProperty(window, 'IntersectionObserver');

let clock: number;
let stop: AbortController;
/** Closed to the page; the test looks over the shoulder. */
let roots: ShadowRoot[];
let picker: Picker;
let heardByPage: string[];
let picks: Pick[];
const onKeep = vi.fn();
const onEnded = vi.fn();

const trusted = <E extends Event>(event: E): E => Object.defineProperty(event, 'isTrusted', { value: true });
const settled = () => new Promise((resolve) => setTimeout(resolve, 40));
const root = () => roots.at(-1)!;
const bar = () => roots[0]!;
const outline = () => bar().querySelector<HTMLElement>('.outline')!;
const outlined = () => (outline().classList.contains('shown') ? Number.parseFloat(outline().style.top) + 3 : null);
const line = () => bar().querySelector('[role=status]')!.textContent;
const panel = () => (roots.length > 1 && (root().host as HTMLElement).isConnected ? root().querySelector<HTMLElement>('[role=dialog]') : null);

function key(name: string, target: EventTarget = document.body, init: KeyboardEventInit = {}): KeyboardEvent {
  const event = trusted(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, composed: true, ...init }));
  target.dispatchEvent(event);
  return event;
}
function mouse(type: string, id: string, at = 1): MouseEvent {
  const event = trusted(new MouseEvent(type, { bubbles: true, cancelable: true, composed: true, clientX: at, clientY: at, detail: 1 }));
  document.getElementById(id)!.dispatchEvent(event);
  return event;
}
async function press(label: string): Promise<void> {
  clock += 1_000;
  const button = [...panel()!.querySelectorAll('button')].find((one) => one.textContent === label)!;
  button.dispatchEvent(trusted(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true })));
  await settled();
}

beforeEach(() => {
  clock = 0;
  roots = [];
  heardByPage = [];
  onKeep.mockClear();
  onEnded.mockClear();
  Element.prototype.attachShadow = function (init) {
    const shadow = real.attachShadow.call(this, init);
    roots.push(shadow);
    return shadow;
  };
  Element.prototype.getBoundingClientRect = function (this: Element) {
    const n = Number(this.getAttribute('data-n') ?? this.parentElement?.getAttribute('data-n') ?? Number.NaN);
    return Number.isNaN(n) ? new DOMRect(0, 0, 0, 0) : new DOMRect(10, 100 + n * ROW, 300, ROW - 8);
  };
  Element.prototype.scrollIntoView = () => undefined;
  Object.defineProperties(document.documentElement, { clientWidth: { value: 800, configurable: true }, clientHeight: { value: 600, configurable: true } });
  document.elementFromPoint = () => (panel() ? (root().host as HTMLElement) : null);
  document.body.innerHTML = `<input id="field"><ol style="overflow-x:visible;overflow-y:visible">${['早上好', '你爸妈那边我会去说', '我发的', '弄死你全家'].map((text, n) => `<li style="overflow-x:visible;overflow-y:visible" id="r${n}" data-n="${n}"><p style="overflow-x:visible;overflow-y:visible" id="p${n}">${text}</p></li>`).join('')}</ol><a id="else" href="#x">x</a>`;
  document.getElementById('field')!.focus();
  stop = new AbortController();
  for (const type of ['keydown', 'click', 'mousedown', 'pointerdown']) document.addEventListener(type, (event) => heardByPage.push(`${type} ${(event.target as Element).id}`), { signal: stop.signal });
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
  Element.prototype.attachShadow = real.attachShadow;
  Element.prototype.getBoundingClientRect = real.box;
  document.elementFromPoint = real.from;
  for (const name of ['clientWidth', 'clientHeight']) Reflect.deleteProperty(document.documentElement, name);
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
  expect(heardByPage).toEqual([]);
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
  expect(heardByPage).toEqual([]);
  expect(mouse('click', 'else').defaultPrevented).toBe(false);
  expect(heardByPage).toEqual(['click else']);
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
  expect(heardByPage).toEqual(['keydown field']);
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
  roots = [];
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
  roots = [];
  picker = new Picker({ document, language: 'zh_CN', calm: false, onKeep, onEnded, signal: stop.signal, now: () => clock });
  stop.abort();
  expect(onEnded).toHaveBeenCalledTimes(2);
  expect(document.documentElement.querySelectorAll(':scope > span').length).toBe(0);
});
