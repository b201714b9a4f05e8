// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import type { ChatShape } from '../../src/sites/chat-shape.ts';
import { openByShape, type ShapeOptions } from '../../src/sites/shape-reader.ts';
import type { OpenContext } from '../../src/sites/site.ts';

const SHAPE: ChatShape = {
  format: 1, list: ['#chat'], unit: '.msg', text: '.text', skip: '', author: { selector: '.who', attribute: null, scope: 'group' }, time: { selector: '.at', attribute: null, scope: 'unit' },
  day: '.day', mine: { by: 'selector', selector: '.own' }, idAttribute: null, title: 'h2',
};
const context: OpenContext = { now: () => new Date('2026-11-22T05:00:00.000Z'), typed: (text) => text === 'I typed this' };
const msg = (text: string, { own = false, who = '', at = '' } = {}) => `<div class="msg ${own ? 'own' : ''}">${who === '' ? '' : `<b class="who">${who}</b>`}<p class="text">${text}</p><i class="at">${at}</i></div>`;

function open(shape: Partial<ChatShape> = {}, options: ShapeOptions = {}) {
  return openByShape(document, { ...SHAPE, ...shape }, context, options);
}

function readings(shape: Partial<ChatShape> = {}) {
  const page = open(shape)!;
  return [...page.rowsIn(document)].map((row) => page.read(row));
}

beforeEach(() => {
  document.body.innerHTML = '<h2>Flat 12</h2><div id="chat"></div><textarea></textarea>';
});

const list = () => document.querySelector('#chat')!;

test('a name shown once is carried on, but never to the reader’s own messages', () => {
  list().innerHTML = msg('one', { who: 'Mina' }) + msg('two') + msg('three', { own: true }) + msg('four', { who: 'Tom' }) + msg('five');
  expect(readings().map((reading) => [reading!.author.name, reading!.author.role])).toEqual([['Mina', 'them'], ['Mina', 'them'], ['', 'me'], ['Tom', 'them'], ['Tom', 'them']]);
});

test('a name below the last of a group belongs to those above it', () => {
  list().innerHTML = msg('one') + msg('two', { who: 'Mina' }) + msg('three') + msg('four', { who: 'Tom' });
  expect(readings({ author: { selector: '.who', attribute: null, scope: 'groupEnd' } }).map((reading) => reading!.author.name)).toEqual(['Mina', 'Mina', 'Tom', 'Tom']);
});

test('a name in the box around a group is that group’s alone', () => {
  const group = (who: string, ...texts: string[]) => `<section><h4 class="who">${who}</h4>${texts.map((text) => msg(text)).join('')}</section>`;
  list().innerHTML = group('Mina', 'one', 'two') + group('Tom', 'three');
  expect(readings().map((reading) => reading!.author.name)).toEqual(['Mina', 'Mina', 'Tom']);
});

test('a talk of two without names: the header says who the other is', () => {
  document.querySelector('h2')!.textContent = '(2) Mina';
  list().innerHTML = msg('one') + msg('two', { own: true });
  expect(readings({ author: null }).map((reading) => [reading!.author.name, reading!.author.role])).toEqual([['Mina', 'them'], ['', 'me']]);
});

test('a date between messages holds until the next one', () => {
  list().innerHTML = `<div class="day">November 20, 2026</div>${msg('one', { at: '10:00' })}${msg('two', { at: '10:05' })}<div><span class="day">Yesterday</span></div>${msg('three', { at: '09:00' })}<div class="day">3 new messages</div>${msg('four', { at: '09:01' })}`;
  expect(readings().map((reading) => [reading!.sentAtShown, reading!.sentAt])).toEqual([
    ['November 20, 2026 10:00', '2026-11-20T02:00:00.000Z'], ['November 20, 2026 10:05', '2026-11-20T02:05:00.000Z'],
    ['Yesterday 09:00', '2026-11-21T01:00:00.000Z'], ['Yesterday 09:01', '2026-11-21T01:01:00.000Z'],
  ]);
});

test('a date in the row of the message below it holds from that message on, and words that are a date give none', () => {
  const under = (date: string, text: string, at: string) => `<div class="msg"><div><em>${date}</em></div><p class="text">${text}</p><i class="at">${at}</i></div>`;
  list().innerHTML = `${msg('one', { at: '10:00' })}${under('November 20, 2026', 'two', '10:05')}${msg('<em>November 1</em>', { at: '10:06' })}${under('Yesterday', 'three', '09:00')}${msg('four', { at: '09:01' })}`;
  expect(readings({ day: 'em' }).map((reading) => reading!.sentAt)).toEqual([undefined, '2026-11-20T02:05:00.000Z', '2026-11-20T02:06:00.000Z', '2026-11-21T01:00:00.000Z', '2026-11-21T01:01:00.000Z']);
});

test('a list drawn upside down is read from its end though its first row is empty', () => {
  list().innerHTML = `<div class="msg"></div>${msg('three', { at: '09:00' })}<div class="day">Yesterday</div>${msg('two', { at: '10:05' })}${msg('one', { at: '10:00' })}<div class="day">November 20, 2026</div>`;
  const drawn = [...list().children];
  const boxes = vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const top = (drawn.length - drawn.indexOf(this)) * 20;
    const height = this.textContent === '' ? 0 : 20;
    return { left: 0, right: 300, width: 300, top, bottom: top + height, height, x: 0, y: top, toJSON: () => ({}) };
  });
  expect(readings().filter((reading) => reading !== null).map((reading) => [reading.text, reading.sentAt])).toEqual([['one', '2026-11-20T02:00:00.000Z'], ['two', '2026-11-20T02:05:00.000Z'], ['three', '2026-11-21T01:00:00.000Z']]);
  boxes.mockRestore();
});

test('a whole date that stands unseen on the time says when', () => {
  list().innerHTML = msg('one', { at: '10:00' });
  list().querySelector('.at')!.setAttribute('title', '2026-11-19T02:00:00Z');
  expect(readings()[0]).toMatchObject({ sentAtShown: '10:00', sentAt: '2026-11-19T02:00:00.000Z' });
});

test('what stands where times stand and is none is not taken for one', () => {
  list().innerHTML = msg('one', { at: 'Sending…' });
  expect(readings()[0]).toMatchObject({ sentAtShown: '' });
});

test('quotes, cards and signs are not the sender’s words', () => {
  list().innerHTML = `<div class="msg"><div class="text"><blockquote>Pay me</blockquote>No.<a class="link-preview" href="https://a.example/">A page</a><span class="status">Read</span><button>Copy</button></div></div>`;
  expect(readings()[0]).toMatchObject({ text: 'No.', attachments: ['quoted: Pay me', 'link: A page'] });
});

test('a message that is nothing but a quote keeps it', () => {
  list().innerHTML = '<div class="msg"><div class="text"><blockquote>Pay me</blockquote></div></div>';
  expect(readings()[0]).toMatchObject({ text: 'Pay me' });
});

test('pictures: a face is none, an emoji is a word, a photo hangs on the message', () => {
  list().innerHTML = '<div class="msg"><img class="avatar" src="data:," alt="Mina"><div class="text">ok <img class="emoji" alt="🙂" src="data:,"></div></div><div class="msg"><img class="avatar" src="data:," alt="Mina"><img src="bill.png" alt="the bill"></div>';
  expect(readings().map((reading) => [reading!.text, reading!.kind, reading!.attachments])).toEqual([['ok 🙂', 'text', []], ['', 'image', ['image: the bill']]]);
});

test.each(['此消息已撤回', '对方撤回了一条消息', 'This message was deleted', 'You deleted this message'])('a message taken back: %s', (text) => {
  list().innerHTML = msg('one') + msg(text);
  expect(readings()[1]).toMatchObject({ kind: 'recall', text });
});

test('an edit is told', () => {
  list().innerHTML = '<div class="msg"><p class="text">one</p><span>(edited)</span></div>';
  expect(readings()[0]).toMatchObject({ text: 'one', edited: true });
});

test('rows of the program’s own are no messages', () => {
  list().innerHTML = msg('one') + msg('two') + msg('three') + msg('four') + '<div class="msg system"><p class="text">Mina joined</p></div>';
  expect(readings().map((reading) => reading?.text ?? null)).toEqual(['one', 'two', 'three', 'four', null]);
});

test('a row used again for another message is read as that one', () => {
  list().innerHTML = msg('one', { who: 'Mina' });
  const page = open()!;
  const row = page.rowOf(list().querySelector('.text')!.firstChild!)!;
  expect(page.read(row)).toMatchObject({ text: 'one', author: { name: 'Mina' } });
  row.innerHTML = '<b class="who">Tom</b><p class="text">other</p>';
  expect(page.read(row)).toMatchObject({ text: 'other', author: { name: 'Tom' } });
});

test('another title or address is another conversation', () => {
  list().innerHTML = msg('one');
  const page = open()!;
  const row = list().firstElementChild!;
  const first = page.read(row)!.conversation;
  document.querySelector('h2')!.textContent = 'typing…';
  history.replaceState(null, '', '#other');
  const other = page.read(row)!.conversation;
  expect(first.title).toBe('Flat 12');
  expect(other.id).not.toBe(first.id);
});

test('only the outermost of units inside each other is a row', () => {
  list().innerHTML = `<div class="msg"><p class="text">one</p><div class="msg"><p class="text">inner</p></div></div>`;
  const page = open()!;
  expect([...page.rowsIn(document)]).toHaveLength(1);
  expect(page.rowOf(list().querySelector('.msg .msg p')!)).toBe(list().firstElementChild);
});

test('messages in shadow trees are read', () => {
  list().innerHTML = '<x-msg></x-msg><x-msg></x-msg>';
  for (const [i, host] of [...list().children].entries()) host.attachShadow({ mode: 'open' }).innerHTML = `<b class="who">Mina</b><p class="text">message ${i}</p>`;
  expect(readings({ unit: 'x-msg' }).map((reading) => [reading!.author.name, reading!.text])).toEqual([['Mina', 'message 0'], ['Mina', 'message 1']]);
});

test('words the reader typed are theirs where nothing else tells', () => {
  list().innerHTML = msg('hello', { who: 'Mina' }) + msg('I typed this', { who: 'Rosa' });
  const heard: string[] = [];
  const page = open({ mine: null, author: { selector: '.who', attribute: null, scope: 'unit' } }, { onTyped: (_unit, name) => heard.push(name) })!;
  expect([...page.rowsIn(document)].map((row) => page.read(row)!.author.role)).toEqual(['unknown', 'me']);
  expect(heard).toEqual(['Rosa']);
  const later = open({ mine: null, author: { selector: '.who', attribute: null, scope: 'unit' } }, { ownNames: new Set(['Rosa']) })!;
  expect([...later.rowsIn(document)].map((row) => later.read(row)!.author.role)).toEqual(['them', 'me']);
});

test('a page of another build is not opened', () => {
  list().innerHTML = '<div class="msg"></div>'.repeat(12);
  expect(open()).toBeNull();
  list().remove();
  expect(open()).toBeNull();
});

test('a page that changes its build no longer stands', () => {
  list().innerHTML = Array.from({ length: 20 }, (_, i) => msg(`m${i}`)).join('');
  const page = open()!;
  expect(page.stands()).toBe(true);
  list().innerHTML = '<div class="msg"><p class="other">words</p></div>'.repeat(20);
  for (const row of page.rowsIn(document)) page.read(row);
  expect(page.stands()).toBe(false);
});

test('a list that goes no longer stands', () => {
  list().innerHTML = msg('one');
  const page = open()!;
  list().remove();
  expect(page.stands()).toBe(false);
});

test('rows are given whole while the page takes some out', () => {
  list().innerHTML = Array.from({ length: 30 }, (_, i) => msg(`m${i}`)).join('');
  const page = open()!;
  const seen: Element[] = [];
  for (const row of page.rowsIn(document)) {
    seen.push(row);
    if (seen.length === 10) row.remove();
  }
  expect(seen).toHaveLength(30);
  expect(new Set(seen).size).toBe(30);
});

test('a name in the words leaves neither brackets nor a colon behind', () => {
  list().innerHTML = '<div class="msg">&lt;<b class="who">Mina</b>&gt; hello: you</div><div class="msg"><b class="who">Tom</b>: [later]</div>';
  const page = open({ text: '', skip: '.who', author: { selector: '.who', attribute: null, scope: 'unit' } })!;
  const read = [...page.rowsIn(document)].map((row) => page.read(row)!);
  expect(read.map(({ author, text }) => [author.name, text])).toEqual([['Mina', 'hello: you'], ['Tom', '[later]']]);
  for (const { text, spot } of read) for (const { node, start, end, nodeStart } of spot.pieces) expect(node.data.slice(nodeStart, nodeStart + end - start)).toBe(text.slice(start, end));
});
