import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureCode } from '../../src/core/failure.ts';
import { countFlags } from '../../src/store/history.ts';
import { keepFlags } from '../../src/store/flags.ts';
import type { Store } from '../../src/store/schema.ts';
import { serveHealth } from '../../src/worker/serve-health.ts';
import { tryStorage } from '../../src/worker/try-storage.ts';
import { freshStore, sampleFlag } from '../store/samples.ts';

interface Sender { url?: string; tab?: { id?: number } }
type Handler = (message: { data: unknown; sender: Sender }) => unknown;
const world = vi.hoisted(() => ({ handlers: new Map<string, (message: never) => unknown>(), shown: [] as number[], gate: null as Promise<void> | null, fails: false, synced: 0, injected: [] as string[] }));
vi.mock('../../src/wire/protocol.ts', () => ({ onMessage: (name: string, handler: (message: never) => unknown) => world.handlers.set(name, handler) }));
vi.mock('wxt/browser', () => ({ browser: { runtime: { getURL: (path: string) => `chrome-extension://us${path}` } } }));
vi.mock('../../src/worker/badge.ts', () => ({
  showBadge: async (tabId: number) => {
    world.shown.push(tabId);
    await world.gate;
    if (world.fails) throw new Error('No tab with id');
  },
}));
vi.mock('../../src/access/registration.ts', () => ({
  syncRegistration: async () => {
    world.synced++;
    return ['https://a.example/*', 'https://b.example/*'];
  },
  injectOpenTabs: async (pattern: string) => world.injected.push(pattern),
}));

const PAGE: Sender = { url: 'https://chat.example/room', tab: { id: 7 } };
const OURS: Sender = { url: 'chrome-extension://us/options.html', tab: { id: 8 } };
let store: Store;
const ask = async (name: string, sender: Sender, data?: unknown) => (world.handlers.get(name) as unknown as Handler)({ data, sender });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  world.handlers.clear();
  Object.assign(world, { shown: [], gate: null, fails: false, synced: 0, injected: [] });
  store = freshStore();
  serveHealth(store);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('healthChanged', () => {
  it('looks after the tab that spoke, whatever the message names', async () => {
    expect(await ask('healthChanged', PAGE, { tabId: 99 })).toBe(true);
    expect(world.shown).toEqual([7]);
  });

  it.each<[string, Sender]>([['our own pages', OURS], ['no tab', { url: 'https://chat.example/' }]])('is nothing from %s', async (_name, sender) => {
    expect(await ask('healthChanged', sender)).toBe(false);
    expect(world.shown).toEqual([]);
  });

  it('a hundred frames at once are two looks: one now, one after the last word', async () => {
    for (let n = 0; n < 100; n++) await ask('healthChanged', PAGE);
    expect(world.shown).toEqual([7]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.shown).toEqual([7, 7]);
    // Nothing is remembered: the next word is a look at once.
    await ask('healthChanged', PAGE);
    expect(world.shown).toEqual([7, 7, 7]);
  });

  it('one tab that hangs holds up no other, and a tab that is gone is looked at again when it speaks', async () => {
    let open!: () => void;
    world.gate = new Promise((resolve) => { open = resolve; });
    await ask('healthChanged', PAGE);
    await ask('healthChanged', { ...PAGE, tab: { id: 9 } });
    expect(world.shown).toEqual([7, 9]);
    world.fails = true;
    open();
    await vi.advanceTimersByTimeAsync(1_000);
    await ask('healthChanged', PAGE);
    expect(world.shown).toEqual([7, 9, 7]);
  });
});

describe('the self-check', () => {
  it('is for our own pages alone', async () => {
    for (const name of ['checkStorage', 'repairSites']) await expect(ask(name, PAGE)).rejects.toThrow('bad_request');
    expect(world.synced).toBe(0);
  });

  it('repairs: registers, then reads every site’s open tabs', async () => {
    expect(await ask('repairSites', OURS)).toBe(true);
    expect([world.synced, world.injected]).toEqual([1, ['https://a.example/*', 'https://b.example/*']]);
  });

  it('writes and reads, and leaves the records as they were', async () => {
    vi.useRealTimers();
    await keepFlags(store, [sampleFlag({ text: '明天上你家门口堵你' })]);
    const everything = async () => JSON.stringify(await Promise.all(store.tables.map(async (table) => [table.name, await table.toCollection().primaryKeys(), await table.toArray()])));
    const before = await everything();
    expect(await ask('checkStorage', OURS)).toEqual({ flags: 1, entries: 0 });
    expect(await everything()).toBe(before);
    expect(await countFlags(store, {})).toBe(1);
  });

  it('says by its code why the database cannot be written', async () => {
    vi.useRealTimers();
    await store.open();
    vi.spyOn(store.tallies, 'put').mockImplementation(() => { throw Object.assign(new Error('full'), { name: 'QuotaExceededError' }); });
    expect(failureCode(await tryStorage(store).catch((error: unknown) => error))).toBe('storage_full');
  });
});
