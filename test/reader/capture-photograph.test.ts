// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { ShotAnswer, ShotRequest } from '../../src/core/capture.ts';
import { covers } from '../../src/reader/capture-cover.ts';
import { photograph, type PhotographOptions } from '../../src/reader/capture-photograph.ts';

// A page is only imitated here: what a window 400 high shows of a list that scrolls is reckoned from `scrollTop`. The real thing is tried in a browser.
const WINDOW = { left: 0, top: 0, right: 300, bottom: 400 };
let list: HTMLElement;
let rows: HTMLElement[];
let shots: ShotRequest[];
let hidden: boolean[];
let answer: (request: ShotRequest) => ShotAnswer;
let fixedAbove = 0;

function build(heights: number[]): void {
  document.body.innerHTML = '<div class="list"></div>';
  list = document.querySelector('.list')!;
  list.style.overflowY = 'auto';
  const height = heights.reduce((all, one) => all + one, 0);
  const sizes = { scrollHeight: height, clientHeight: 400, clientWidth: 300, clientTop: 0, clientLeft: 0 };
  for (const [name, value] of Object.entries(sizes)) {
    const get = function (this: Element) {
      return this === list ? value : this === document.documentElement ? Math.min(value, 400) : 0;
    };
    for (const { prototype } of [Element, HTMLElement]) Object.defineProperty(prototype, name, { get, configurable: true });
  }
  const box = (top: number, tall: number) => ({ left: 0, right: 300, width: 300, top, bottom: top + tall, height: tall }) as DOMRect;
  let at = 0;
  rows = heights.map((tall) => {
    const row = document.createElement('p');
    const from = at;
    at += tall;
    Object.defineProperty(row, 'box', { value: () => box(from - list.scrollTop, tall) });
    list.append(row);
    return row;
  });
  Element.prototype.getBoundingClientRect = function (this: Element) {
    return ((this as unknown as { box?(): DOMRect }).box?.() ?? box(0, 400));
  };
  Element.prototype.scrollTo = function (this: Element, { top }: ScrollToOptions) {
    if (this === list) list.scrollTop = Math.max(0, Math.min(top!, height - 400));
  } as typeof Element.prototype.scrollTo;
  const bar = document.createElement('header');
  bar.style.position = 'fixed';
  document.body.append(bar);
  Document.prototype.elementFromPoint = (_x: number, y: number) => (y < fixedAbove ? bar : (rows.find((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return y >= top && y < bottom;
  }) ?? list));
  for (const [name, value] of Object.entries({ innerWidth: WINDOW.right, innerHeight: WINDOW.bottom })) Object.defineProperty(window, name, { value, configurable: true });
}

function take(at: number, more: Partial<PhotographOptions> = {}) {
  return photograph({
    rows, at, stillShows: () => true, asksFirst: false, signal: new AbortController().signal, view: window, newId: () => 'id', painted: async () => undefined,
    shoot: async (request) => {
      shots.push(request);
      return answer(request);
    },
    hideOurs: () => {
      hidden.push(true);
      return () => void hidden.push(false);
    },
    ...more,
  });
}
const places = () => shots.map(({ piece, top, crop }) => [piece, top, crop.y, crop.height]);

beforeEach(() => {
  shots = [];
  hidden = [];
  fixedAbove = 0;
  answer = () => ({ taken: true });
});

test('in view: one photograph with all of the context that shows whole, and nothing scrolls', async () => {
  build([50, 50, 50, 50, 300]);
  expect(await take(1)).toEqual({ shots: 'id', covers: 'message_and_context', cut: false });
  expect(places()).toEqual([[0, 0, 0, 200]]);
  expect([list.scrollTop, hidden]).toEqual([0, [true, false]]);
});

test('a row without a box of its own is as large as what stands in it', async () => {
  build([50, 50, 50]);
  const [, row] = rows;
  const inner = document.createElement('div');
  Object.defineProperty(inner, 'box', { value: () => ({ left: 0, right: 300, width: 300, top: 50, bottom: 90, height: 40 }) as DOMRect });
  const hidden = document.createElement('div');
  Object.defineProperty(hidden, 'box', { value: () => ({ left: 0, right: 0, width: 0, top: 0, bottom: 0, height: 0 }) as DOMRect });
  row!.append(inner, hidden);
  row!.style.display = 'inline';
  rows = [row!];
  await take(0);
  expect(places()).toEqual([[0, 0, 50, 40]]);
});

test('out of view: scrolled to, with the context that fits, and back', async () => {
  build([100, 100, 100, 100, 500, 100, 100, 100, 100, 100]);
  list.scrollTop = 30;
  expect(await take(7)).toMatchObject({ covers: 'message_and_context', cut: false });
  expect(shots[0]!.crop.height).toBe(400);
  expect(list.scrollTop).toBe(30);
});

test('higher than what shows: pieces that overlap and reach from its top to its bottom, without what lies over the list', async () => {
  build([500, 1_000, 500]);
  list.scrollTop = 700;
  fixedAbove = 60;
  expect(await take(1)).toEqual({ shots: 'id', covers: 'message', cut: false });
  let reached = 0;
  for (const { top, crop } of shots) {
    expect(crop.y).toBeGreaterThanOrEqual(60);
    expect(top).toBeLessThanOrEqual(reached + 1);
    reached = top + crop.height;
  }
  expect(reached).toBe(1_000);
  expect(shots.map(({ piece }) => piece)).toEqual([0, 1, 2, 3]);
  expect(list.scrollTop).toBe(700);
});

test('beyond the most pieces it is cut, and says so', async () => {
  build([10_000]);
  expect(await take(0)).toEqual({ shots: 'id', covers: 'message', cut: true });
  expect(shots.length).toBe(12);
});

test('a list that uses the row for another message while it scrolls: none, or what was had', async () => {
  build([500, 1_000, 500]);
  expect(await take(1, { stillShows: () => false })).toEqual({ none: 'failed' });
  expect(shots).toEqual([]);
  let asked = 0;
  expect(await take(1, { stillShows: () => asked++ < 1 })).toEqual({ shots: 'id', covers: 'message', cut: true });
  expect([shots.length, list.scrollTop]).toEqual([1, 0]);
});

test('where the browser does not allow it, nothing of the page is touched', async () => {
  build([500, 100]);
  answer = () => ({ taken: false, why: 'needs_a_gesture' });
  let scrolled = 0;
  const { scrollTo } = Element.prototype;
  Element.prototype.scrollTo = function (this: Element, ...args: unknown[]) {
    scrolled++;
    (scrollTo as (...all: unknown[]) => void).apply(this, args);
  } as typeof scrollTo;
  expect(await take(1, { asksFirst: true })).toEqual({ none: 'needs_a_gesture' });
  expect([scrolled, hidden]).toEqual([0, []]);
});

test('whatever breaks, ours and the page are put back', async () => {
  build([500, 1_000, 500]);
  list.scrollTop = 10;
  expect(await take(1, { shoot: () => Promise.reject(new Error('gone')) })).toEqual({ none: 'failed' });
  expect([list.scrollTop, hidden]).toEqual([10, [true, false]]);
  const stop = new AbortController();
  answer = ({ piece }) => {
    if (piece === 1) stop.abort();
    return { taken: true };
  };
  expect(await take(1, { signal: stop.signal })).toEqual({ shots: 'id', covers: 'message', cut: true });
  expect([shots.length, list.scrollTop, hidden.at(-1)]).toEqual([2, 10, false]);
  answer = () => ({ taken: false, why: 'tab_not_visible' });
  expect(await take(1)).toEqual({ none: 'tab_not_visible' });
  expect(list.scrollTop).toBe(10);
});

test('covered all over, or gone: none', async () => {
  build([50, 50]);
  fixedAbove = 400;
  expect(await take(0)).toEqual({ none: 'not_in_view' });
  fixedAbove = 0;
  rows[0]!.remove();
  expect(await take(0)).toEqual({ none: 'not_in_view' });
  expect(shots).toEqual([]);
});

test('what lies over the list is no part of it; what flows in it is', () => {
  document.body.innerHTML = '<nav id="bar"></nav><main id="list"><div id="day" style="position:sticky"><b id="date"></b></div><hr id="line"><div id="row"><i id="in"></i></div></main><aside id="float" style="position:fixed"></aside>';
  const of = (id: string) => document.getElementById(id)!;
  const hit = (id: string) => covers(of(id), of('row'), of('list'));
  expect(['row', 'in', 'line', 'list'].map(hit)).toEqual([false, false, false, false]);
  expect(['bar', 'float', 'day', 'date'].map(hit)).toEqual([true, true, true, true]);
  expect(covers(null, of('row'), of('list'))).toBe(true);
  // Behind the list: nothing of it catches the pointer there.
  expect(covers(document.body, of('row'), of('list'))).toBe(false);
  // A chat in a box that stands fixed on its page is covered by nothing of its own.
  of('list').style.position = 'fixed';
  expect(covers(of('in'), of('row'), document.documentElement)).toBe(false);
});
