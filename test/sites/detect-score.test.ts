import { expect, test } from 'vitest';
import { chatConfidence, PERHAPS, SURE_ENOUGH, type ListEvidence } from '../../src/sites/detect-score.ts';

const NOTHING: ListEvidence = {
  messages: 12, exact: 1, isLog: false, scrolls: false, nearBox: 0, boxSays: 0, withTime: 0, sides: 0, withName: 0, names: 0, named: 0, grew: false,
  chosen: 0, headed: 0, priced: 0, acts: 0, alike: 1, cells: false, oneOfMany: false, holdsBox: false, fields: 0, length: 30,
};

test.each<[string, Partial<ListEvidence>]>([
  ['bubbles on two sides above a text box', { nearBox: 1, boxSays: 1.5, sides: 4, withTime: 1, scrolls: true }],
  ['a log of few names above an input', { nearBox: 1, boxSays: 0, withTime: 1, withName: 1, names: 4, isLog: true }],
  ['one side so far, in a box that calls itself a chat', { messages: 2, nearBox: 1, boxSays: 1.5, sides: 3, named: 1.5, withTime: 1 }],
  ['names alone, no times, above a box for writing', { nearBox: 1, boxSays: 1.5, withName: 1, names: 3, scrolls: true }],
])('is read: %s', (_name, evidence) => {
  expect(chatConfidence({ ...NOTHING, ...evidence })).toBeGreaterThanOrEqual(SURE_ENOUGH);
});

test.each<[string, Partial<ListEvidence>]>([
  ['a list of conversations', { withName: 1, names: 12, withTime: 1, scrolls: true, chosen: 1, nearBox: 0.1 }],
  ['comments under an article', { nearBox: 0.8, boxSays: -0.5, withName: 1, names: 10, withTime: 1, acts: 1, named: -1 }],
  ['a shop', { nearBox: 0.5, boxSays: -1, priced: 1, headed: 1 }],
  ['mails in a table', { withName: 1, names: 12, withTime: 1, cells: true, fields: 1, chosen: 0.5 }],
  ['a settings page', { fields: 1, nearBox: 0.8, boxSays: 0 }],
  ['lines that no selector can read again', { nearBox: 1, boxSays: 1.5, sides: 6, exact: 0.3 }],
  ['a log of a machine, each line of one level', { nearBox: 0.8, boxSays: -0.5, withTime: 1, withName: 1, names: 1, scrolls: true, named: 1.5, grew: true }],
  ['a column of many columns', { nearBox: 1, boxSays: 1, withTime: 0.3, oneOfMany: true }],
])('is not read: %s', (_name, evidence) => {
  expect(chatConfidence({ ...NOTHING, ...evidence })).toBeLessThan(SURE_ENOUGH);
});

test('growth at the end makes an unsure list a chat', () => {
  const unsure = { ...NOTHING, nearBox: 0.9, boxSays: 0.5, withTime: 1, scrolls: true };
  expect(chatConfidence(unsure)).toBeGreaterThanOrEqual(PERHAPS);
  expect(chatConfidence(unsure)).toBeLessThan(SURE_ENOUGH);
  expect(chatConfidence({ ...unsure, grew: true })).toBeGreaterThanOrEqual(SURE_ENOUGH);
});

test('stays within 0 and 1', () => {
  expect(chatConfidence({ ...NOTHING, isLog: true, scrolls: true, nearBox: 1, boxSays: 2, withTime: 1, sides: 20, withName: 1, names: 2, named: 9, grew: true })).toBe(1);
  expect(chatConfidence({ ...NOTHING, chosen: 1, headed: 1, acts: 1, fields: 1, cells: true, named: -9 })).toBe(0);
});
