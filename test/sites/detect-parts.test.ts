// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lookForChat } from '../../src/sites/detect.ts';
import { leavesOf } from '../../src/sites/detect-leaves.ts';
import { rowsOf } from '../../src/sites/detect-look.ts';
import { rolesOf } from '../../src/sites/detect-roles.ts';
import { openByShape } from '../../src/sites/shape-reader.ts';
import { placeOf, rowWidth } from '../../src/sites/shape-side.ts';
import type { OpenContext } from '../../src/sites/site.ts';

const context: OpenContext = { now: () => new Date('2026-11-22T05:00:00.000Z'), typed: () => false };
const chat = (rows: string) => `<main><header><h2>Flat</h2></header><div class="lines">${rows}</div><footer><textarea placeholder="Type a message"></textarea></footer></main>`;

beforeEach(() => {
  document.body.innerHTML = '';
});

function rolesIn(rows: string): string[][] {
  document.body.innerHTML = chat(rows);
  const all = rowsOf(document.querySelector('.lines')!);
  const roles = rolesOf(all, { now: context.now() });
  return all.map(({ leaves }) => leaves.map((leaf) => `${roles.get(leaf)}:${leaf.words}`));
}

function read(rows: string) {
  document.body.innerHTML = chat(rows);
  const look = lookForChat(document, context)!;
  const page = openByShape(document, look.shape, context, { list: look.list })!;
  return { look, page, all: () => [...page.rowsIn(document)].map((row) => page.read(row)) };
}

const boxed = (at: string, name: string, ...paragraphs: string[]) => `<div class="msg"><div class="box"><div class="head"><b class="who">${name}</b><span class="at">${at}</span></div>${paragraphs.map((words) => `<p>${words}</p>`).join('')}</div></div>`;

test('a message of several paragraphs beside its name and time is read whole', () => {
  const { all } = read([boxed('10:00', 'Ann', 'hello there'), boxed('10:01', 'Ben', 'first', 'second'), boxed('10:02', 'Ann', 'fine'), boxed('10:03', 'Ben', 'right')].join(''));
  expect(all().map((one) => [one?.author.name, one?.text])).toEqual([['Ann', 'hello there'], ['Ben', 'first\nsecond'], ['Ann', 'fine'], ['Ben', 'right']]);
});

test('a second paragraph that comes later is read though all before had one, and bold words stay', () => {
  const { all } = read([boxed('10:00', 'Ann', 'hello there'), boxed('10:01', 'Ben', 'what'), boxed('10:02', 'Ann', 'fine'), boxed('10:03', 'Ben', 'right')].join(''));
  document.querySelector('.lines')!.insertAdjacentHTML('beforeend', boxed('10:04', 'Ann', 'pay <b>now</b>', 'or else'));
  expect(all().at(-1)!.text).toBe('pay now\nor else');
});

test('what is left out of a message is never told by a tag that words are written with', () => {
  const plain = (at: string, name: string, ...paragraphs: string[]) => `<div class="msg"><div class="box"><b>${name}</b><i>${at}</i>${paragraphs.map((words) => `<p>${words}</p>`).join('')}</div></div>`;
  const { look } = read([plain('10:00', 'Ann', 'hello there'), plain('10:01', 'Ben', 'first', 'second'), plain('10:02', 'Ann', 'fine'), plain('10:03', 'Ben', 'right')].join(''));
  document.querySelector('.lines')!.insertAdjacentHTML('beforeend', plain('10:04', 'Ann', 'pay <b>now</b> and <i>here</i>'));
  const page = openByShape(document, look.shape, context, { list: look.list })!;
  const last = [...page.rowsIn(document)].at(-1)!;
  expect(page.read(last)!.text).toBe('pay now and here');
});

const head = (name: string, words: string) => `<div class="r"><div class="n">${name}</div><div class="w">${words}</div></div>`;

test('a name of two Chinese characters is a name', () => {
  const roles = rolesIn([head('小陳', '您好，這裡是客服'), head('小陳', '請問是黃小姐嗎'), head('小林', '對'), head('小陳', '請提供條碼下方數字')].join(''));
  expect(roles.map(([first]) => first)).toEqual(['name:小陳', 'name:小陳', 'name:小林', 'name:小陳']);
});

test('two characters of a longer name beside them are its picture', () => {
  const row = (short: string, name: string, words: string) => `<div class="r"><div class="a">${short}</div><div class="n">${name}</div><div class="w">${words}</div></div>`;
  const roles = rolesIn([row('曉明', '王曉明', '您好，這裡是客服'), row('小芳', '林小芳', '請問是黃小姐嗎'), row('曉明', '王曉明', '請提供條碼下方數字'), row('小芳', '林小芳', '對'), row('曉明', '王曉明', '稍等一下，我查')].join(''));
  expect(roles.map((of) => of.slice(0, 2))).toEqual([['initials:曉明', 'name:王曉明'], ['initials:小芳', 'name:林小芳'], ['initials:曉明', 'name:王曉明'], ['initials:小芳', 'name:林小芳'], ['initials:曉明', 'name:王曉明']]);
});

const irc = (name: string, words: string) => `<div class="msg"><span class="time">10:00</span><span class="from"><span class="l">&lt;</span><span class="user">${name}</span><span class="g">&gt;</span></span><span class="content">${words}</span></div>`;

test.each([1, 2])('brackets around the nickname are no words of the message: %i so far', (count) => {
  const roles = rolesIn([irc('anna', 'good morning everyone'), irc('ben', 'hi')].slice(0, count).join(''));
  for (const of of roles) {
    expect(of.filter((one) => /[<>]$/.test(one))).toEqual(['status:<', 'status:>']);
    expect(of.at(-1)).toMatch(/^body:/);
  }
});

test('a message of a question mark alone stays a message', () => {
  expect(rolesIn(head('Anna', '?')).flat()).toContain('body:?');
  expect(rolesIn(head('Anna', 'are you there') + head('Ben', '-')).flat()).toContain('body:-');
});

/** happy-dom lays nothing out. */
const placed = new Map<Element, DOMRect>();
function place(element: Element, left: number, right: number): void {
  placed.set(element, { left, right, width: right - left, top: 0, bottom: 20, height: 20, x: left, y: 0, toJSON: () => ({}) });
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    return placed.get(this) ?? new DOMRect();
  });
}
afterEach(() => {
  vi.restoreAllMocks();
  placed.clear();
});

test('the width of the rows is that of a column in the middle, not of the list', () => {
  document.body.innerHTML = '<div><p></p><p></p></div><b></b>';
  const [one, two] = [...document.querySelectorAll('p')] as Element[] as [Element, Element];
  place(one, 120, 1176);
  place(two, 1030, 1176);
  expect(rowWidth([one, two], 1280)).toBe(1056);
  // One short bubble is no column.
  place(one, 1100, 1176);
  expect(rowWidth([one], 1280)).toBe(1280);
  expect(rowWidth([], 1280)).toBe(1280);
  place(one, -5000, 9000);
  expect(rowWidth([one, two], 1280)).toBe(1280);
});

test('in such a column the box of the words is the bubble and not the row', () => {
  document.body.innerHTML = '<div class="row"><div class="bubble"><p>hello</p></div></div>';
  const [row, bubble, words] = ['.row', '.bubble', 'p'].map((selector) => document.querySelector(selector)!) as [Element, Element, Element];
  place(row, 120, 1176);
  place(bubble, 160, 399);
  place(words, 176, 383);
  expect(placeOf(words, row, 1056).right).toBe(399);
  expect(placeOf(words, row, 1280).right).toBe(1176);
  expect(leavesOf(row).map((leaf) => leaf.words)).toEqual(['hello']);
});
