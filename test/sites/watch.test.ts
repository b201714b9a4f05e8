// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { practice } from '../../src/sites/practice.ts';
import type { Reading } from '../../src/sites/site.ts';
import { watch } from '../../src/sites/watch.ts';

const LIST = '<ol data-practice-chat aria-label="Practice"></ol>';
const rowHtml = (text: string) => `<p data-practice-text>${text}</p><time datetime="2026-11-22T04:20:45.000Z">12:20</time>`;

function addRow(text: string): HTMLElement {
  const row = document.createElement('li');
  row.setAttribute('data-practice-row', 'them');
  row.innerHTML = rowHtml(text);
  document.querySelector('ol')!.append(row);
  return row;
}

const settled = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms));
/** A list that changed as a whole was given its time. */
const WHOLE = 400;
let controller: AbortController;
let readings: Reading[];
const texts = () => readings.map(({ message }) => message.text);

function start() {
  return watch({ document, sites: [practice], signal: controller.signal, onReading: (one) => readings.push(one) });
}

beforeEach(() => {
  document.body.innerHTML = LIST;
  controller = new AbortController();
  readings = [];
});

afterEach(() => controller.abort());

test('what stands is read now, what comes is read then, once each', async () => {
  addRow('one');
  start();
  await settled();
  expect(texts()).toEqual(['one']);
  addRow('two');
  addRow('three');
  await settled();
  expect(texts()).toEqual(['one', 'two', 'three']);
});

test('a changed row is another message with another key', async () => {
  const row = addRow('one');
  start();
  row.querySelector('p')!.firstChild!.nodeValue = 'other';
  await settled(WHOLE);
  expect(texts()).toEqual(['one', 'other']);
  expect(readings[0]!.message.key).not.toBe(readings[1]!.message.key);
});

test('a list torn down and built anew gives the same keys', async () => {
  addRow('one');
  addRow('one');
  start();
  const list = document.querySelector('ol')!;
  const html = list.innerHTML;
  list.innerHTML = '';
  await settled();
  list.innerHTML = html;
  await vi.waitFor(() => expect(readings.length).toBeGreaterThanOrEqual(4), { timeout: 3_000 });
  await settled(WHOLE);
  const keys = readings.map(({ message }) => message.key);
  expect(keys.slice(0, 2)).toEqual(keys.slice(2, 4));
  expect(new Set(keys).size).toBe(2);
});

test('a chat that appears later is found', async () => {
  document.body.innerHTML = '';
  const reading = start();
  expect(reading.state().site).toBeNull();
  document.body.innerHTML = LIST;
  addRow('late');
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(texts()).toEqual(['late']);
  expect(reading.state().site?.id).toBe('practice');
});

test('an adapter that fits and reads nothing makes way for one that reads', async () => {
  const stub = { id: 'stub', name: 'Stub', version: '1', trust: 'run' as const, open: () => ({ rowOf: () => null, rowsIn: () => [], read: () => null, stands: () => true }) };
  addRow('one');
  const reading = watch({ document, sites: [stub, practice], signal: controller.signal, onReading: (one) => readings.push(one) });
  expect(reading.state()).toMatchObject({ site: { id: 'practice' }, fellBackFrom: null });
  expect(texts()).toEqual(['one']);
});

test('an adapter that throws is passed over', () => {
  const broken = { id: 'broken', name: 'Broken', version: '1', trust: 'run' as const, open: (): never => { throw new Error('x'); } };
  addRow('one');
  watch({ document, sites: [broken, practice], signal: controller.signal, onReading: (one) => readings.push(one) });
  expect(texts()).toEqual(['one']);
});

test('after abort nothing is read', async () => {
  start();
  controller.abort();
  addRow('too late');
  await settled();
  expect(texts()).toEqual([]);
});

test('500 rows are read in slices, none missed, none twice', async () => {
  document.querySelector('ol')!.innerHTML = Array.from({ length: 500 }, (_, i) => `<li data-practice-row="them">${rowHtml(`m${i}`)}</li>`).join('');
  watch({ document, sites: [practice], signal: controller.signal, onReading: (one) => readings.push(one) });
  while (readings.length < 500) await settled();
  expect(new Set(readings.map(({ message }) => message.key)).size).toBe(500);
}, 20_000);
