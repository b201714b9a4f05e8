import { describe, expect, it } from 'vitest';
import type { FrameAnswer, FrameHealth } from '../../src/access/ask-frames.ts';
import { tabHealth } from '../../src/access/tab-health.ts';

const NOTHING: FrameHealth = {
  state: 'nothing_yet', adapter: '', program: '', trust: 'detected', confidence: null, fellBackFrom: null, messages: 0, flagged: 0, lastAt: null, note: null, picking: false,
};
const READING: FrameHealth = { ...NOTHING, state: 'reading', adapter: 'chatwoot', program: 'Chatwoot', trust: 'sourced', messages: 5, flagged: 1, lastAt: '2026-03-02T10:00:00.000Z' };
const frames = (...healths: Partial<FrameHealth>[]): FrameAnswer[] => healths.map((health, frameId) => ({ frameId, health: { ...NOTHING, ...health } }));

describe('tabHealth', () => {
  it('is nothing without readers', () => {
    expect(tabHealth([])).toBeNull();
  });

  it.each<[string, FrameHealth['state'][], FrameHealth['state']]>([
    ['a widget that reads in a page without a chat', ['nothing_yet', 'nothing_yet', 'reading'], 'reading'],
    ['reading before unsure', ['unsure', 'reading'], 'reading'],
    ['unsure before broken', ['broken', 'unsure'], 'unsure'],
    ['broken before nothing', ['nothing_yet', 'broken'], 'broken'],
  ])('%s', (_name, states, state) => {
    expect(tabHealth(frames(...states.map((one) => ({ state: one }))))!.state).toBe(state);
    expect(tabHealth(frames(...states.map((one) => ({ state: one }))).toReversed())!.state).toBe(state);
  });

  it('adds up frames that read, and those alone; the newest time; the words of the frame with most messages', () => {
    const whole = tabHealth(frames(
      { ...READING, lastAt: '2026-03-02T10:00:09.000Z' },
      { ...READING, adapter: 'detected', program: '', trust: 'detected', confidence: 0.9, messages: 40, flagged: 2 },
      { state: 'unsure', messages: 7, flagged: 7, lastAt: '2026-03-03T00:00:00.000Z' },
    ))!;
    expect(whole).toMatchObject({ messages: 45, flagged: 3, lastAt: '2026-03-02T10:00:09.000Z', adapter: 'detected', trust: 'detected', confidence: 0.9, alsoBroken: null });
  });

  it('of equal frames the page itself speaks', () => {
    const [page, widget] = frames({ ...READING, program: 'Page' }, { ...READING, program: 'Widget' });
    expect(tabHealth([widget!, page!])!.program).toBe('Page');
  });

  it('leaves nothing unsaid: a changed page, a note or a broken program beside what is read', () => {
    const whole = tabHealth(frames({ ...READING, messages: 99 }, { ...READING, fellBackFrom: 'WhatsApp Web', note: 'flooded' }, { state: 'broken', program: 'Telegram Web' }))!;
    expect(whole).toMatchObject({ state: 'reading', program: 'Chatwoot', fellBackFrom: 'WhatsApp Web', note: 'flooded', alsoBroken: 'Telegram Web' });
    expect(tabHealth(frames({ state: 'broken', program: 'Telegram Web' }))!.alsoBroken).toBeNull();
  });

  it('is choosing when any frame is', () => {
    expect(tabHealth(frames(READING, { picking: true }))!.picking).toBe(true);
    expect(tabHealth(frames(READING, {}))!.picking).toBe(false);
  });
});
