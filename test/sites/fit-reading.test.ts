// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { LIMITS } from '../../src/core/limits.ts';
import { fitted } from '../../src/sites/fit-reading.ts';
import type { RowReading } from '../../src/sites/site.ts';

const plain: RowReading = {
  conversation: { id: 'room', title: 'Room' },
  author: { id: 'a', name: 'A', role: 'them' },
  text: 'x',
  spot: { body: document.body, pieces: [] },
  sentAtShown: '10:00',
  sentAt: '2026-11-22T02:31:50.263Z',
  kind: 'text',
  attachments: [],
};

test('what is in order stays as it is', () => expect(fitted(plain)).toEqual(plain));

test('a sender’s endless name, address and title are fitted, the text is not touched', () => {
  const long = 'n'.repeat(5_000);
  const read = fitted({ ...plain, text: long, author: { id: long, name: long, role: 'them' }, conversation: { id: long, title: long }, sentAtShown: long, nativeId: long });
  expect(read.text).toBe(long);
  expect(read.author.name.length).toBe(LIMITS.name);
  expect(read.author.id!.length).toBeLessThanOrEqual(LIMITS.key);
  expect(read.conversation.id.length).toBeLessThanOrEqual(LIMITS.key);
  expect(read.conversation.title.length).toBe(LIMITS.title);
  expect(read.sentAtShown.length).toBe(LIMITS.shown);
  expect(read.nativeId!.length).toBeLessThanOrEqual(LIMITS.key);
});

test('two long ids that begin alike stay two', () => {
  const id = (end: string) => fitted({ ...plain, author: { id: 'n'.repeat(5_000) + end, name: '', role: 'them' } }).author.id;
  expect(id('1')).not.toBe(id('2'));
});

test.each(['+012345-01-01T00:00:00.000Z', '2026-11-22T02:31:50+08:00', 'tomorrow', ''])('the moment %s is not taken', (sentAt) => {
  expect(fitted({ ...plain, sentAt })).not.toHaveProperty('sentAt');
});
