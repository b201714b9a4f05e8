import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createClassifier, type ClassifyOptions } from '../../src/classify/classify.ts';
import { nextState, startState, type ConversationState } from '../../src/classify/context.ts';
import { LABELS, SENSITIVITIES, type Label } from '../../src/core/verdict.ts';
import { normalise } from '../../src/text/normalise.ts';

const classifier = createClassifier(readFileSync(new URL('../../src/classify/model.bin', import.meta.url)));
const read = (text: string, options?: ClassifyOptions) => classifier.classify(text, normalise(text), options);

describe('must mark, with this label among others', () => {
  test.each<[string, Label]>([
    ['今晚八点前不转账，我把你的裸照发给你妈和你们公司全体同事', 'exposure'],
    ['死老赖，你全家都是骗子，活该被车撞死', 'insult'],
    ['我是市公安局经侦大队民警，你涉嫌诈骗，今天不还款就上门抓人', 'impersonation'],
    ['你涉嫌诈骗，今天不还款就上门抓人，等着坐牢吧', 'legal_threat'],
    ['你再不还钱，我就群发你所有亲戚，说你是骗子', 'third_party'],
    ['今晚12點前唔還，聽日去你屋企樓下貼大字報', 'visit'],
    ['再不還錢，明天我們帶人到你家樓下堵你', 'visit'],
    ["Officer Daniels, county sheriff. A warrant is out for your arrest over the unpaid loan, pay today or you go to jail.", 'legal_threat'],
    ["If you don't pay by tonight we will come to your house and break your legs.", 'violence'],
    ['Pay by 5pm or I send your nudes to every contact in your phone, starting with your mother.', 'exposure'],
  ])('%s', (text, label) => {
    const verdict = read(text);
    expect(verdict.flagged).toBe(true);
    expect(verdict.labels.map(({ id }) => id)).toContain(label);
    expect(verdict.spans.some((span) => span.label === label)).toBe(true);
  });
});

describe('must not mark', () => {
  test.each([
    '您好，您的账单将于3月5日到期，应还金额1,200元，请按时还款。', '您好，您的快递放在门卫室了，记得来取', '周末我妈要来家里，你几点下班？', '律师说这种情况可以报警，保留好聊天记录',
    '好的', '哈哈哈哈', '在吗', '😂😂😂', '', ' ', '。', '12345', '\u200b',
    'Want to grab lunch tomorrow? My treat.', 'ok', 'lol', 'Your statement is ready. Minimum payment of $35 is due on March 14. Pay online or call us to set up a plan.',
    '明天下午三點開會，記得帶資料', '聽日食咩好？',
  ])('%j', (text) => {
    const verdict = read(text);
    expect(verdict.flagged).toBe(false);
    expect(verdict.labels).toEqual([]);
    expect(verdict.spans).toEqual([]);
  });
});

describe('hidden writing', () => {
  test.each([
    ['你再不还钱，我就群发你所有亲戚，说你是骗子', '你再不還錢，我就群發你所有親戚，說你是騙子'],
    ['你再不还钱，我就群发你所有亲戚，说你是骗子', '你 再 不 还 钱，我 就 群 发 你 所 有 亲 戚 ，说你是骗子'],
    ['你再不还钱，我就群发你所有亲戚，说你是骗子', '你再*不还*钱，我就🔥群🔥发你所有亲\u200b戚，说你是骗(piàn)子'],
    ["If you don't pay by tonight we will come to your house and break your legs.", "If you don't p4y by tonight wе wi11 c0me tо уour h0use and br\u200beak your l.e.g.s."],
  ])('%s: the same labels as plain', (plain, hidden) => {
    expect(read(hidden).labels).toEqual(read(plain).labels);
    expect(read(hidden).flagged).toBe(true);
  });

  test('homophones and typed pinyin are still marked', () => {
    expect(read('你再不还前，我就群发你所有亲七，说你是片子').flagged).toBe(true);
    expect(read('你再不huanqian，我就qunfa你所有qinqi，说你是pianzi').flagged).toBe(true);
  });
});

describe('a verdict', () => {
  const texts = [
    '今晚八点前不转账，我把你的裸照发给你妈和你们公司全体同事', '死老赖🔥你全家都是骗子\ud83d，活该被车撞死', 'Pay by 5pm or I send your nudes 📸 to your mother',
    '𠮶老赖唔還錢，淋紅油', '', '\ud800', 'a'.repeat(3000), '催收'.repeat(2000),
  ];
  test.each(texts)('is whole and its spans lie in the text on code-point boundaries (%#)', (text) => {
    for (const sensitivity of SENSITIVITIES) {
      const verdict = read(text, { sensitivity });
      expect(Object.keys(verdict.scores)).toEqual([...LABELS]);
      for (const score of [...Object.values(verdict.scores), verdict.pressing, verdict.lawful]) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
      expect(verdict.flagged).toBe(verdict.labels.length > 0);
      const scores = verdict.labels.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(verdict.modelVersion).toBe(classifier.modelVersion);
      const carried = new Set(verdict.labels.map(({ id }) => id));
      for (const { start, end, label } of verdict.spans) {
        expect(carried.has(label)).toBe(true);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(text.slice(start, end).isWellFormed() || !text.isWellFormed()).toBe(true);
      }
      for (const label of carried) expect(verdict.spans.filter((span) => span.label === label).length).toBeLessThanOrEqual(3);
    }
  });

  test('is the same every time', () => {
    for (const text of texts) expect(read(text)).toEqual(read(text));
  });

  test('flags no less at a higher sensitivity', () => {
    for (const text of texts) {
      if (read(text, { sensitivity: 'low' }).flagged) expect(read(text).flagged).toBe(true);
      if (read(text).flagged) expect(read(text, { sensitivity: 'high' }).flagged).toBe(true);
    }
  });

  test('points at the words of the threat', () => {
    const text = '你好，天气不错。我把你的裸照发给你妈和你们公司全体同事。';
    const verdict = read(text);
    expect(verdict.flagged).toBe(true);
    const pointed = verdict.spans.map(({ start, end }) => text.slice(start, end)).join('');
    expect(pointed).toMatch(/裸照|公司|同事/);
    expect(pointed).not.toContain('天气');
  });
});

describe('long texts', () => {
  const threat = '你再不还钱，我就群发你所有亲戚，说你是骗子。';
  const talk = '今天下午我们去公园散步，看到很多花都开了，天气也很好，孩子们在草地上放风筝。';
  test.each([0, 1, 5, 20])('a threat after %i lines of talk is found', (lines) => {
    const text = talk.repeat(lines) + threat + talk.repeat(20);
    const verdict = read(text);
    expect(verdict.flagged).toBe(true);
    expect(verdict.spans.some(({ start, end }) => start >= talk.length * lines && end <= talk.length * lines + threat.length)).toBe(true);
  });

  test('a million characters take bounded time', () => {
    const text = talk.repeat(1_000_000 / talk.length);
    const start = performance.now();
    read(text);
    expect(performance.now() - start).toBeLessThan(20_000);
  }, 40_000);
});

describe('context', () => {
  const after = (count: number, evidence: number) => Array.from({ length: count }).reduce<ConversationState>((state) => nextState(state, { evidence, at: 1 }), startState());
  const pressed = after(5, 2);
  const quietVisit = '明天在你家楼下见';

  test('the bar falls in a chat that presses, never rises', () => {
    const texts = [quietVisit, '我知道你妈住哪', '你儿子在实验小学吧', '下周一到你公司聊聊', 'See you at your place', '好的', '在吗'];
    for (const text of texts) if (read(text).flagged) expect(read(text, { state: pressed }).flagged).toBe(true);
    const now = texts.filter((text) => read(text, { state: pressed }).flagged).length;
    expect(now).toBeGreaterThan(texts.filter((text) => read(text).flagged).length - 1);
  });

  test('the word collector works like a chat that presses', () => {
    for (const text of [quietVisit, '我知道你妈住哪', '好的']) {
      expect(read(text, { word: 'collector' }).labels).toEqual(read(text, { state: pressed }).labels);
    }
  });

  test('small talk in a collector chat stays unmarked', () => {
    for (const text of ['好的', '在吗', '早上好', 'ok thanks', '收到', '😂']) expect(read(text, { word: 'collector' }).flagged).toBe(false);
  });

  test('in a chat said to be no collector a borderline message stays unmarked', () => {
    const borderline = ['妈，今晚我上门来吃饭，带点啥', quietVisit, '再不来我就去你家抓你', '你个死鬼还不还钱'];
    for (const text of borderline) expect(read(text, { word: 'not_collector', state: pressed }).flagged).toBe(false);
  });
});
