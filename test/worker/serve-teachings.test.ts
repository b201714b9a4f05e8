import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readTeaching } from '../../src/store/teachings.ts';
import { serveTeachings } from '../../src/worker/serve-teachings.ts';

interface From { url?: string; tab?: { id: number }; frameId?: number }
type Handler = (message: { data: unknown; sender: From }) => unknown;
const wire = vi.hoisted(() => ({ handlers: new Map<string, (message: never) => unknown>(), told: [] as unknown[] }));
vi.mock('../../src/wire/protocol.ts', () => ({
  onMessage: (name: string, handler: (message: never) => unknown) => wire.handlers.set(name, handler),
  sendMessage: (...message: unknown[]) => {
    wire.told.push(message);
    return message.length > 2 && (message[2] as { frameId: number }).frameId === 4 ? Promise.reject(new Error('gone')) : Promise.resolve(false);
  },
}));
vi.mock('../../src/access/ask-frames.ts', () => ({ askFrames: async (tabId: number) => (tabId === 9 ? [0, 3, 4].map((frameId) => ({ frameId, health: {} })) : []) }));
vi.mock('../../src/access/hosts.ts', async (original) => ({ ...(await original<object>()), isGranted: async (pattern: string) => pattern === 'https://chat.example/*' }));

const SITE = 'https://chat.example';
const PAGE = { url: `${SITE}/room?id=1` };
let ours: { url: string };
const ask = async (name: string, data: unknown, sender: From = PAGE) => (wire.handlers.get(name) as unknown as Handler)({ data, sender });
const shape = { format: 1, list: ['.log'], unit: '.row', text: '.text', skip: '', author: null, time: null, day: null, mine: { by: 'selector', selector: '.me' }, idAttribute: null, title: null };
const file = (change: object = {}) => JSON.stringify({ witnessmark: 'teaching', format: 1, site: SITE, taughtAt: '2026-11-22T05:00:00.000Z', shape, ...change });

beforeEach(() => {
  fakeBrowser.reset();
  wire.handlers.clear();
  wire.told.length = 0;
  ours = { url: `${fakeBrowser.runtime.getURL('/')}options.html` };
  serveTeachings();
});

test('a reader teaches the site it stands on, whatever else it says', async () => {
  expect(await ask('keepTeaching', { shape, site: 'https://bank.example', taughtAt: '1999-01-01T00:00:00Z' })).toBe(true);
  const kept = (await readTeaching(SITE))!;
  expect(kept.shape).toEqual(shape);
  expect(Math.abs(Date.parse(kept.taughtAt) - Date.now())).toBeLessThan(10_000);
  expect(await readTeaching('https://bank.example')).toBeNull();
});

test.each<[string, string, unknown, { url?: string } | 'ours', RegExp]>([
  ['a site that is off', 'keepTeaching', { shape }, { url: 'https://off.example/' }, /permission_missing/],
  ['our own page, which stands on no site', 'keepTeaching', { shape }, 'ours', /bad_request/],
  ['no sender', 'keepTeaching', { shape }, {}, /permission_missing|bad_request/],
  ['a broken shape', 'keepTeaching', { shape: { ...shape, unit: '' } }, PAGE, /bad_request/],
  ['a costly shape', 'keepTeaching', { shape: { ...shape, unit: 'x > * * > * * > * * > *' } }, PAGE, /bad_request/],
  ['nothing', 'keepTeaching', null, PAGE, /bad_request/],
  ['a page that forgets', 'forgetTeaching', { site: SITE }, PAGE, /bad_request/],
  ['a page that gives back', 'giveBackTeaching', { site: SITE, taughtAt: '2026-11-22T05:00:00Z', shape }, PAGE, /bad_request/],
  ['a page that brings in a file', 'importTeaching', { text: file(), agreed: SITE }, PAGE, /bad_request/],
  ['a site that is none', 'forgetTeaching', { site: 'chat.example' }, 'ours', /bad_request/],
  ['what is no undo', 'giveBackTeaching', { site: SITE, taughtAt: 7, shape }, 'ours', /bad_request/],
  ['an undo with a broken shape', 'giveBackTeaching', { site: SITE, taughtAt: '2026-11-22T05:00:00Z', shape: {} }, 'ours', /bad_request/],
  ['a file that is no text', 'importTeaching', { text: { length: 3 }, agreed: SITE }, 'ours', /bad_request/],
])('%s is refused', async (_what, name, data, sender, refusal) => {
  await expect(ask(name, data, sender === 'ours' ? ours : sender)).rejects.toThrow(refusal);
  expect(await readTeaching(SITE)).toBeNull();
});

test('pointing in one frame ends it in the tab’s others, also where one of them is gone', async () => {
  expect(await ask('teachingHere', undefined, { ...PAGE, tab: { id: 9 }, frameId: 3 })).toBe(true);
  expect(wire.told).toEqual([['teach', { on: false }, { tabId: 9, frameId: 0 }], ['teach', { on: false }, { tabId: 9, frameId: 4 }]]);
  expect(await ask('teachingHere', undefined, PAGE)).toBe(false);
  await expect(ask('teachingHere', undefined, { url: 'https://off.example/', tab: { id: 9 }, frameId: 3 })).rejects.toThrow(/permission_missing/);
});

test('so does choosing a message that was missed', async () => {
  expect(await ask('pickingHere', { tabId: 8 }, { ...PAGE, tab: { id: 9 }, frameId: 3 })).toBe(true);
  expect(wire.told).toEqual([['pickMissed', { on: false }, { tabId: 9, frameId: 0 }], ['pickMissed', { on: false }, { tabId: 9, frameId: 4 }]]);
  await expect(ask('pickingHere', undefined, { url: 'https://off.example/', tab: { id: 9 }, frameId: 3 })).rejects.toThrow(/permission_missing/);
});

test('forgotten, and given back as it was', async () => {
  await ask('keepTeaching', { shape });
  const kept = await readTeaching(SITE);
  expect(await ask('forgetTeaching', { site: SITE }, ours)).toEqual(kept);
  expect([await readTeaching(SITE), await ask('forgetTeaching', { site: SITE }, ours)]).toEqual([null, null]);
  await ask('giveBackTeaching', kept, ours);
  expect(await readTeaching(SITE)).toEqual(kept);
});

test('a file asks for the site first, and is kept once that very site is agreed to', async () => {
  expect(await ask('importTeaching', { text: file(), agreed: null }, ours)).toEqual({ outcome: 'asks', site: SITE, replaces: null });
  expect(await ask('importTeaching', { text: file(), agreed: 'https://other.example' }, ours)).toMatchObject({ outcome: 'asks', site: SITE });
  expect(await readTeaching(SITE)).toBeNull();
  expect(await ask('importTeaching', { text: `\uFEFF${file()}\n`, agreed: SITE }, ours)).toEqual({ outcome: 'kept', site: SITE });
  expect(await readTeaching(SITE)).toEqual({ site: SITE, taughtAt: '2026-11-22T05:00:00.000Z', shape });
  expect(await ask('importTeaching', { text: file(), agreed: null }, ours)).toEqual({ outcome: 'same', site: SITE });
});

test('a site that was taught already says when', async () => {
  await ask('keepTeaching', { shape });
  const { taughtAt } = (await readTeaching(SITE))!;
  const other = file({ shape: { ...shape, unit: '.other' } });
  expect(await ask('importTeaching', { text: other, agreed: null }, ours)).toEqual({ outcome: 'asks', site: SITE, replaces: taughtAt });
  expect((await readTeaching(SITE))!.shape).toEqual(shape);
});

test('no room for one more site is said plainly', async () => {
  await fakeBrowser.storage.local.set({ teachings: { format: 1, sites: Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`https://s${n}.example`, { taughtAt: '2026-11-22T05:00:00Z', shape }])) } });
  expect(await ask('importTeaching', { text: file(), agreed: SITE }, ours)).toEqual({ outcome: 'refused', why: 'full' });
});

test.each<[string, string, string]>([
  ['size', 'too long', `${file()}${' '.repeat(65_536)}`],
  ['file', 'not JSON', 'hello'],
  ['file', 'cut off', file().slice(0, -9)],
  ['kind', 'another of our files', JSON.stringify({ format: 'witnessmark-lessons', version: 1, lessons: [] })],
  ['kind', 'a list', '[]'],
  ['kind', 'null', 'null'],
  ['newer', 'a later format', file({ format: 2 })],
  ['file', 'no date', file({ taughtAt: 'yesterday' })],
  ['file', 'a member more', file({ script: 'x' })],
  ['site', 'a path', file({ site: `${SITE}/room` })],
  ['site', 'a script', file({ site: 'javascript:alert(1)' })],
  ['site', 'an object', file({ site: {} })],
  ['shape', 'none', file({ shape: null })],
  ['shape', 'a selector that hangs', file({ shape: { ...shape, unit: ':has(* * * *) *' } })],
  ['shape', 'a member more', file({ shape: { ...shape, onload: 'x' } })],
  ['shape', 'the prototype', file().replace('"format":1,"list"', '"__proto__":{"x":1},"format":1,"list"')],
])('a file is refused (%s): %s', async (why, _what, text) => {
  expect(await ask('importTeaching', { text, agreed: SITE }, ours)).toEqual({ outcome: 'refused', why });
  expect(await readTeaching(SITE)).toBeNull();
});
