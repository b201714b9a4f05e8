// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { Identities, type Facts } from '../../src/sites/identities.ts';

let known: Identities;
const row = () => document.body.appendChild(document.createElement('div'));
const facts = (text: string, more: Partial<Facts> = {}): Facts => ({ conversationId: 'c', text, author: 'Wang', time: '10:00', ...more });
const key = (element: Element, text: string, more: Partial<Facts> = {}) => known.of(element, facts(text, more)).key;

beforeEach(() => {
  document.body.innerHTML = '';
  known = new Identities();
});

describe('stay two', () => {
  test('rows alike in everything', () => {
    const [a, b] = [row(), row()];
    const [first, second] = [key(a, 'pay'), key(b, 'pay')];
    expect(first).not.toBe(second);
    expect(key(a, 'pay')).toBe(first);
    expect(key(b, 'pay')).toBe(second);
  });

  test.each([
    ['another author', { author: 'Li' }],
    ['another time', { time: '10:01' }],
    ['another conversation', { conversationId: 'd' }],
    ['another id of the page', { nativeId: 'n2' }],
  ])('%s, even when the first has left', (_, more) => {
    const a = row();
    const first = key(a, 'pay', 'nativeId' in more ? { nativeId: 'n1' } : {});
    a.remove();
    expect(key(row(), 'pay', more)).not.toBe(first);
  });

  test('ten thousand equal rows, without each looking at all others', () => {
    const rows = Array.from({ length: 10_000 }, row);
    expect(new Set(rows.map((one) => key(one, 'x'))).size).toBe(10_000);
    const one = rows[7_000]!;
    expect(key(one, 'x')).toBe(key(one, 'x'));
  });
});

describe('stays one', () => {
  test('rendered anew in another row', () => {
    const a = row();
    const first = key(a, 'pay');
    a.remove();
    expect(key(row(), 'pay')).toBe(first);
  });

  test('a list built anew keeps the order of equal ones', () => {
    const rows = [row(), row(), row()];
    const before = rows.map((one) => key(one, 'pay'));
    for (const one of rows) one.remove();
    expect([row(), row(), row()].map((one) => key(one, 'pay'))).toEqual(before);
  });

  test('rows of a list that moves its messages through the same elements', () => {
    const rows = Array.from({ length: 5 }, row);
    const words = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const seen = new Map<string, string>();
    for (let top = 0; top + 5 <= words.length; top++) {
      for (const one of rows) known.loosen(one);
      rows.forEach((one, at) => {
        const word = words[top + at]!;
        const now = key(one, word);
        expect(seen.get(word) ?? now).toBe(now);
        seen.set(word, now);
      });
    }
    // And back up again.
    for (const one of rows) known.loosen(one);
    rows.forEach((one, at) => expect(key(one, words[at]!)).toBe(seen.get(words[at]!)));
    expect(new Set(seen.values()).size).toBe(words.length);
  });

  test('whose date comes into view only later', () => {
    const a = row();
    const first = key(a, 'pay', { time: '' });
    expect(key(a, 'pay', { time: '2026-11-22T02:00' })).toBe(first);
    a.remove();
    expect(key(row(), 'pay', { time: '2026-11-22T02:00' })).toBe(first);
    // The day after is another message.
    expect(key(row(), 'pay', { time: '2026-11-23T02:00' })).not.toBe(first);
  });

  test('whose name only the first of a group shows', () => {
    const a = row();
    const first = key(a, 'pay', { author: '' });
    a.remove();
    expect(key(row(), 'pay')).toBe(first);
  });

  test('shown twice over with one id of the row', () => {
    expect(key(row(), 'pay', { rowId: 'msg-1' })).toBe(key(row(), 'pay', { rowId: 'msg-1' }));
    expect(key(row(), 'pay', { rowId: 'msg-2' })).not.toBe(key(row(), 'pay', { rowId: 'msg-1' }));
  });

  test('with the page\'s own id, whatever becomes of its shown time', () => {
    const a = row();
    const first = key(a, 'pay', { nativeId: 'n' });
    expect(key(row(), 'pay', { nativeId: 'n', time: 'yesterday 10:00' })).toBe(first);
  });

  test('after the page was loaded again', () => {
    const first = key(row(), 'pay');
    known = new Identities();
    expect(key(row(), 'pay')).toBe(first);
  });
});

test('an edit is told by the page\'s own id, and both wordings keep their keys', () => {
  const a = row();
  const first = known.of(a, facts('pay today', { nativeId: 'n' }));
  const second = known.of(a, facts('please pay today', { nativeId: 'n' }));
  expect(first.editOf).toBeUndefined();
  expect(second).toMatchObject({ key: expect.not.stringMatching(first.key), editOf: first.key });
  expect(known.of(a, facts('please pay today', { nativeId: 'n' }))).toEqual({ key: second.key, conversation: { id: 'c', title: '' } });
});

test('an id that a sender chose again makes neither another\'s words nor another\'s name theirs', () => {
  const own = key(row(), 'pay', { nativeId: 'm' });
  expect(key(row(), 'pay', { nativeId: 'm', author: 'Li' })).not.toBe(own);
  const first = key(row(), 'pay', { nativeId: 'n' });
  expect(key(row(), 'something else', { nativeId: 'n' })).not.toBe(first);
});

test('tells whether a message is on the page', () => {
  const a = row();
  const first = key(a, 'pay');
  expect(known.isShown(first)).toBe(true);
  key(a, 'another');
  expect(known.isShown(first)).toBe(false);
  const b = row();
  key(b, 'pay');
  expect(known.isShown(first)).toBe(true);
  b.remove();
  expect(known.isShown(first)).toBe(false);
});

describe('a page that is read in another way from now on', () => {
  test('what stood in the same place is the same message, whatever was wrong about it', () => {
    const a = row();
    const inner = a.appendChild(document.createElement('p'));
    const first = key(inner, 'pay', { author: '', time: '10:00' });
    known.anew();
    expect(key(a, 'pay', { author: 'Wang', time: '2026-11-22T02:00' })).toBe(first);
    // Read so once, it is known so.
    expect(key(a, 'pay', { author: 'Wang', time: '2026-11-22T02:00' })).toBe(first);
    expect(key(row(), 'pay', { author: 'Wang', time: '2026-11-23T02:00' })).not.toBe(first);
  });

  test('equal words elsewhere stay two', () => {
    const rows = [row(), row()];
    const before = rows.map((one) => key(one, 'pay', { time: '10:00' }));
    known.anew();
    const after = rows.map((one) => key(one, 'pay', { time: '2026-11-22T02:00' }));
    expect(after).toEqual(before);
    expect(key(row(), 'pay', { time: '2026-11-22T02:00' })).not.toBe(before[0]);
  });
});
