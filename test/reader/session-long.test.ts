// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { reading, Rig, settled } from './session-rig.ts';

let rig: Rig;
beforeEach(() => void (rig = new Rig()));

describe('a very long text', () => {
  const long = `fine${'x'.repeat(50_000)}`;

  test('is read on after both ends, and marked and kept when something is found', async () => {
    rig.foundAfter = 3;
    rig.session.take([reading('1', long)]);
    expect(rig.shown.size).toBe(0);
    await vi.waitFor(() => expect(rig.shown.get('1')?.kept).toBe('kept'));
    expect([rig.parts, rig.sent.flat().length, rig.session.flagged, rig.session.messages]).toEqual([3, 1, 1, 1]);
  });

  test('in which nothing is found stays unmarked; a short text is not read on', async () => {
    rig.session.take([reading('1', long), reading('2', 'fine')]);
    await vi.waitFor(() => expect(rig.parts).toBe(5));
    await settled();
    expect([rig.shown.size, rig.sent.length, rig.parts]).toEqual([0, 0, 5]);
  });

  test('is no longer read once the page is left', async () => {
    rig.foundAfter = 2;
    rig.session.take([reading('1', long)]);
    rig.controller.abort();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([rig.parts, rig.sent.length]).toEqual([0, 0]);
  });

  test('found in its middle, it is not taken for harmless by its ends', async () => {
    rig.foundAfter = 1;
    const one = reading('1', long);
    rig.session.take([one]);
    await vi.waitFor(() => expect(rig.shown.get('1')?.kept).toBe('kept'));
    rig.session.lessonsChanged();
    rig.session.take([one]);
    await settled();
    expect(rig.shown.has('1')).toBe(true);
    rig.foundAfter = Number.POSITIVE_INFINITY;
    rig.session.lessonsChanged();
    rig.session.take([one]);
    await vi.waitFor(() => expect(rig.shown.has('1')).toBe(false));
  });

  test('whose row shows another message by then is kept and not marked there', async () => {
    rig.foundAfter = 2;
    const row = document.createElement('div');
    rig.session.take([reading('1', long, 'them', row)]);
    rig.session.take([reading('2', 'fine', 'them', row)]);
    await vi.waitFor(() => expect(rig.sent.flat().length).toBe(1));
    expect(rig.shown.size).toBe(0);
  });
});
