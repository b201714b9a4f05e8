// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { reading, Rig, settled } from './session-rig.ts';

let rig: Rig;
beforeEach(() => void (rig = new Rig()));

describe('a message that was missed', () => {
  test('is offered with the others while one is chosen, and no longer', async () => {
    const offered: string[] = [];
    const all = [reading('1', 'bad'), reading('2', 'fine'), reading('3', 'mine', 'me')];
    rig.session.take(all);
    await settled();
    rig.session.offerTo(({ message }, why) => offered.push(`${message.key} ${why}`));
    expect(rig.rereads).toBe(1);
    rig.session.take(all);
    expect(offered).toEqual(['1 marked', '2 null', '3 own']);
    rig.session.offerTo(null);
    rig.session.take([reading('4', 'fine')]);
    await settled();
    expect(offered.length).toBe(3);
  });

  test('is marked at once, kept as the reader’s, and stays whatever the classifier says', async () => {
    const one = reading('1', 'fine');
    rig.session.take([one]);
    await settled();
    const done = rig.session.missed(one, ['insult', 'visit']);
    expect(rig.shown.get('1')).toMatchObject({ kept: 'saving', confirmed: true });
    await done;
    expect(rig.shown.get('1')).toEqual({ kept: 'kept', flag: 'open', word: null, confirmed: true });
    expect(rig.missed).toEqual([{
      message: one.message, source: one.source, markedBy: 'reader',
      verdict: { flagged: true, labels: [{ id: 'insult', score: 1 }, { id: 'visit', score: 1 }], spans: [], pressing: 0, modelVersion: 'reader' },
    }]);
    rig.session.lessonsChanged();
    rig.session.take([one]);
    expect(rig.shown.has('1')).toBe(true);
    expect(rig.sent).toEqual([]);
  });

  test('that could not be kept says so, and trying again keeps it', async () => {
    const one = reading('1', 'fine');
    rig.session.take([one]);
    await settled();
    rig.failWith = new Error('storage_full');
    await rig.session.missed(one, ['insult']);
    expect(rig.shown.get('1')).toMatchObject({ kept: 'failed', failure: 'storage_full' });
    rig.failWith = null;
    rig.session.retry('1');
    await settled();
    expect(rig.shown.get('1')).toEqual({ kept: 'kept', flag: 'open', word: null, confirmed: true });
    expect(rig.missed.length).toBe(2);
  });

  test('that had been marked and was dismissed is confirmed, as it was kept', async () => {
    const one = reading('1', 'bad');
    rig.session.take([one]);
    await settled();
    await rig.session.dismiss('1');
    await rig.session.missed(one, ['insult']);
    expect(rig.missed).toEqual([]);
    expect(rig.shown.get('1')).toMatchObject({ flag: 'open', confirmed: true });
  });
});
