// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { reading, Rig, settled } from './session-rig.ts';

let rig: Rig;
beforeEach(() => void (rig = new Rig()));

test('a flagged message is marked, kept, and says kept only after the answer', async () => {
  rig.session.take([reading('1', 'bad')]);
  await settled();
  expect(rig.shown.get('1')).toEqual({ kept: 'kept', flag: 'open', word: null });
  expect(rig.sent).toHaveLength(1);
  rig.session.take([reading('2', 'bad')]);
  expect(rig.shown.get('2')?.kept).toBe('saving');
});

test('own and system messages are never judged; ordinary ones are never kept', async () => {
  rig.session.take([reading('1', 'bad', 'me'), reading('2', 'bad', 'system'), reading('3', 'fine')]);
  await settled();
  expect(rig.judged).toEqual(['fine']);
  expect(rig.sent).toEqual([]);
  expect(rig.shown.size).toBe(0);
  expect(rig.heard).toEqual(['fine']);
  expect(rig.heardOwn.map(({ text }) => text)).toEqual(['bad']);
  expect(rig.session.messages).toBe(3);
});

test('a re-render marks again and keeps nothing twice', async () => {
  rig.session.take([reading('1', 'bad')]);
  await settled();
  rig.shown.clear();
  rig.session.take([reading('1', 'bad')]);
  await settled();
  expect(rig.shown.get('1')?.kept).toBe('kept');
  expect(rig.sent).toHaveLength(1);
  expect(rig.session.messages).toBe(1);
});

test('an element re-used for another message loses the old mark', async () => {
  const row = document.createElement('div');
  rig.session.take([reading('1', 'bad', 'them', row)]);
  await settled();
  rig.session.take([reading('2', 'fine', 'them', row)]);
  expect(rig.shown.has('1')).toBe(false);
});

test('a refused write shows as failed, and trying again keeps it', async () => {
  rig.failWith = new Error('bad_request: x');
  rig.session.take([reading('1', 'bad')]);
  await settled();
  expect(rig.shown.get('1')).toMatchObject({ kept: 'failed', failure: 'bad_request' });
  rig.failWith = null;
  rig.session.retry('1');
  await settled();
  expect(rig.shown.get('1')).toEqual({ kept: 'kept', flag: 'open', word: null });
});

test('one refused flag does not take its neighbours with it', async () => {
  rig.failWith = new Error('bad_request: x');
  rig.session.take([reading('1', 'bad'), reading('2', 'bad'), reading('3', 'bad')]);
  await settled();
  // The batch, its halves, and each alone.
  expect(rig.sent.map((batch) => batch.length)).toEqual([3, 2, 1, 1, 1]);
});

test('a site no longer granted ends the reading', async () => {
  rig.failWith = new Error('permission_missing');
  rig.session.take([reading('1', 'bad')]);
  await settled();
  expect(rig.controller.signal.aborted).toBe(true);
});

test('dismiss and restore follow the worker', async () => {
  rig.session.take([reading('1', 'bad')]);
  await settled();
  await rig.session.dismiss('1');
  expect(rig.shown.get('1')?.flag).toBe('dismissed');
  await rig.session.restore('1');
  expect(rig.shown.get('1')?.flag).toBe('open');
  await rig.session.archive('1');
  expect(rig.shown.get('1')?.flag).toBe('archived');
});

test('“not a collector” takes the marks off and keeps what was kept; taking it back marks again', async () => {
  const one = reading('1', 'bad');
  rig.session.take([one, reading('2', 'fine')]);
  await settled();
  await rig.session.setWord('1', 'not_collector');
  expect(rig.rereads).toBe(1);
  rig.session.take([one]);
  expect(rig.shown.has('1')).toBe(false);
  await rig.session.setWord('1', null);
  rig.session.take([one]);
  expect(rig.shown.get('1')).toMatchObject({ kept: 'kept', word: null });
  expect(rig.sent).toHaveLength(1);
  expect(rig.session.messages).toBe(2);
});

test('the reader’s word is known before the first message is judged', async () => {
  rig.word = 'not_collector';
  rig.session.take([reading('1', 'bad')]);
  await settled();
  expect(rig.shown.size).toBe(0);
  expect(rig.judged).toEqual(['bad']);
});

test('after abort nothing more is sent', async () => {
  rig.session.take([reading('1', 'bad')]);
  rig.controller.abort();
  await settled();
  expect(rig.sent).toEqual([]);
});

test('dismissed, and the same wording stays unmarked; taken back, it is marked again and kept once', async () => {
  const [first, again] = [reading('1', 'bad'), reading('2', 'bad')];
  rig.session.take([first, again]);
  await settled();
  await rig.session.dismiss('1');
  rig.harmless.add('bad');
  rig.session.lessonsChanged();
  expect(rig.rereads).toBe(1);
  const later = reading('3', 'bad');
  rig.session.take([first, again, later]);
  await settled();
  // The dismissed one stays at hand, for its card to be undone.
  expect([...rig.shown]).toEqual([['1', { kept: 'kept', flag: 'dismissed', word: null }]]);
  expect(rig.sent.flat().map(({ message }) => message.key)).toEqual(['1', '2']);

  rig.harmless.clear();
  await rig.session.restore('1');
  rig.session.lessonsChanged();
  rig.session.take([first, again, later]);
  await settled();
  expect([...rig.shown.keys()].sort()).toEqual(['1', '2', '3']);
  expect(rig.sent.flat().map(({ message }) => message.key)).toEqual(['1', '2', '3']);
  expect(rig.session.messages).toBe(3);
});

test('“this is harassment” is confirmed by the worker, stays whatever was taught since, and is taken back', async () => {
  const one = reading('1', 'bad');
  rig.session.take([one]);
  await settled();
  await rig.session.confirm('1', true);
  expect(rig.shown.get('1')).toMatchObject({ confirmed: true });
  rig.harmless.add('bad');
  rig.session.lessonsChanged();
  rig.session.take([one]);
  expect(rig.shown.has('1')).toBe(true);
  await rig.session.confirm('1', false);
  expect(rig.shown.get('1')!.confirmed).toBeUndefined();
  rig.session.lessonsChanged();
  rig.session.take([one]);
  expect(rig.shown.has('1')).toBe(false);
});

test('a confirmation that could not be kept is not shown as one', async () => {
  rig.session.take([reading('1', 'bad')]);
  await settled();
  rig.failWith = new Error('storage_full');
  await rig.session.confirm('1', true);
  expect(rig.shown.get('1')).toEqual({ kept: 'kept', flag: 'open', word: null, failure: 'storage_full' });
});

test('what befalls a marked message on the page is written beside it, also when it came before it was kept; of others nothing is', async () => {
  const rig = new Rig();
  const gone = { what: 'gone', at: '2026-01-01T00:01:00.000Z' } as const;
  rig.session.take([reading('1', 'bad'), reading('2', 'fine')]);
  await settled();
  await rig.session.changed('1', gone);
  await rig.session.changed('2', gone);
  await rig.session.changed('never read', gone);
  await vi.waitFor(() => expect(rig.changes.length).toBeGreaterThan(0));
  await settled();
  expect(rig.changes).toEqual([{ flagId: 'id-1', change: gone }]);

  const early = new Rig();
  early.failWith = new Error('bad_request');
  early.session.take([reading('1', 'bad')]);
  await vi.waitFor(() => expect(early.shown.get('1')?.kept).toBe('failed'));
  const recalled = { what: 'recalled', at: '2026-01-01T00:00:01.000Z', words: '已撤回' } as const;
  await early.session.changed('1', recalled);
  expect(early.changes).toEqual([]);
  early.failWith = null;
  early.session.retry('1');
  await vi.waitFor(() => expect(early.changes.length).toBeGreaterThan(0));
  expect(early.changes).toEqual([{ flagId: 'id-1', change: recalled }]);
});

test('what the page says in place of a message that was taken back is not judged', async () => {
  const rig = new Rig();
  const one = reading('1', 'bad words were recalled');
  rig.session.take([{ ...one, message: { ...one.message, kind: 'recall' } }]);
  await settled();
  expect(rig.judged).toEqual([]);
  expect(rig.sent).toEqual([]);
});

test('one that was taken for the reader\'s own and turns out to be the other side\'s is judged then; the other way about the mark goes and what was kept stays', async () => {
  const rig = new Rig();
  rig.session.take([reading('1', 'bad', 'me'), reading('2', 'bad', 'them')]);
  await settled();
  expect([...rig.shown.keys()]).toEqual(['2']);
  rig.session.take([reading('1', 'bad', 'them'), reading('2', 'bad', 'me')]);
  await settled();
  expect([...rig.shown.keys()]).toEqual(['1']);
  expect(rig.session.messages).toBe(2);
  expect(rig.sent.flat().map(({ message }) => message.key).toSorted()).toEqual(['1', '2']);
});
