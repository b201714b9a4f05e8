import { beforeEach, expect, test, vi } from 'vitest';
import type { KeptFlag } from '../../src/core/flag.ts';
import { tellFlag, tellLessons } from '../../src/worker/tell-readers.ts';

/** Of each tab its frames' origins, the page first; null: it may not be entered. */
const world = vi.hoisted(() => ({ tabs: {} as Record<number, (string | null)[] | null>, told: [] as unknown[][], granted: ['https://chat.example/*'], fails: false }));
vi.mock('wxt/browser', () => ({
  browser: {
    permissions: { getAll: async () => ({ origins: world.granted }) },
    tabs: { query: async () => Object.keys(world.tabs).map((id) => ({ id: Number(id) })) },
    scripting: {
      executeScript: async ({ target: { tabId } }: { target: { tabId: number } }) => {
        const origins = world.tabs[tabId];
        if (!origins) throw new Error('Cannot access contents of the page');
        return origins.map((result, frameId) => ({ frameId, result }));
      },
    },
  },
}));
vi.mock('../../src/wire/protocol.ts', () => ({
  sendMessage: async (name: string, _data: unknown, to: unknown) => {
    world.told.push([name, to]);
    if (world.fails) throw new Error('Could not establish connection');
  },
}));

const FLAG: KeptFlag = { id: 'f', key: 'k', state: 'dismissed' };
beforeEach(() => {
  Object.assign(world, { told: [], granted: ['https://chat.example/*'], fails: false });
  world.tabs = {
    1: ['https://chat.example', 'https://chat.example', 'https://ads.example'],
    2: ['https://shop.example', 'null', 'https://chat.example'],
    3: null,
    4: ['https://bank.example', 'https://chat.example:8443', 'http://chat.example', null],
  };
});

test('what became of a flag is told to its site’s readers, in frames of other pages too, and to no other site', async () => {
  await tellFlag(FLAG, 'https://chat.example');
  expect(world.told).toEqual([
    ['flagChanged', { tabId: 1, frameId: 0 }], ['flagChanged', { tabId: 1, frameId: 1 }], ['flagChanged', { tabId: 2, frameId: 2 }],
  ]);
});

test('a frame without a reader stops nothing', async () => {
  world.fails = true;
  await expect(tellFlag(FLAG, 'https://chat.example')).resolves.toBeUndefined();
  expect(world.told.length).toBe(3);
});

test('lessons are told to every tab, for there may be a frame of a site that is on; to none where none is', async () => {
  tellLessons();
  await vi.waitFor(() => expect(world.told).toEqual([1, 2, 3, 4].map((tab) => ['lessonsChanged', tab])));
  Object.assign(world, { told: [], granted: [] });
  tellLessons();
  await new Promise((done) => setTimeout(done, 20));
  expect(world.told).toEqual([]);
});
