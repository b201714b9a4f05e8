import { describe, expect, test } from 'vitest';
import { FAILURES } from '../../src/core/failure.ts';
import { LABELS, type Label, type Verdict } from '../../src/core/verdict.ts';
import { LANGUAGES, type Language } from '../../src/locales/language.ts';
import { mark } from '../../src/locales/mark.ts';
import type { MarkState } from '../../src/mark/mark-state.ts';
import { badgeName, familiesOf, stateName } from '../../src/mark/wording.ts';

const verdict = (...labels: Label[]): Verdict => ({ flagged: true, labels: labels.map((id) => ({ id, score: 0.9 })), spans: [], pressing: 1, modelVersion: 't' });
const state = (change: Partial<MarkState> = {}): MarkState => ({ kept: 'kept', flag: 'open', word: null, ...change });

describe('the badge says', () => {
  test.each([
    ['en', 'This may be a threat: Threat of violence. Kept. Open details'],
    ['zh_CN', '这可能是威胁：暴力威胁。已保存。打开详情'],
    ['zh_TW', '這可能是威脅：暴力威脅。已保存。開啟詳情'],
  ] as [Language, string][])('%s: %s', (language, want) => {
    expect(badgeName(verdict('violence'), state(), language)).toBe(want);
  });

  test('both families, the stronger first', () => {
    expect(familiesOf(verdict('exposure', 'insult', 'third_party'))).toEqual(['privacy', 'threat']);
    expect(badgeName(verdict('exposure', 'insult'), state(), 'zh_CN')).toContain('也可能侵犯隐私：威胁曝光、辱骂羞辱');
  });
});

test.each([
  [state({ kept: 'saving' }), 'saving'],
  [state({ kept: 'failed' }), 'failed'],
  [state(), 'kept'],
  [state({ flag: 'archived' }), 'archived'],
  [state({ flag: 'dismissed' }), 'dismissed'],
  // Nothing is called archived or kept before the write was acknowledged.
  [state({ kept: 'saving', flag: 'archived' }), 'saving'],
  [state({ kept: 'failed', flag: 'archived' }), 'failed'],
])('%j is %s', (given, want) => expect(stateName(given)).toBe(want));

describe.each(LANGUAGES)('%s', (language) => {
  const words = mark[language];
  test('says every failure in its own words', () => {
    const whys = FAILURES.map((code) => words[`why_${code}`]);
    expect(new Set(whys).size).toBe(FAILURES.length);
  });
  test.each(LABELS)('always says may: %s', (label) => {
    expect(badgeName(verdict(label), state(), language)).toMatch(/may|可能/);
  });
  test('a message that the reader marked is called so', () => {
    expect(badgeName({ ...verdict('visit'), modelVersion: 'reader' }, state(), language)).toContain(words.by_reader);
  });
  test('is calm and complete', () => {
    for (const [key, text] of Object.entries(words)) {
      if (key !== 'sentence_gap') expect(text, key).not.toBe('');
      expect(text, key).not.toMatch(/[!！]|illegal|违法|違法|unlawful/i);
    }
  });
});

test('Traditional is written for its readers, not converted', () => {
  const text = Object.values(mark.zh_TW).join('');
  expect(text).not.toMatch(/信息|数据|設備|網站被|軟件|保存到|圖標|默認|[这们为还没请]/);
  expect(Object.values(mark.zh_CN).join('')).not.toMatch(/訊息|資料|裝置|儲存|擴充功能/);
});
