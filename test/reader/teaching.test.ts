// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { teach as words } from '../../src/locales/teach.ts';
import { Teaching, type TeachingOptions } from '../../src/reader/teaching.ts';
import { taughtSite } from '../../src/sites/teach.ts';

const say = words.zh_TW;
const real = { attachShadow: Element.prototype.attachShadow, box: Element.prototype.getBoundingClientRect };
const LINES = [['them', '今天能還多少'], ['me', '明天下午可以嗎'], ['them', '不行，現在就要'], ['me', '我真的沒有'], ['them', '那我去你公司找你']];
let stop: AbortController;
let roots: ShadowRoot[];
let room: number;
const keep = vi.fn<(shape: unknown) => Promise<unknown>>();
const endElsewhere = vi.fn(async () => true);
let marks: string[];

const trusted = <E extends Event>(event: E): E => Object.defineProperty(event, 'isTrusted', { value: true });
const settled = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms));
const at = (text: string) => [...document.querySelectorAll('p')].find((one) => one.textContent === text)!;
const click = (target: Element) => target.dispatchEvent(trusted(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, detail: 1 })));
const shown = () => roots.filter((root) => (root.host as HTMLElement).isConnected);
const button = (label: string) => [...shown()[0]!.querySelectorAll('button')].find((one) => one.textContent === label)!;
const make = (change: Partial<TeachingOptions> = {}) => new Teaching({ document, language: 'zh_TW', calm: false, keep, endElsewhere, hideMarks: () => marks.push('hide'), showMarks: () => marks.push('show'), signal: stop.signal, ...change });
async function teach(): Promise<void> {
  await settled(320);
  click(at('明天下午可以嗎'));
  click(at('不行，現在就要'));
  await settled(320);
  click(button(say.keep));
  await settled();
}

beforeEach(() => {
  stop = new AbortController();
  roots = [];
  room = 800;
  marks = [];
  keep.mockReset().mockResolvedValue(true);
  endElsewhere.mockClear();
  Element.prototype.attachShadow = function (init) {
    const shadow = real.attachShadow.call(this, init);
    roots.push(shadow);
    return shadow;
  };
  for (const name of ['clientWidth', 'clientHeight']) Object.defineProperty(document.documentElement, name, { get: () => room, configurable: true });
  document.body.innerHTML = `<div class="log">${LINES.map(([who, text]) => `<div class="msg ${who === 'me' ? 'mine' : 'theirs'}"><p>${text}</p></div>`).join('')}</div><textarea></textarea>`;
});
afterEach(() => {
  stop.abort();
  Element.prototype.attachShadow = real.attachShadow;
  for (const name of ['clientWidth', 'clientHeight']) Reflect.deleteProperty(document.documentElement, name);
});

test('goes on and off, and is off where nothing can be shown or reading has ended', () => {
  const teaching = make();
  expect([teaching.on, teaching.set(true), teaching.set(true), shown().length, teaching.set(false), shown().length]).toEqual([false, true, true, 1, false, 0]);
  room = 100;
  expect(teaching.set(true)).toBe(false);
  room = 800;
  teaching.set(true);
  expect(marks).toEqual(['hide', 'show', 'hide']);
  stop.abort();
  expect([teaching.on, shown().length, teaching.set(true), marks.length]).toEqual([false, 0, false, 3]);
});

test('a shape that reads this page is kept; the reader that starts anew says so, once', async () => {
  const teaching = make();
  teaching.set(true);
  await teach();
  expect(keep).toHaveBeenCalledOnce();
  const page = taughtSite(JSON.parse(JSON.stringify(keep.mock.calls[0]![0])), '2026-11-22T05:00:00.000Z').open(document, { now: () => new Date(), typed: () => false })!;
  expect([...page.rowsIn(document)].map((row) => [page.read(row)!.author.role, page.read(row)!.text])).toEqual(LINES);
  expect([teaching.on, shown().length]).toEqual([false, 0]);
  stop.abort();
  stop = new AbortController();
  make();
  expect(shown()[0]!.textContent).toContain(say.kept);
  expect(document.activeElement === shown()[0]!.host).toBe(false);
  click(button(say.close));
  expect(shown()).toEqual([]);
  make();
  expect(shown()).toEqual([]);
});

test('started anew before it is heard that it was kept: said all the same, and gone with the reading', async () => {
  keep.mockImplementation(async () => {
    stop.abort();
    return new Promise(() => undefined);
  });
  make().set(true);
  await teach();
  expect(shown()).toEqual([]);
  stop = new AbortController();
  make();
  expect(shown().length).toBe(1);
  stop.abort();
  expect(shown()).toEqual([]);
});

test('not kept: nothing is said later', async () => {
  keep.mockRejectedValue(new Error('storage_full'));
  make().set(true);
  await teach();
  expect(shown()[0]!.textContent).toContain('儲存空間');
  stop.abort();
  stop = new AbortController();
  make();
  expect(shown()).toEqual([]);
});

test('the other frames are told once the reader points here', async () => {
  make().set(true);
  await settled(320);
  expect(endElsewhere).not.toHaveBeenCalled();
  click(at('明天下午可以嗎'));
  expect(endElsewhere).toHaveBeenCalled();
});
