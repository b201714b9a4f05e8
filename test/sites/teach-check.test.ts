// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { ChatShape } from '../../src/sites/chat-shape.ts';
import { checkTaught, isPlainSelector } from '../../src/sites/teach-check.ts';

const SHAPE: ChatShape = {
  format: 1, list: ['main > .log', '#inner'], unit: 'li.msg:not(.system)', text: '.body', skip: 'time, .menu', author: { selector: '.name', attribute: null, scope: 'group' },
  time: { selector: 'time', attribute: 'datetime', scope: 'unit' }, day: '.day', mine: { by: 'selector', selector: '.me' }, idAttribute: 'data-id', title: 'h1',
};

test.each([
  '*', 'div', 'li.msg', '#log', '.a.b', ':scope > li', ':scope > div > div.row', '[data-id]', '[data-testid="msg-container"]', "[class*='own' i]", '[role=log]', 'my-message',
  '.a, .b , .c', 'div:not(.x):not(.y)', ':is(li.msg, div.row):not(:has(> .divider))', 'li:has(.bubble)', '.信息', '.sm\\:flex', '.\\31 23', '[data-x="a\\"b"]', '.a .b > .c + .d', ':not(:is(.a, .b .c))', 'p:first-child', ':scope > div:nth-child(2) > a > b > c > d > e > p:nth-last-child(1)', '._x-1', '.-a',
])('plain: %s', (selector) => expect(isPlainSelector(selector)).toBe(true));

test.each([
  '', ' ', ',', '.', '#', '.a,', '.a >', '> .a', 'a:has(', 'a:has()', 'a)', '.1', '[x', '[x="]', '[x=1]', 'a{}', 'a/**/b', '@import', 'a||b', '::part(x)', 'a::before', ':hover', ':host', ':nth-child(2n+1)', ':nth-child(99999)', ':nth-last-child(2n of .x)', ':unknown', '&', '*|a',
  ':has(:has(a))', ':has(:is(b, :has(a)))', '* * * * *', 'x > * * > * * > * * > *', ':is(* * *) * :is(* * *)', ':has(* * * *)', ':not(:not(:not(:not(:not(a)))))', '.a\n{}', 'a;b', '"x"',
])('not plain: %s', (selector) => expect(isPlainSelector(selector)).toBe(false));

test('what is plain is taken by the browser', () => {
  for (const selector of ['.a .b > .c + .d', ":is(li.msg, div.row):not(:has(> .divider))", '.sm\\:flex', '[data-x="a b"]']) expect(() => document.createDocumentFragment().querySelector(selector), selector).not.toThrow();
});

test('any junk is read in no time', () => {
  for (const junk of ['('.repeat(300), ':not('.repeat(75), '\\'.repeat(300), '.a '.repeat(100), '[a='.repeat(100), ':has(a'.repeat(50), `[x="${'\\"'.repeat(148)}`]) {
    const start = performance.now();
    expect(isPlainSelector(junk)).toBe(false);
    expect(performance.now() - start).toBeLessThan(20);
  }
});

test('a whole shape passes as it is', () => expect(checkTaught(structuredClone(SHAPE))).toEqual(SHAPE));

test.each<[string, object]>([
  ['a costly unit', { unit: 'x > * * > * * > * * > *' }], ['a list that is none', { list: ['::before'] }], ['an empty list', { list: [] }], ['a costly text', { text: ':has(:has(a))' }], ['skip', { skip: 'a{}' }],
  ['author', { author: { selector: ':nth-child(3 of *)', attribute: null, scope: 'unit' } }], ['time', { time: { selector: '@x', attribute: null, scope: 'unit' } }], ['day', { day: '>' }], ['mine', { mine: { by: 'selector', selector: ':hover' } }],
  ['title', { title: 'a;b' }], ['one member more', { run: 'x' }], ['another format', { format: 2 }], ['a long selector', { unit: `.${'a'.repeat(400)}` }], ['an attribute that runs', { idAttribute: 'on click' }],
])('refused: %s', (_what, change) => expect(checkTaught({ ...SHAPE, ...change })).toBeNull());

test.each([[null], [undefined], ['x'], [[]], [{}]])('no shape at all: %j', (json) => expect(checkTaught(json)).toBeNull());
