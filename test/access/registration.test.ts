import { beforeEach, describe, expect, it, vi } from 'vitest';
import { injectOpenTabs } from '../../src/access/registration.ts';

type Injection = { target: { tabId: number; allFrames?: boolean; frameIds?: number[] }; files?: string[]; func?: () => unknown };
/** Of each tab its address and its frames' origins, the page first; `refuses`: it may not be entered; `hangs`: it answers nothing. */
interface Tab { id: number; url: string; origins: string[]; refuses?: boolean; hangs?: boolean }
const world = vi.hoisted(() => ({ tabs: [] as unknown[], begun: [] as unknown[], granted: true }));
vi.mock('wxt/browser', () => ({
  browser: {
    permissions: { contains: async () => world.granted },
    tabs: { query: async ({ url }: { url?: string }) => (world.tabs as Tab[]).filter((tab) => url === undefined || tab.url.startsWith(url.replace('*', ''))) },
    scripting: {
      executeScript: async ({ target, files }: Injection) => {
        const tab = (world.tabs as Tab[]).find(({ id }) => id === target.tabId)!;
        if (tab.refuses) throw new Error('Cannot access contents of the page');
        if (tab.hangs) return new Promise(() => undefined);
        if (!files) return tab.origins.map((result, frameId) => ({ frameId, result }));
        world.begun.push([target.tabId, target.allFrames ? 'all' : target.frameIds]);
        return [];
      },
    },
  },
}));

const WIDGET = 'https://widget.example/*';
const begin = async () => ({ tabs: await injectOpenTabs(WIDGET), begun: world.begun });
beforeEach(() => {
  Object.assign(world, { tabs: [], begun: [], granted: true });
});

describe('a site that was just turned on', () => {
  it('is read in its own tabs, and in its frames in the tabs of others, and nowhere else', async () => {
    world.tabs = [
      { id: 1, url: 'https://widget.example/inbox', origins: ['https://widget.example'] },
      { id: 2, url: 'https://shop.example/', origins: ['https://shop.example', 'null', 'https://widget.example', 'https://shop.example', 'https://widget.example:8443'] },
      { id: 3, url: 'https://bank.example/', origins: ['https://bank.example', 'https://widget.example.evil.example', 'http://widget.example'] },
      { id: 4, url: 'https://off.example/', origins: [], refuses: true },
    ] satisfies Tab[];
    expect(await begin()).toEqual({ tabs: 2, begun: [[1, 'all'], [2, [2, 4]]] });
  });

  it('is not waited for in tabs that hang', async () => {
    vi.useFakeTimers();
    world.tabs = [
      { id: 1, url: 'https://widget.example/', origins: [], hangs: true },
      { id: 2, url: 'https://shop.example/', origins: [], hangs: true },
      { id: 3, url: 'https://widget.example/2', origins: [] },
    ] satisfies Tab[];
    const done = begin();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await done).toEqual({ tabs: 1, begun: [[3, 'all']] });
    vi.useRealTimers();
  });

  it('is read nowhere when the browser has not granted it after all', async () => {
    world.tabs = [{ id: 1, url: 'https://widget.example/', origins: ['https://widget.example'] }] satisfies Tab[];
    world.granted = false;
    expect(await begin()).toEqual({ tabs: 0, begun: [] });
  });

  it('a frame that says nothing of a site is passed over', async () => {
    world.tabs = [{ id: 2, url: 'https://shop.example/', origins: [null, 7, {}, ''] as unknown as string[] }] satisfies Tab[];
    expect(await begin()).toEqual({ tabs: 0, begun: [] });
  });
});
