// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { PageCapture } from '../../src/core/capture.ts';
import { CaptureDesk } from '../../src/reader/capture-desk.ts';
import type { MarkState } from '../../src/reader/deps.ts';
import type { Reading } from '../../src/sites/site.ts';
import type { EntryReceipt } from '../../src/wire/protocol.ts';
import { reading } from './session-rig.ts';

const receipt = (flagId: string): EntryReceipt => ({ flagId, seq: 1, hash: 'h', captureMethod: 'screen' });
let all: Reading[];
let states: Map<string, MarkState>;
let sent: { flagId: string; capture?: PageCapture }[];
let fail: ((n: number) => Error | null);
let archived: string[];
let asked: [string, () => void][];
let stop: AbortController;
let desk: CaptureDesk;
let chosen: string | null;
let breaks: boolean;

beforeEach(() => {
  document.body.innerHTML = '<main></main>';
  all = [...'abcde'].map((key) => {
    const row = document.createElement('p');
    row.textContent = `words of ${key}`;
    document.querySelector('main')!.append(row);
    const box = { left: 0, right: 100, width: 100, top: 10, bottom: 20, height: 10 } as DOMRect;
    row.getBoundingClientRect = () => box;
    return { ...reading(key, `words of ${key}`, 'them', row), spot: { body: row, pieces: [] } };
  });
  Element.prototype.getBoundingClientRect = () => ({ left: 0, right: 100, width: 100, top: 10, bottom: 20, height: 10 }) as DOMRect;
  for (const [name, value] of Object.entries({ clientWidth: 800, clientHeight: 600 })) Object.defineProperty(document.documentElement, name, { value, configurable: true });
  states = new Map([['b', { kept: 'kept', flag: 'open', word: null }]]);
  sent = [];
  archived = [];
  asked = [];
  fail = () => null;
  chosen = null;
  breaks = false;
  stop = new AbortController();
  const of = (key: string) => all.find(({ message }) => message.key === key)!;
  desk = new CaptureDesk({
    document,
    language: 'en',
    marks: {
      placeOf: (key) => (states.has(key) ? { spot: of(key).spot, state: states.get(key)! } : null),
      marked: () => [...states.keys()].filter((key) => states.get(key)!.flag !== 'dismissed'),
      chosen: () => chosen,
    },
    readNear: (node, most) => {
      if (breaks) throw new Error('the page broke it');
      const at = all.findIndex(({ row }) => row.contains(node));
      if (at >= 0) for (const one of all.slice(Math.max(0, at - most), at + most + 1)) desk.hear(one);
    },
    shoot: async () => ({ taken: false, why: 'needs_a_gesture' }),
    send: async (request) => {
      sent.push(request);
      const error = fail(sent.length);
      if (error) throw error;
      return receipt(request.flagId);
    },
    archive: async (key, trigger) => {
      const given = await desk.archiveFlag(`id-${key}`, key, trigger).catch(() => undefined);
      if (given) {
        archived.push(key);
        states.set(key, { ...states.get(key)!, flag: 'archived' });
      }
      return given;
    },
    ask: (one, onKept) => {
      asked.push([one.message.key, onKept]);
      return true;
    },
    signal: stop.signal,
  });
});

test('the words, those around them and why there is no picture go to the worker', async () => {
  await desk.archiveFlag('id-b', 'b', 'card');
  const { capture } = sent[0]!;
  expect(capture!.rows.map(({ place, message }) => [place, message.key])).toEqual([['before', 'a'], ['message', 'b'], ['after', 'c'], ['after', 'd'], ['after', 'e']]);
  expect(JSON.stringify(capture!.rows[1]!.nodes)).toContain('words of b');
  expect(capture!.picture).toEqual({ none: 'needs_a_gesture' });
  expect(capture!.ownAccount).toBeNull();
});

test('a page that breaks the gathering, has the message no more, or gives what is refused: the words are archived all the same', async () => {
  breaks = true;
  await desk.archiveFlag('id-b', 'b', 'card');
  breaks = false;
  states.clear();
  await desk.archiveFlag('id-b', 'b', 'card');
  expect(sent).toEqual([{ flagId: 'id-b', trigger: 'card' }, { flagId: 'id-b', trigger: 'card' }]);
  states.set('b', { kept: 'kept', flag: 'open', word: null });
  fail = (n) => (n === 3 ? new Error('bad_request: capture') : null);
  expect(await desk.archiveFlag('id-b', 'b', 'card')).toEqual(receipt('id-b'));
  expect(sent.slice(2).map(({ capture }) => capture !== undefined)).toEqual([true, false]);
  fail = () => new Error('storage_full: no room');
  await expect(desk.archiveFlag('id-b', 'b', 'card')).rejects.toThrow('storage_full');
  // And the next one is not held up by it.
  fail = () => null;
  expect(await desk.archiveFlag('id-b', 'b', 'card')).toEqual(receipt('id-b'));
});

test('the toolbar archives what is in view, once; asking changes nothing', async () => {
  states.set('d', { kept: 'kept', flag: 'open', word: null });
  states.set('e', { kept: 'kept', flag: 'dismissed', word: null });
  expect(await desk.here('toolbar', true)).toEqual({ outcome: 'archived', count: 2, screen: false });
  expect(archived).toEqual([]);
  expect(await desk.here('toolbar', false)).toEqual({ outcome: 'archived', count: 2, screen: true });
  expect(archived).toEqual(['b', 'd']);
  expect(await desk.here('toolbar', false)).toEqual({ outcome: 'archived_before', count: 2, screen: false });
  states.clear();
  expect(await desk.here('toolbar', false)).toEqual({ outcome: 'nothing_here', count: 0, screen: false });
});

test('one that cannot be archived says so; one on its way to being kept is waited for', async () => {
  fail = () => new Error('storage_full');
  expect((await desk.here('toolbar', false)).outcome).toBe('failed');
  fail = () => null;
  states.set('b', { kept: 'saving', flag: 'open', word: null });
  setTimeout(() => states.set('b', { kept: 'kept', flag: 'open', word: null }), 60);
  expect(await desk.here('toolbar', false)).toMatchObject({ outcome: 'archived', count: 1 });
});

function contextMenu(at: Element, isTrusted: boolean): void {
  at.dispatchEvent(Object.defineProperty(new MouseEvent('contextmenu', { bubbles: true }), 'isTrusted', { value: isTrusted }));
}

test('the menu: the message it was opened on, marked or not; what the page makes up is none', async () => {
  expect((await desk.here('menu', true)).outcome).toBe('nothing_here');
  contextMenu(all[1]!.row, false);
  expect((await desk.here('menu', true)).outcome).toBe('nothing_here');
  contextMenu(all[1]!.row, true);
  expect(await desk.here('menu', false)).toMatchObject({ outcome: 'archived', count: 1 });
  expect(archived).toEqual(['b']);

  contextMenu(all[2]!.row, true);
  expect((await desk.here('menu', true)).outcome).toBe('unmarked');
  expect(asked).toEqual([]);
  expect((await desk.here('menu', false)).outcome).toBe('unmarked');
  expect(asked.map(([key]) => key)).toEqual(['c']);
  states.set('c', { kept: 'kept', flag: 'open', word: null, confirmed: true });
  asked[0]![1]();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(archived).toEqual(['b', 'c']);

  all[3] = { ...all[3]!, message: { ...all[3]!.message, author: { name: 'alice', role: 'me' } } };
  contextMenu(all[3]!.row, true);
  expect((await desk.here('menu', true)).outcome).toBe('nothing_here');
  contextMenu(document.body, true);
  expect((await desk.here('menu', true)).outcome).toBe('nothing_here');
});

test('the shortcut: the open card first, else what is in view', async () => {
  states.set('d', { kept: 'kept', flag: 'open', word: null });
  chosen = 'd';
  await desk.here('shortcut', false);
  expect(archived).toEqual(['d']);
  chosen = null;
  expect(await desk.here('shortcut', false)).toMatchObject({ outcome: 'archived', count: 1 });
  expect(archived).toEqual(['d', 'b']);
});

test('the shortcut: a sign that has the focus still means nothing once its message is archived or has scrolled away', async () => {
  states.set('d', { kept: 'kept', flag: 'archived', word: null });
  chosen = 'd';
  Document.prototype.elementFromPoint = () => all[1]!.row;
  expect(await desk.here('shortcut', false)).toMatchObject({ outcome: 'archived_before', count: 1 });
  document.body.dispatchEvent(Object.defineProperty(new MouseEvent('pointermove', { bubbles: true, clientX: 40, clientY: 15 }), 'isTrusted', { value: true }));
  await desk.here('shortcut', false);
  expect(archived).toEqual(['b']);

  states.set('a', { kept: 'kept', flag: 'open', word: null });
  states.set('d', { kept: 'kept', flag: 'open', word: null });
  Element.prototype.getBoundingClientRect = function (this: Element) {
    const top = this === all[3]!.row ? 900 : 10;
    return { left: 0, right: 100, width: 100, top, bottom: top + 10, height: 10 } as DOMRect;
  };
  Document.prototype.elementFromPoint = () => all[0]!.row;
  await desk.here('shortcut', false);
  expect(archived).toEqual(['b', 'a']);
});

test('an ended reader archives nothing by itself and leaves no line on the page', async () => {
  await desk.here('toolbar', false);
  stop.abort();
  expect(document.documentElement.querySelectorAll('span').length).toBe(0);
});
