import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ArchiveHere } from '../../src/wire/protocol.ts';
import { archiveInTab } from '../../src/worker/archive-in-tab.ts';

type Outcome = ArchiveHere['outcome'];
const world = vi.hoisted(() => ({ frames: [] as (string | null)[], told: [] as unknown[][], hangs: -1 }));
vi.mock('wxt/browser', () => ({
  browser: { scripting: { executeScript: async () => world.frames.map((has, frameId) => ({ frameId, result: has === null ? null : { state: 'reading', adapter: 'x', program: 'X', trust: 'run', confidence: null, fellBackFrom: null, messages: 3, flagged: 0, lastAt: null, note: null, picking: false } })) } },
}));
vi.mock('../../src/wire/protocol.ts', () => ({
  sendMessage: async (_name: string, { trigger, of }: { trigger: string; of?: string }, { frameId }: { frameId: number }) => {
    if (of) {
      if (frameId === world.hangs) return new Promise(() => undefined);
      if (world.frames[frameId] === 'breaks') throw new Error('No response');
      return { outcome: world.frames[frameId] as Outcome, count: 1, screen: false };
    }
    world.told.push([trigger, frameId]);
    if (world.frames[frameId] === 'breaks') throw new Error('No response');
    return { outcome: world.frames[frameId], count: 1, screen: true };
  },
}));

beforeEach(() => Object.assign(world, { told: [], hangs: -1 }));
const run = (frames: (Outcome | 'breaks' | null)[], frameId?: number) => {
  world.frames = frames;
  return archiveInTab({ tabId: 7, trigger: frameId === undefined ? 'shortcut' : 'menu', ...(frameId === undefined ? {} : { frameId }) });
};

describe('what the reader means is archived', () => {
  it('in the first frame that has a marked message', async () => {
    expect(await run(['nothing_here', 'unmarked', 'archived', 'archived'])).toEqual({ outcome: 'archived', count: 1, screen: true, read: true });
    expect(world.told).toEqual([['shortcut', 2]]);
  });

  it('else where there is a message at all', async () => {
    expect(await run(['nothing_here', 'breaks', 'unmarked'])).toMatchObject({ outcome: 'unmarked', read: true });
  });

  it('where the menu was opened, and nowhere else', async () => {
    await run(['archived', 'nothing_here'], 1);
    expect(world.told).toEqual([['menu', 1]]);
  });

  it('in another frame where the one that was clicked has no reader', async () => {
    await run(['archived', null], 1);
    expect(world.told).toEqual([['menu', 0]]);
  });

  it('nothing: the page itself says so, once', async () => {
    expect(await run(['nothing_here', 'nothing_here'])).toMatchObject({ outcome: 'nothing_here', read: true });
    expect(world.told).toEqual([['shortcut', 0]]);
  });

  it('a frame that hangs holds up no other', async () => {
    world.hangs = 0;
    expect(await run(['archived', 'archived'])).toMatchObject({ outcome: 'archived' });
    expect(world.told).toEqual([['shortcut', 1]]);
  });

  it('a frame that fails is a failure, not an exception', async () => expect(await run(['breaks'], 0)).toMatchObject({ outcome: 'failed', read: true }));
  it('a tab without a reader says that', async () => expect(await run([null, null])).toEqual({ outcome: 'nothing_here', count: 0, screen: false, read: false }));
});
