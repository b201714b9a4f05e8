// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { reading, Rig, settled } from './session-rig.ts';

const LATER = 400;
const later = () => new Promise((resolve) => setTimeout(resolve, LATER));
const by = (author: string, key: string, text: string) => reading(key, text, 'them', document.createElement('div'), author);

let rig: Rig;
beforeEach(() => void (rig = new Rig()));

/** Takes them as the page shows them; what is on the page stays there. */
async function show(...readings: ReturnType<typeof reading>[]): Promise<void> {
  rig.page.push(...readings);
  rig.session.take(readings);
  await settled();
}

describe('once more is known of a voice', () => {
  beforeEach(() => void (rig.knowsMore = (text) => text.startsWith('bad')));

  test('its unmarked messages still on the page are judged once more, without what they said themselves', async () => {
    await show(by('x', '1', 'soon'), by('x', '2', 'tomorrow'));
    rig.asked.length = 0;
    await show(by('x', '3', 'bad'));
    await vi.waitFor(() => expect(rig.rereads).toBe(1));
    const voice = { chat: 'https://a.example c', author: 'x' };
    const at = Date.parse('2026-01-01T00:00:00Z');
    expect(rig.asked).toEqual([
      { voice, text: 'bad', counted: undefined },
      { voice, text: 'soon', counted: { evidence: 0.04, at } },
      { voice, text: 'tomorrow', counted: { evidence: 0.08, at } },
    ]);
    await later();
    rig.session.take(rig.page);
    expect([rig.asked.length, rig.rereads]).toEqual([3, 1]);
  });

  test('those of another voice are not, nor what was marked, nor the reader’s own, nor notices', async () => {
    await show(by('friend', '1', 'dinner?'), by('x', '2', 'soon'), reading('3', 'mine', 'me'), reading('4', 'joined', 'system'), by('x', '5', 'bad'));
    await vi.waitFor(() => expect(rig.rereads).toBe(1));
    expect(rig.judged).toEqual(['dinner?', 'soon', 'bad', 'soon']);
  });

  test('one that is plain now is marked, kept once, and keeps what it counted for the next time', async () => {
    await show(by('x', '1', 'soon'), by('x', '2', 'fine'));
    rig.clearLater.add('soon');
    await show(by('x', '3', 'bad'));
    await vi.waitFor(() => expect(rig.shown.get('1')?.kept).toBe('kept'));
    expect(rig.shown.has('2')).toBe(false);
    expect(rig.sent.flat().map(({ message }) => message.key).toSorted()).toEqual(['1', '3']);
    expect([rig.session.flagged, rig.session.messages]).toEqual([2, 3]);
    rig.asked.length = 0;
    rig.session.lessonsChanged();
    expect(rig.asked.map(({ text, counted }) => [text, counted?.evidence]).toSorted()).toEqual([['bad', 0.03], ['fine', 0.04], ['soon', 0.04]]);
    await settled();
    expect(rig.sent.flat().length).toBe(2);
  });

  test('messages are heard once, however often they are judged', async () => {
    await show(by('x', '1', 'soon'), by('x', '2', 'bad'), reading('3', 'mine', 'me'));
    await vi.waitFor(() => expect(rig.rereads).toBe(1));
    rig.session.lessonsChanged();
    rig.session.take(rig.page);
    await later();
    expect([rig.heard, rig.heardOwn.length, rig.session.messages]).toEqual([['soon', 'bad'], 1, 3]);
  });

  test('messages that come together make one rereading', async () => {
    await show(by('x', '1', 'soon'), by('y', '2', 'fine'), by('x', '3', 'bad'), by('y', '4', 'bad too'));
    await later();
    expect(rig.rereads).toBe(1);
    expect(rig.judged).toEqual(['soon', 'fine', 'bad', 'bad too', 'soon', 'fine']);
  });

  test('a message that left the page is judged once more when it is back', async () => {
    const gone = by('x', '1', 'soon');
    rig.session.take([gone]);
    await show(by('x', '2', 'bad'));
    await later();
    expect(rig.judged).toEqual(['soon', 'bad']);
    rig.clearLater.add('soon');
    rig.session.take([gone]);
    await settled();
    expect(rig.judged).toEqual(['soon', 'bad', 'soon']);
    expect(rig.shown.get('1')?.kept).toBe('kept');
  });

  test('with nothing unmarked of that voice, nothing is read again', async () => {
    await show(by('friend', '1', 'dinner?'), by('x', '2', 'bad'), by('x', '3', 'bad again'));
    await later();
    expect(rig.rereads).toBe(0);
  });

  test('nothing is read again once the page is left', async () => {
    await show(by('x', '1', 'soon'), by('x', '2', 'bad'));
    rig.controller.abort();
    await later();
    expect([rig.rereads, rig.judged]).toEqual([0, ['soon', 'bad']]);
  });

  test('nor for what is still taken after that', async () => {
    await show(by('x', '1', 'soon'));
    rig.controller.abort();
    await show(by('x', '2', 'bad'));
    await later();
    expect(rig.rereads).toBe(0);
  });

  test('a long one is read on as well', async () => {
    const long = `soon${'x'.repeat(50_000)}`;
    await show(by('x', '1', long));
    await vi.waitFor(() => expect(rig.parts).toBe(5));
    rig.foundAfter = 2;
    await show(by('x', '2', 'bad'));
    await vi.waitFor(() => expect(rig.shown.get('1')?.kept).toBe('kept'));
    expect(rig.sent.flat().length).toBe(2);
  });
});

test('nothing more is known: nothing is judged twice', async () => {
  await show(by('x', '1', 'soon'), by('x', '2', 'bad'));
  await later();
  rig.session.take(rig.page);
  expect([rig.rereads, rig.judged]).toEqual([0, ['soon', 'bad']]);
});

test('the reader’s own words tell of the chat and are never judged; empty ones and notices tell nothing', async () => {
  const mine = reading('1', 'bad, I will pay', 'me');
  mine.message.sentAt = '2026-03-02T21:14:00+08:00';
  mine.message.seenAt = '2026-03-03T00:00:00.000Z';
  await show(mine, reading('2', 'bad', 'system'), reading('3', '  '));
  expect(rig.heardOwn).toEqual([{ chat: 'https://a.example c', text: 'bad, I will pay', at: Date.parse('2026-03-02T13:14:00Z') }]);
  expect([rig.judged, rig.heard, rig.shown.size]).toEqual([[], [], 0]);
  rig.session.lessonsChanged();
  await settled();
  expect([rig.judged, rig.heardOwn.length]).toEqual([[], 1]);
});
