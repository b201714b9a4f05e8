import { beforeEach, expect, test, vi } from 'vitest';
import type { FlagInput } from '../../src/core/flag.ts';
import { lessonFeatures } from '../../src/classify/personal.ts';
import { flagId } from '../../src/evidence/flag-id.ts';
import { getFlag, keepFlags, setConfirmed, setDismissed } from '../../src/store/flags.ts';
import { addLesson, lessonCount, listLessons } from '../../src/store/lessons.ts';
import type { Store } from '../../src/store/schema.ts';
import { normalise } from '../../src/text/normalise.ts';
import { serveLessons } from '../../src/worker/serve-lessons.ts';
import { freshStore, sampleFlag } from '../store/samples.ts';

type Handler = (message: { data: unknown; sender: { url?: string } }) => unknown;
const wire = vi.hoisted(() => ({ handlers: new Map<string, (message: never) => unknown>(), told: [] as [string, unknown, number][], hangs: false }));
let granted: Set<string>;

vi.mock('../../src/wire/protocol.ts', () => ({
  onMessage: (name: string, handler: (message: never) => unknown) => wire.handlers.set(name, handler),
  sendMessage: (name: string, data: unknown, to: number | { tabId: number }) => {
    wire.told.push([name, data, typeof to === 'number' ? to : to.tabId]);
    return wire.hangs ? new Promise(() => undefined) : Promise.resolve();
  },
}));
vi.mock('../../src/access/hosts.ts', async (original) => ({
  ...(await original<object>()),
  isGranted: async (pattern: string) => granted.has(pattern),
  grantedSites: async () => [...granted],
}));
vi.mock('wxt/browser', () => ({
  browser: {
    runtime: { getURL: (path: string) => `chrome-extension://us${path}` },
    tabs: { query: async () => [{ id: 1 }, { id: 2 }] },
    // What each tab’s one frame says of itself.
    scripting: { executeScript: async ({ target: { tabId } }: { target: { tabId: number } }) => [{ frameId: 0, result: `https://${tabId === 1 ? 'chat' : 'other'}.example` }] },
  },
}));

const PAGE = { url: 'https://chat.example/room' };
const OTHER = { url: 'https://other.example/room' };
const OURS = { url: 'chrome-extension://us/options.html' };
let store: Store;
const ask = async (name: string, data: unknown, sender: { url?: string } = PAGE) => (wire.handlers.get(name) as unknown as Handler)({ data, sender });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function input(text = '明天上你家门口堵你'): FlagInput {
  const { id: _id, ...flag } = sampleFlag({ text });
  return flag;
}
function missed(text?: string): FlagInput {
  const flag = input(text);
  return { ...flag, markedBy: 'reader', verdict: { flagged: true, labels: [{ id: 'insult', score: 1 }], spans: [], pressing: 0, modelVersion: 'reader' } };
}
async function kept(text?: string): Promise<string> {
  const flag = input(text);
  const id = flagId(flag.message);
  await keepFlags(store, [{ ...flag, id }]);
  return id;
}

beforeEach(() => {
  store = freshStore();
  wire.handlers.clear();
  wire.told.length = 0;
  wire.hangs = false;
  granted = new Set(['https://chat.example/*', 'https://other.example/*']);
  serveLessons(store);
});

test('readers learn features and no words, the newest that count, oldest first', async () => {
  for (let n = 0; n < 310; n++) await addLesson(store, { id: `l${n}`, says: n % 2 ? 'harassment' : 'not_harassment', text: `第${n}条 還錢`, at: new Date(n * 1000).toISOString() });
  const lessons = (await ask('lessons', undefined, OTHER)) as { says: string; features: number[] }[];
  expect(lessons.length).toBe(300);
  expect(lessons[0]).toEqual({ says: 'not_harassment', features: lessonFeatures(normalise('第10条 還錢').text) });
  expect(lessons.at(-1)!.says).toBe('harassment');
  expect(JSON.stringify(lessons)).not.toMatch(/条|還|还/);
});

test('a message without words teaches nothing', async () => {
  await addLesson(store, { id: 'l', says: 'harassment', text: ' \n', at: '2026-03-02T13:14:00.000Z' });
  expect(await ask('lessons', undefined)).toEqual([]);
});

test('a confirmation is kept, told to the site first, then to every granted site', async () => {
  const id = await kept();
  expect(await ask('confirmFlag', { flagId: id, confirmed: true })).toMatchObject({ id, confirmed: true });
  await settled();
  expect(wire.told).toEqual([
    ['flagChanged', { id, key: 'key f1', state: 'open', confirmed: true }, 1],
    ['lessonsChanged', undefined, 1], ['lessonsChanged', undefined, 2],
  ]);
  await ask('confirmFlag', { flagId: id, confirmed: false });
  expect(await lessonCount(store)).toBe(0);
});

test('a missed message is kept as the reader’s, teaches, and can be sent again', async () => {
  const flag = missed('你爸妈那边我会去说');
  const id = flagId(flag.message);
  for (let i = 0; i < 2; i++) expect(await ask('missed', flag)).toEqual({ id, key: 'key f1', state: 'open', confirmed: true });
  expect(await getFlag(store, id)).toMatchObject({ markedBy: 'reader', verdict: { modelVersion: 'reader', labels: [{ id: 'insult', score: 1 }] } });
  expect((await listLessons(store, { limit: 9 })).lessons).toMatchObject([{ id, flagId: id, says: 'harassment', text: '你爸妈那边我会去说' }]);
});

test('missed, though it had been found and dismissed: as it was kept, no longer dismissed', async () => {
  const id = await kept();
  await setDismissed(store, id, true);
  await ask('missed', missed());
  expect(await getFlag(store, id)).toMatchObject({ state: 'open', verdict: { modelVersion: 'm1' } });
  expect(await getFlag(store, id)).not.toHaveProperty('markedBy');
});

test('taken back and given back by our own page; the card on the page follows', async () => {
  const id = await kept();
  await setConfirmed(store, id, true);
  const { lessons: [lesson] } = await listLessons(store, { limit: 1 });
  await ask('takeBackLesson', { id }, OURS);
  expect(await lessonCount(store)).toBe(0);
  await settled();
  expect(wire.told[0]).toEqual(['flagChanged', { id, key: 'key f1', state: 'open' }, 1]);
  await ask('giveBackLesson', lesson, OURS);
  expect((await listLessons(store, { limit: 9 })).lessons).toEqual([lesson]);
  // One that is not there is no fault.
  await ask('takeBackLesson', { id: '0'.repeat(64) }, OURS);
});

test('all forgotten: no message that was kept is touched', async () => {
  const first = await kept();
  await setConfirmed(store, first, true);
  await ask('forgetLessons', undefined, OURS);
  await settled();
  expect(await lessonCount(store)).toBe(0);
  expect(await getFlag(store, first)).toMatchObject({ state: 'open' });
  expect(wire.told.map(([name]) => name)).toEqual(['flagChanged', 'lessonsChanged', 'lessonsChanged']);
});

test.each<[string, string, () => unknown, { url?: string }, RegExp]>([
  ['a page that takes a lesson back', 'takeBackLesson', () => ({ id: 'a'.repeat(64) }), PAGE, /bad_request/],
  ['a page that gives one', 'giveBackLesson', () => ({}), PAGE, /bad_request/],
  ['a page that forgets all', 'forgetLessons', () => undefined, PAGE, /bad_request/],
  ['a missed message of another site', 'missed', () => missed(), OTHER, /bad_request/],
  ['a missed message that a model found', 'missed', () => input(), PAGE, /bad_request/],
  ['a confirmation that says nothing', 'confirmFlag', () => ({ flagId: 'a'.repeat(64) }), PAGE, /bad_request/],
  ['a confirmation of what is not there', 'confirmFlag', () => ({ flagId: 'a'.repeat(64), confirmed: true }), PAGE, /not_found/],
  ['a site that is no longer granted', 'lessons', () => undefined, { url: 'https://gone.example/' }, /permission_missing/],
])('%s is refused', async (_what, name, data, sender, refusal) => {
  await addLesson(store, { id: 'a'.repeat(64), says: 'harassment', text: 'x', at: '2026-03-02T13:14:00.000Z' });
  await expect(ask(name, data(), sender)).rejects.toThrow(refusal);
  expect(await lessonCount(store)).toBe(1);
  expect(await store.flags.count()).toBe(0);
});

test('a reader confirms only what its own site sent', async () => {
  const id = await kept();
  await expect(ask('confirmFlag', { flagId: id, confirmed: true }, OTHER)).rejects.toThrow(/bad_request/);
});

test('a page that hangs holds up neither one word taken back nor all', async () => {
  const flags = ['k1', 'k2', 'k3', 'k4'].map((key) => sampleFlag({ key }));
  const ids = flags.map(({ message }) => flagId(message));
  await keepFlags(store, flags.map((flag, n) => ({ ...flag, id: ids[n]! })));
  for (const id of ids) await setConfirmed(store, id, true);
  wire.hangs = true;
  const start = performance.now();
  await ask('takeBackLesson', { id: ids[0] }, OURS);
  await ask('forgetLessons', undefined, OURS);
  expect(performance.now() - start).toBeLessThan(3_000);
  expect(await lessonCount(store)).toBe(0);
  expect(wire.told.filter(([name]) => name === 'flagChanged')).toHaveLength(4);
});
