// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { checkShape, type ChatShape } from '../../src/sites/chat-shape.ts';

const SHAPE: ChatShape = {
  format: 1, list: ['#chat'], unit: ':scope > div', text: '.text', skip: '', author: { selector: '.who', attribute: null, scope: 'group' }, time: { selector: '', attribute: 'data-at', scope: 'unit' },
  day: '.day', mine: { by: 'name', names: ['Rosa'] }, idAttribute: null, title: null,
};

test('a whole shape is let through as it is', () => {
  expect(checkShape(JSON.parse(JSON.stringify(SHAPE)))).toEqual(SHAPE);
});

test.each<[string, object]>([
  ['another format', { format: 2 }],
  ['no list', { list: [] }],
  ['an empty unit', { unit: '' }],
  ['what is no selector', { unit: 'div[' }],
  ['a selector without end', { text: `.${'a'.repeat(400)}` }],
  ['an attribute that is none', { idAttribute: 'a b' }],
  ['a rule nobody knows', { mine: { by: 'colour', colour: 'blue' } }],
  ['names without end', { mine: { by: 'name', names: Array.from({ length: 100 }, () => 'x') } }],
  ['more than a shape has', { run: 'alert(1)' }],
  ['a field without its scope', { author: { selector: '.who', attribute: null } }],
])('is refused: %s', (_name, change) => {
  expect(() => checkShape({ ...SHAPE, ...change })).toThrow();
});

test.each([null, 'x', 7, []])('is refused: %j', (json) => {
  expect(() => checkShape(json)).toThrow();
});
