// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { detected, lookForChat } from '../../src/sites/detect.ts';
import type { OpenContext, OpenPage } from '../../src/sites/site.ts';

const typedWords = new Set<string>();
const context: OpenContext = { now: () => new Date('2026-11-22T05:00:00.000Z'), typed: (text) => typedWords.has(text) };
const bubble = (text: string, own: boolean, at = '10:00') => `<div class="line ${own ? 'line-out' : 'line-in'}"><div class="bub"><span class="words">${text}</span><span class="clock">${at}</span></div></div>`;
const frame = (lines: string) => `<main><header><h2>Mina</h2></header><div class="lines">${lines}</div><footer><textarea placeholder="Type a message"></textarea></footer></main>`;
const named = (name: string, text: string) => `<li><i>10:02</i> <b>${name}</b> <span>${text}</span></li>`;

function texts(page: OpenPage | null): (string | null)[] {
  return page ? [...page.rowsIn(document)].map((row) => page.read(row)?.text ?? null) : [];
}
const roles = (page: OpenPage | null) => [...page!.rowsIn(document)].map((row) => page!.read(row)!.author.role);

/** What is remembered of a page goes with the page. */
beforeEach(() => {
  document.body.innerHTML = '';
  typedWords.clear();
  detected.open(document, context);
});

test('a chat is read with sides, times and the other’s name', () => {
  document.body.innerHTML = frame(bubble('hello', false) + bubble('hi', true) + bubble('where are you', false, '10:01'));
  const page = detected.open(document, context)!;
  expect(page.confidence).toBeGreaterThanOrEqual(0.6);
  expect([...page.rowsIn(document)].map((row) => page.read(row)).map((reading) => [reading!.author, reading!.text, reading!.sentAtShown])).toEqual([
    [{ name: 'Mina', role: 'them' }, 'hello', '10:00'], [{ name: '', role: 'me' }, 'hi', '10:00'], [{ name: 'Mina', role: 'them' }, 'where are you', '10:01'],
  ]);
});

test('lines that come later are read without a new look', () => {
  document.body.innerHTML = frame(Array.from({ length: 25 }, (_, i) => bubble(`m${i}`, i % 2 === 0)).join(''));
  const page = detected.open(document, context)!;
  document.querySelector('.lines')!.insertAdjacentHTML('beforeend', bubble('new', false));
  expect(page.stands()).toBe(true);
  expect(texts(page).at(-1)).toBe('new');
});

test('a list torn down and built anew is read on at once, by the same rules', () => {
  document.body.innerHTML = frame(Array.from({ length: 25 }, (_, i) => bubble(`m${i}`, i % 2 === 0)).join(''));
  const first = detected.open(document, context)!;
  document.body.innerHTML = frame(bubble('only', true));
  expect(first.stands()).toBe(false);
  const again = detected.open(document, context);
  expect(texts(again)).toEqual(['only']);
  expect(roles(again)).toEqual(['me']);
});

test('what was found out from two messages is found out anew from more', () => {
  const row = (text: string, side: 'left' | 'right') => `<div class="row-${side}"><p class="said">${text}</p><i>10:00</i></div>`;
  document.body.innerHTML = `<main><h2>Mina</h2><div class="chat-rows">${row('one', 'left')}${row('two', 'left')}</div><textarea placeholder="Message"></textarea></main>`;
  const page = detected.open(document, context)!;
  expect(new Set(roles(page))).toEqual(new Set(['unknown']));
  expect(page.stands()).toBe(true);
  document.querySelector('.chat-rows')!.insertAdjacentHTML('beforeend', row('three', 'right') + row('four', 'left'));
  texts(page);
  expect(page.stands()).toBe(false);
  expect(roles(detected.open(document, context))).toEqual(['them', 'them', 'me', 'them']);
});

test('names alone: the reader’s words, just typed, tell which name is theirs', () => {
  document.body.innerHTML = `<h2>renters</h2><ul>${named('Mina', 'the landlord wrote')}${named('Tom', 'again?')}${named('Rosa', 'I will answer him')}${named('Mina', 'thanks')}${named('Rosa', 'fine')}${named('Tom', 'ok then')}</ul><form><textarea placeholder="Message renters"></textarea></form>`;
  const page = detected.open(document, context)!;
  expect(new Set(roles(page))).toEqual(new Set(['unknown']));
  typedWords.add('fine');
  texts(page);
  expect(page.stands()).toBe(false);
  expect(roles(detected.open(document, context))).toEqual(['them', 'them', 'me', 'them', 'me', 'them']);
});

test('a chat in nested shadow trees is read', () => {
  const app = document.createElement('x-app');
  document.body.append(app);
  const root = app.attachShadow({ mode: 'open' });
  root.innerHTML = '<h2>Mina</h2><div class="lines"></div><textarea placeholder="Message"></textarea>';
  for (let i = 0; i < 8; i++) {
    const line = document.createElement('x-line');
    line.className = i % 3 === 0 ? 'own' : 'other';
    line.attachShadow({ mode: 'open' }).innerHTML = `<div class="bub"><slot></slot></div><small>10:0${i}</small>`;
    line.textContent = `message ${i}`;
    root.querySelector('.lines')!.append(line);
  }
  const page = detected.open(document, context)!;
  expect([...page.rowsIn(document)].map((row) => page.read(row)!).map(({ text, author: { role, name }, sentAtShown }) => [text, role, name, sentAtShown])).toEqual(
    Array.from({ length: 8 }, (_, i) => [`message ${i}`, i % 3 === 0 ? 'me' : 'them', i % 3 === 0 ? '' : 'Mina', `10:0${i}`]),
  );
});

test('lines with nothing but words above a field are too little: the reader is asked', () => {
  document.body.innerHTML = `<ul id="messages">${['a first line', 'a second', 'and a third', 'the fourth', 'fifth', 'sixth'].map((text) => `<li>${text}</li>`).join('')}</ul><form><input type="text"><button>Send</button></form>`;
  expect(detected.open(document, context)).toBeNull();
  const look = lookForChat(document, context)!;
  expect(look.sure).toBe(false);
  expect(look.units).toHaveLength(6);
  expect(detected.glimpse!(document, context)).toBe(look.confidence);
});

test('an empty page is no chat', () => {
  expect(lookForChat(document, context)).toBeNull();
  expect(detected.open(document, context)).toBeNull();
});

test('of the list of conversations and the conversation, the conversation is read', () => {
  const entry = (name: string, words: string) => `<a href="#${name}" class="entry"><b>${name}</b><p>${words}</p><i>10:00</i></a>`;
  document.body.innerHTML = `<nav>${['Mina', 'Tom', 'Bank', 'Mum', 'Work'].map((name) => entry(name, `last of ${name}`)).join('')}</nav>${frame(bubble('hello', false) + bubble('hi', true) + bubble('bye', false))}`;
  expect(texts(detected.open(document, context))).toEqual(['hello', 'hi', 'bye']);
});

test('a form whose fields are named like members of the DOM does not stop the look', () => {
  const trap = '<form><input name="parentNode"><input name="className"><input name="children"><input name="nodeType"><input name="getAttribute"><input name="firstChild"></form>';
  document.body.innerHTML = `${trap}${frame(bubble('hello', false) + `<div class="line line-in">${trap}</div>` + bubble('hi', true) + bubble('bye', false))}`;
  expect(texts(detected.open(document, context)).filter(Boolean)).toEqual(['hello', 'hi', 'bye']);
});

test('a page nested without end is looked at in a moment', () => {
  document.body.innerHTML = frame(bubble('hello', false) + bubble('hi', true) + bubble('bye', false));
  let inner: Element = document.body;
  for (let i = 0; i < 1_000; i++) inner = inner.appendChild(document.createElement('div'));
  inner.textContent = 'deep';
  const start = performance.now();
  expect(texts(detected.open(document, context))).toEqual(['hello', 'hi', 'bye']);
  expect(performance.now() - start).toBeLessThan(3_000);
});

test('a message of megabytes and one of a thousand parts are looked at in a moment', () => {
  const huge = 'x'.repeat(2_000_000);
  document.body.innerHTML = frame(bubble('hello', false) + bubble(huge, true) + bubble(Array.from({ length: 3_000 }, (_, i) => `<i>${i}</i>`).join(''), false) + bubble('bye', false));
  const start = performance.now();
  const page = detected.open(document, context)!;
  expect(performance.now() - start).toBeLessThan(3_000);
  expect(texts(page).filter((text) => text === 'hello' || text === 'bye')).toEqual(['hello', 'bye']);
});
