// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { Ordinals } from '../../src/sites/ordinals.ts';

const row = () => document.body.appendChild(document.createElement('div'));

test('two rows alike in everything stay two', () => {
  const ordinals = new Ordinals();
  const [a, b] = [row(), row()];
  expect(ordinals.key('x', a)).toBe('x');
  expect(ordinals.key('x', b)).toBe('x-1');
  expect(ordinals.key('x', a)).toBe('x');
  expect(ordinals.key('y', row())).toBe('y');
});

test('a re-rendered row takes the key of the one that left', () => {
  const ordinals = new Ordinals();
  const [a, b] = [row(), row()];
  ordinals.key('x', a);
  ordinals.key('x', b);
  a.remove();
  expect(ordinals.key('x', row())).toBe('x');
  expect(ordinals.key('x', row())).toBe('x-2');
});

test('rows with one row id are one message, however often the page shows it', () => {
  const ordinals = new Ordinals();
  expect(ordinals.key('x', row(), 'msg-1')).toBe('x');
  expect(ordinals.key('x', row(), 'msg-1')).toBe('x');
  expect(ordinals.key('x', row(), 'msg-2')).toBe('x-1');
});

test('ten thousand equal rows are told apart without each looking at all others', () => {
  const ordinals = new Ordinals();
  const rows = Array.from({ length: 10_000 }, row);
  expect(new Set(rows.map((one) => ordinals.key('x', one))).size).toBe(10_000);
  expect(ordinals.key('x', rows[7_000]!)).toBe('x-7000');
});
