import { describe, expect, test } from 'vitest';
import { reorderLabels } from '../../tools/corpus-check/fix.ts';
import { rowReader } from '../../tools/corpus-check/schema.ts';
import { check, places, rowsOf } from './rows.ts';

describe('a row', () => {
  const faults = (change: object, name = 'en-x'): string[] => rowReader()(rowsOf({ [name]: [change] })[0]!).faults;

  test.each<[string, object]>([
    ['as it should be', {}],
    ['of a collector', { kind: 'positive', labels: ['violence', 'visit'] }],
    ['of 2,000 characters outside the first plane', { text: '𡃉'.repeat(2000) }],
    ['in Cantonese', { lang: 'zh-Hant-HK' }],
  ])('%s is right', (_, change) => expect(faults(change)).toEqual([]));

  test.each<[string, object, RegExp]>([
    ['an empty text', { text: ' ' }, /empty/], ['a blank before', { text: ' a' }, /blank/], ['a line break after', { text: 'a\n' }, /blank/],
    ['2,001 characters', { text: 'a'.repeat(2001) }, /longer than 2000/], ['half a pair', { text: 'a\ud800' }, /surrogate/], ['a number for a text', { text: 5 }, /text/],
    ['an unknown label', { kind: 'positive', labels: ['shouting'] }, /labels/], ['labels out of order', { kind: 'positive', labels: ['visit', 'violence'] }, /order/],
    ['a label twice', { kind: 'positive', labels: ['visit', 'visit'] }, /twice/], ['a positive without labels', { kind: 'positive' }, /disagree/],
    ['an ordinary one with labels', { labels: ['visit'] }, /disagree/], ['an unknown kind', { kind: 'nice' }, /kind/], ['an unknown language', { lang: 'zh' }, /language/],
    ['another batch', { batch: 'en-y' }, /batch is not “en-x”/], ['no scene', { scene: undefined }, /scene/], ['an empty scene', { scene: '' }, /scene is empty/],
    ['a member too many', { note: 'x' }, /note/],
  ])('%s is told', (_, change, what) => expect(faults(change).join()).toMatch(what));

  test('the seed has no scene, the older languages and the name it was written under', () => {
    expect(faults({ scene: undefined, lang: 'en', batch: 'en-neg' }, 'seed-en-neg')).toEqual([]);
    expect(faults({ scene: undefined, lang: 'en-GB', batch: 'other' }, 'seed-en-neg')).toHaveLength(2);
  });

  test.each(['nonsense', 'null', '[]', '5', '"x"'])('%s is no row', (raw) => {
    const reading = rowReader()({ file: 'a.jsonl', number: 1, raw });
    expect(reading.line).toBeNull();
    expect(reading.faults).not.toEqual([]);
  });

  test('one that only breaks a rule is still compared with the others', () => {
    const report = check({ a: [{ text: 'pathetic man', kind: 'positive', labels: ['defamation', 'insult'] }, { text: 'Pathetic, man!', kind: 'positive', labels: ['insult', 'defamation'] }] });
    expect(report.faults).toMatchObject([{ file: 'a.jsonl', number: 1 }]);
    expect(places(report.doubles)).toEqual(['a.jsonl:1 a.jsonl:2']);
  });
});

test('labels are put in order, and nothing else in the row is touched', () => {
  const raw = String.raw`{"text": "he said \"labels\": [x]", "labels": ["visit","violence","visit"], "kind": "positive", "lang": "en-GB", "batch": "a", "scene": "s"}`;
  expect(reorderLabels([{ file: 'a.jsonl', number: 1, raw }])).toEqual([{ file: 'a.jsonl', number: 1, raw: raw.replace('["visit","violence","visit"]', '["violence", "visit"]') }]);
});
