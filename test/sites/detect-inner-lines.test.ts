// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { detected, lookForChat } from '../../src/sites/detect.ts';
import { rowsOf } from '../../src/sites/detect-look.ts';
import { rolesOf } from '../../src/sites/detect-roles.ts';
import { openByShape } from '../../src/sites/shape-reader.ts';
import type { OpenContext } from '../../src/sites/site.ts';

const context: OpenContext = { now: () => new Date('2026-11-22T05:00:00.000Z'), typed: () => false };
const chat = (rows: string, list = 'div') => `<main><header><h2>Flat</h2></header><div class="scroll"><${list} class="lines">${rows}</${list}></div><footer><textarea placeholder="Type a message"></textarea></footer></main>`;

/** A message with a name and a time in a box; above the box, in the same row, what the program says. */
const row = (text: string, at: string, above = '', own = false) => `<div class="row">${above}<div class="side ${own ? 'out' : 'in'}"><div class="bub"><div class="who"><b class="name">${own ? 'Ann' : 'Ben'}</b></div><div class="words"><p>${text}</p></div><div class="foot"><i>${at}</i></div></div></div></div>`;
const day = (words: string) => `<div class="apart">${words}</div>`;

function rolesIn(rows: string): string[][] {
  document.body.innerHTML = chat(rows);
  const all = rowsOf(document.querySelector('.lines')!);
  const roles = rolesOf(all, { now: context.now() });
  return all.map(({ leaves }) => leaves.filter((leaf) => leaf.words !== '').map((leaf) => `${roles.get(leaf)}:${leaf.words}`));
}

function read(rows: string, list?: string) {
  document.body.innerHTML = chat(rows, list);
  const look = lookForChat(document, context)!;
  const page = openByShape(document, look.shape, context, { list: look.list })!;
  return { look, all: () => [...page.rowsIn(document)].map((unit) => page.read(unit)!) };
}

beforeEach(() => {
  document.body.innerHTML = '';
  detected.open(document, context);
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('a date inside the row of the first message below it gives that message and those after it their day; none is guessed above it', () => {
  const { all } = read(row('good morning', '21:00') + row('hello there', '21:05', '', true) + row('pay today', '09:00', day('2026年11月21日')) + row('I cannot', '09:02', '', true) + row('then we come', '08:00', day('2026年11月22日')) + row('please wait', '08:01', '', true));
  expect(all().map(({ text, sentAt }) => [text, sentAt])).toEqual([
    ['good morning', undefined], ['hello there', undefined],
    ['pay today', '2026-11-21T01:00:00.000Z'], ['I cannot', '2026-11-21T01:02:00.000Z'],
    ['then we come', '2026-11-22T00:00:00.000Z'], ['please wait', '2026-11-22T00:01:00.000Z'],
  ]);
});

test('one such date is enough, and a message that is itself a date stays a message', () => {
  const { all } = read(row('until when', '09:00', day('November 21, 2026')) + row('November 30', '09:01', '', true) + row('too late', '09:02') + row('11月25日', '09:03', '', true) + row('fine', '09:04'));
  expect(all().map(({ text, sentAt }) => [text, sentAt])).toEqual([
    ['until when', '2026-11-21T01:00:00.000Z'], ['November 30', '2026-11-21T01:01:00.000Z'], ['too late', '2026-11-21T01:02:00.000Z'], ['11月25日', '2026-11-21T01:03:00.000Z'], ['fine', '2026-11-21T01:04:00.000Z'],
  ]);
});

test.each(['新訊息', '3 条新消息', '以下为新消息', 'New messages', '— Unread —'])('a line of the program in a message’s row is no message: %s', (words) => {
  const { look, all } = read(row('good morning', '09:00', `<div class="mark">${words}</div>`) + row('hello', '09:01', '', true) + row('pay today', '09:02') + row('I cannot', '09:03', '', true));
  expect(look.units).toHaveLength(4);
  expect(all().map(({ text }) => text)).toEqual(['good morning', 'hello', 'pay today', 'I cannot']);
});

test('a date is a line only outside the box of the message', () => {
  const said = (words: string) => `<div class="row"><div class="who"><b>Ben</b></div><h4>${words}</h4><p>the last day</p><i>09:02</i></div>`;
  expect(rolesIn(row('good morning', '09:00') + said('11月20日') + row('hello', '09:01', '', true) + row('right', '09:01')).flat()).not.toContain('day:11月20日');
});

test('in a row of two bubbles the date that somebody wrote is theirs', () => {
  const two = (one: string, other: string) => `<div class="row"><div class="bub"><p class="words">${one}</p></div><div class="bub"><p class="words">${other}</p><i class="at">09:00</i></div></div>`;
  const roles = rolesIn(two('11月20日', 'that is the last day') + two('listen', 'pay now') + two('I have', 'no money') + two('what', 'then'));
  expect(roles[0]).toEqual(['body:11月20日', 'body:that is the last day', 'time:09:00']);
});

test('a date that is drawn below the message is none of its own', () => {
  const rows = row('good morning', '09:00') + row('hello', '09:01', day('2026年11月21日'), true) + row('right', '09:02');
  expect(rolesIn(rows)[1]![0]).toBe('day:2026年11月21日');
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const top = this.matches('.apart') ? 100 : this.closest('.apart') ? 100 : 0;
    return { left: 0, right: 200, width: 200, top, bottom: top + 20, height: 20, x: 0, y: top, toJSON: () => ({}) };
  });
  expect(rolesIn(rows)[1]![0]).not.toBe('day:2026年11月21日');
});

test('a time above the message that has no other is its time', () => {
  const timed = (words: string, at: string) => `<div class="row">${at === '' ? '' : `<div class="apart">${at}</div>`}<div class="side"><b class="who">Ben</b><p class="words">${words}</p></div></div>`;
  const roles = rolesIn(timed('good morning', '11月21日 09:00') + timed('hello', '') + timed('pay', '11月21日 10:00') + timed('now', '11月21日 11:00') + timed('or else', ''));
  expect(roles.flat().filter((one) => one.startsWith('day:'))).toEqual([]);
});

test('a day longer than what is looked at', () => {
  const many = Array.from({ length: 70 }, (_, i) => row(`line ${i} of the talk`, `09:${String(10 + (i % 50)).padStart(2, '0')}`, i === 2 ? day('2026年11月21日') : '', i % 2 === 1)).join('');
  const all = read(many).all();
  expect(all).toHaveLength(70);
  expect(all.slice(0, 4).map(({ text, sentAt }) => [text, sentAt?.slice(0, 10)])).toEqual([['line 0 of the talk', undefined], ['line 1 of the talk', undefined], ['line 2 of the talk', '2026-11-21'], ['line 3 of the talk', '2026-11-21']]);
  expect(all.at(-1)!.sentAt).toBe('2026-11-21T01:29:00.000Z');
});

test('the first date may come long after the chat was found', () => {
  document.body.innerHTML = chat(Array.from({ length: 30 }, (_, i) => row(`line ${i} of the talk`, '23:50', '', i % 2 === 1)).join(''));
  const before = detected.open(document, context)!;
  for (const unit of before.rowsIn(document)) expect(before.read(unit)!.sentAt).toBeUndefined();
  expect(before.stands()).toBe(true);
  document.querySelector('.lines')!.insertAdjacentHTML('beforeend', row('still awake', '00:03', day('2026年11月22日')) + row('yes', '00:04', '', true));
  for (const unit of [...before.rowsIn(document)].slice(-2)) before.read(unit);
  expect(before.stands()).toBe(false);
  const after = detected.open(document, context)!;
  expect([...after.rowsIn(document)].slice(-2).map((unit) => after.read(unit)!).map(({ text, sentAt }) => [text, sentAt])).toEqual([['still awake', '2026-11-21T16:03:00.000Z'], ['yes', '2026-11-21T16:04:00.000Z']]);
});

test('rows in a span are a list; words in spans are not', () => {
  const rows = row('good morning', '09:00') + row('hello', '09:01', '', true) + row('pay today', '09:02') + row('I cannot', '09:03', '', true);
  const { look, all } = read(rows, 'span');
  expect(look.units).toHaveLength(4);
  expect(all().map(({ text }) => text)).toEqual(['good morning', 'hello', 'pay today', 'I cannot']);
  document.body.innerHTML = '<main><p><span><span>one</span> <span>two</span> <span>three</span></span></p><textarea placeholder="Type a message"></textarea></main>';
  expect(lookForChat(document, context)).toBeNull();
});

test('rows that are still coming into view are not told by that, and what scrolls with them is not the title', () => {
  const coming = [row('good morning', '09:00'), row('hello', '09:01', '', true), row('pay today', '09:02'), row('I cannot', '09:03', '', true)].map((one) => one.replace('class="row"', 'class="x-enter-active x-enter-to"')).join('');
  document.body.innerHTML = `<main><header><h2>Flat</h2></header><div class="scroll" style="overflow-y: auto"><div class="begun">Conversation started on: November 20</div><div class="lines">${coming}</div></div><footer><textarea placeholder="Type a message"></textarea></footer></main>`;
  const page = detected.open(document, context)!;
  for (const element of document.querySelectorAll('.x-enter-to')) element.removeAttribute('class');
  document.querySelector('.lines')!.insertAdjacentHTML('beforeend', row('please', '09:04').replace('class="row"', ''));
  const read = [...page.rowsIn(document)].map((unit) => page.read(unit)!);
  expect(read.map(({ text }) => text)).toEqual(['good morning', 'hello', 'pay today', 'I cannot', 'please']);
  expect(read[0]!.conversation.title).toBe('Flat');
});
