import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetTeaching, isSite, keepTeaching, listTeachings, MOST_TEACHINGS, readTeaching, watchTeachings, type Teaching } from '../../src/store/teachings.ts';

const CHAT = 'https://chat.example';
const of = (site: string, list = '.log'): Teaching => ({ site, taughtAt: '2026-11-22T05:00:00.000Z', shape: { format: 1, list: [list] } });
const put = (value: unknown) => fakeBrowser.storage.local.set({ teachings: value });
const stored = async () => (await fakeBrowser.storage.local.get('teachings'))['teachings'] as { sites: Record<string, unknown> } | undefined;

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => { vi.restoreAllMocks(); });

it('is empty at first, and nothing is written by reading', async () => {
  expect([await readTeaching(CHAT), await listTeachings(), await stored()]).toEqual([null, [], undefined]);
  expect(console.warn).not.toHaveBeenCalled();
});

it('keeps one for each origin: another port or scheme is another site', async () => {
  for (const site of [CHAT, `${CHAT}:8443`, 'http://chat.example']) expect(await keepTeaching(of(site, site))).toBeNull();
  expect(await readTeaching(`${CHAT}:8443`)).toEqual(of(`${CHAT}:8443`, `${CHAT}:8443`));
  expect((await listTeachings()).map(({ site }) => site)).toEqual(['http://chat.example', CHAT, `${CHAT}:8443`]);
  expect(await readTeaching('https://other.example')).toBeNull();
});

it('answers what it replaced or forgot', async () => {
  await keepTeaching(of(CHAT, '.old'));
  expect(await keepTeaching(of(CHAT, '.new'))).toEqual(of(CHAT, '.old'));
  expect(await forgetTeaching(CHAT)).toEqual(of(CHAT, '.new'));
  expect([await forgetTeaching(CHAT), await listTeachings()]).toEqual([null, []]);
});

it('loses none of two changes made at once', async () => {
  await Promise.all([keepTeaching(of(CHAT)), keepTeaching(of('https://b.example')), forgetTeaching('https://c.example')]);
  expect((await listTeachings()).length).toBe(2);
});

it.each<[string, unknown]>([
  ['no time', { shape: {} }], ['a day that is none', { taughtAt: '2026-02-30T00:00:00Z', shape: {} }], ['no shape', { taughtAt: of(CHAT).taughtAt }], ['a shape that is a word', { ...of(CHAT), shape: 'x' }], ['a number', 7],
])('leaves alone what is broken, and what a newer version wrote: %s', async (_what, broken) => {
  await put({ format: 1, sites: { [CHAT]: broken, 'https://b.example': { taughtAt: of(CHAT).taughtAt, shape: {}, newer: 1 } }, newer: [1] });
  expect((await listTeachings()).map(({ site }) => site)).toEqual(['https://b.example']);
  await keepTeaching(of('https://d.example'));
  expect(await stored()).toMatchObject({ newer: [1], sites: { [CHAT]: broken, 'https://d.example': {} } });
});

it.each([['a word', 'x'], ['a list', []], ['another format', { format: 2, sites: { [CHAT]: of(CHAT) } }]])('reads nothing from %s', async (_what, value) => {
  await put(value);
  expect(await listTeachings()).toEqual([]);
  expect(console.warn).toHaveBeenCalled();
});

it.each([
  'chat.example', 'https://chat.example/', 'https://chat.example/a', 'https://CHAT.example', 'https://chat.example:443', 'ftp://chat.example', 'javascript:alert(1)', 'https://user@chat.example', 'file://', 'null', '__proto__', `https://${'a'.repeat(300)}.example`, 7, null,
])('no site: %s', async (site) => {
  expect(isSite(site)).toBe(false);
  await expect(keepTeaching({ ...of(CHAT), site: site as string })).rejects.toMatchObject({ code: 'bad_request' });
  expect(await stored()).toBeUndefined();
});

it('keeps so many and no more; one that is there can still be taught again', async () => {
  await put({ format: 1, sites: Object.fromEntries(Array.from({ length: MOST_TEACHINGS }, (_, n) => [`https://s${n}.example`, { taughtAt: of(CHAT).taughtAt, shape: {} }])) });
  await expect(keepTeaching(of(CHAT))).rejects.toMatchObject({ code: 'storage_full' });
  await keepTeaching(of('https://s7.example'));
  expect((await listTeachings()).length).toBe(MOST_TEACHINGS);
});

it('calls back for the site that was asked about, until stopped', async () => {
  const [mine, any] = [vi.fn(), vi.fn()];
  const stops = [watchTeachings(mine, CHAT), watchTeachings(any)];
  await keepTeaching(of('https://b.example'));
  expect([mine.mock.calls.length, any.mock.calls.length]).toEqual([0, 1]);
  await keepTeaching(of(CHAT));
  await keepTeaching(of(CHAT));
  expect([mine.mock.calls.length, any.mock.calls.length]).toEqual([1, 2]);
  for (const stop of stops) stop();
  await forgetTeaching(CHAT);
  expect(mine.mock.calls.length).toBe(1);
});
