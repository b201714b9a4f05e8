import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pickInTab, teachInTab } from '../../src/worker/tab-frames.ts';

const world = vi.hoisted(() => ({ answers: [] as unknown[], told: [] as unknown[][], reply: (_frameId: number): unknown => true }));
vi.mock('wxt/browser', () => ({ browser: { scripting: { executeScript: async () => world.answers.map((result, frameId) => ({ frameId, result })) } } }));
vi.mock('../../src/wire/protocol.ts', () => ({
  sendMessage: async (name: string, { on }: { on: boolean }, { tabId, frameId }: { tabId: number; frameId: number }) => {
    world.told.push([name, on, tabId, frameId]);
    return world.reply(frameId);
  },
}));

const HEALTH = { state: 'reading', adapter: 'x', program: 'X', trust: 'run', confidence: null, fellBackFrom: null, messages: 3, flagged: 0, lastAt: null, note: null, picking: false };
beforeEach(() => {
  world.told.length = 0;
  world.reply = () => true;
  world.answers = [{ ...HEALTH, state: 'nothing_yet' }, HEALTH, null, { ...HEALTH, state: 'broken' }, { ...HEALTH, picking: true }];
});

describe('in a tab of several frames', () => {
  it('a missed message is chosen in the frames that read', async () => {
    await pickInTab(7, true);
    expect(world.told).toEqual([['pickMissed', true, 7, 1], ['pickMissed', true, 7, 4]]);
  });

  it('choosing ends where it is on', async () => {
    world.reply = () => false;
    await pickInTab(7, false);
    expect(world.told).toEqual([['pickMissed', false, 7, 4]]);
  });

  it('the messages may be shown in any frame with a reader', async () => {
    await teachInTab(7, true);
    expect(world.told.map(([name, , , frame]) => [name, frame])).toEqual([['teach', 0], ['teach', 1], ['teach', 3], ['teach', 4]]);
  });

  it('one frame that takes it is enough; a frame that fails does not matter', async () => {
    world.reply = (frameId) => {
      if (frameId === 1) throw new Error('No response');
      return frameId === 4;
    };
    await expect(pickInTab(7, true)).resolves.toBeUndefined();
  });

  it('says so when no frame takes it, or none is there', async () => {
    world.reply = () => false;
    await expect(teachInTab(7, true)).rejects.toThrow('unknown');
    world.answers = [null];
    await expect(pickInTab(7, true)).rejects.toThrow('unknown');
  });
});
