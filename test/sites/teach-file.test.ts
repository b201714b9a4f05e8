import { expect, test } from 'vitest';
import type { ChatShape } from '../../src/sites/chat-shape.ts';
import { LARGEST_FILE, readTeachingFile, teachingFile, teachingFileName } from '../../src/sites/teach-file.ts';

const shape: ChatShape = { format: 1, list: ['.log'], unit: '.row', text: '.text', skip: '', author: null, time: null, day: null, mine: null, idAttribute: null, title: null };
const taught = { site: 'https://chat.example:8443', taughtAt: '2026-11-22T05:00:00.000Z', shape };
const isSite = (site: unknown): site is string => site === taught.site;

test('what is saved can be brought in again, whole', () => {
  const file = teachingFile({ ...taught, more: 'not kept' } as never);
  expect(Object.keys(file)).toEqual(['witnessmark', 'format', 'site', 'taughtAt', 'shape']);
  expect(readTeachingFile(JSON.stringify(file, null, 2), isSite)).toEqual(taught);
});

test('a file as large as it may be is read, one unit more is not', () => {
  const text = JSON.stringify(teachingFile(taught));
  expect(readTeachingFile(text.padEnd(LARGEST_FILE), isSite)).toEqual(taught);
  expect(readTeachingFile(text.padEnd(LARGEST_FILE + 1), isSite)).toEqual({ fault: 'size' });
});

test.each([
  ['https://chat.example', 'witnessmark-teaching-chat.example-2026-11-22.json'],
  ['http://[::1]:8080', 'witnessmark-teaching-1-8080-2026-11-22.json'],
  [`https://${'a'.repeat(60)}.${'b'.repeat(60)}.example`, `witnessmark-teaching-${'a'.repeat(60)}.${'b'.repeat(19)}-2026-11-22.json`],
])('the name of a file for %s', (site, name) => expect(teachingFileName(site, taught.taughtAt)).toBe(name));
