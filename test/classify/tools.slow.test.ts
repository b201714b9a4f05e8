import { mkdtempSync, rmSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createClassifier } from '../../src/classify/classify.ts';
import type { Label } from '../../src/core/verdict.ts';
import { normalise } from '../../src/text/normalise.ts';
import { answerConversation, answerMessage, LineError } from '../../tools/classifier/answer.ts';
import { development, everything, gather } from '../../tools/classifier/build.ts';
import { cloak } from '../../tools/classifier/cloak.ts';
import type { Chat } from '../../tools/classifier/conversations.ts';
import { readCorpus, tongueOf, type Line } from '../../tools/classifier/corpus.ts';
import { fitLogistic } from '../../tools/classifier/logistic.ts';
import { auc, barAt, f1 } from '../../tools/classifier/measure.ts';
import { pack } from '../../tools/classifier/pack.ts';
import { randomFrom } from '../../tools/classifier/random.ts';
import { chooseDevelopment, type Held } from '../../tools/classifier/split.ts';

describe('measures', () => {
  test.each<[number[], number[], number]>([
    [[3, 4], [1, 2], 1], [[1, 2], [3, 4], 0], [[1, 3], [2, 4], 0.25], [[1, 1], [1, 1], 0.5], [[2, 1], [1, 0], 0.875],
  ])('AUC of %j against %j is %d', (positive, negative, expected) => expect(auc(positive, negative)).toBeCloseTo(expected, 10));
  test('AUC of nothing is no number', () => expect(auc([], [1])).toBeNaN());

  test('a bar lets no more through than it may', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    for (const rate of [0, 0.002, 0.01, 0.5]) expect(values.filter((value) => value >= barAt(values, rate)).length).toBe(rate * 1000);
    expect([5, 5, 5, 5].filter((value) => value >= barAt([5, 5, 5, 5], 0.5)).length).toBe(0);
  });

  test('F1', () => {
    expect(f1(0, 3, 4)).toBe(0);
    expect(f1(8, 2, 2)).toBeCloseTo(0.8, 10);
  });

  test('logistic regression finds what made the data', () => {
    const random = randomFrom(3);
    const inputs = Array.from({ length: 4000 }, () => [random() * 4 - 2, random() * 4 - 2]);
    const truth = inputs.map(([a, b]) => (random() < 1 / (1 + Math.exp(-(2 * a! - b! + 0.5))) ? 1 : 0));
    const [first, second, constant] = fitLogistic(inputs, truth, inputs.map(() => 1), 0.01);
    expect(first).toBeCloseTo(2, 0);
    expect(second).toBeCloseTo(-1, 0);
    expect(constant).toBeCloseTo(0.5, 0);
  });
});

describe('the corpus', () => {
  test('broken lines are told and left out, doubles too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    writeFileSync(join(folder, 'a.jsonl'), [
      '{"text":"one","labels":[],"kind":"ordinary","lang":"en","batch":"x"}', '{"text":"one","labels":[],"kind":"ordinary","lang":"en"}', 'nonsense', 'null',
      '{"text":"","labels":[],"kind":"ordinary"}', '{"text":"two","labels":["shouting"],"kind":"positive"}', '{"text":"three","labels":[],"kind":"positive"}',
      '{"text":"four","labels":["visit"],"kind":"lawful"}', '{"text":"five","labels":["visit"],"kind":"positive","lang":"zh-Hant-HK","scene":"s"}', '',
    ].join('\n'));
    const { lines, broken } = readCorpus(folder);
    rmSync(folder, { recursive: true });
    expect(lines.map(({ text, batch }) => [text, batch])).toEqual([['one', 'a'], ['five', 'a']]);
    expect(broken.map((reason) => reason.split(':')[1])).toEqual(['3', '4', '5', '6', '7', '8']);
  });

  test('every line of ours can be read', () => {
    const { lines, broken } = readCorpus(join(import.meta.dirname, '../../corpus'));
    expect(broken).toEqual([]);
    expect(lines.length).toBeGreaterThan(6000);
  });

  test.each([['zh-Hans', 'zh-Hans'], ['zh-Hant-TW', 'zh-TW'], ['zh-Hant-HK', 'zh-HK'], ['zh-Hant', 'zh-Hant'], ['en-NG', 'en'], ['en', 'en'], ['und', 'other']])('%s is %s', (lang, tongue) =>
    expect(tongueOf(lang)).toBe(tongue));

  test('development is whole batches, or says that it is not', () => {
    const line = (batch: string, kind: Line['kind'], index: number): Line => ({ text: `${batch}${index}`, labels: kind === 'positive' ? ['visit'] : [], kind, lang: 'en', batch });
    const lines = ['p', 'n', 'other'].flatMap((batch) => Array.from({ length: 120 }, (_, i) => line(batch, batch === 'p' ? 'positive' : 'ordinary', i)));
    const whole = chooseDevelopment({ lines, broken: [] }, { test: [], development: ['p', 'n'] });
    expect(lines.filter(whole.isDevelopment).map(({ batch }) => batch)).toEqual([...Array(120).fill('p'), ...Array(120).fill('n')]);
    // Chats go with their batch, and nothing is for both.
    const chats = chooseDevelopment({ lines, broken: [] }, { test: ['t', 'p'], development: ['p', 'n', 'c'] });
    expect(['c', 't', 'p', 'other'].map((batch) => [chats.isDevelopment({ batch }), chats.isTest({ batch })])).toEqual([[true, false], [false, true], [true, false], [false, false]]);
    const mixed = chooseDevelopment({ lines, broken: [] }, { test: ['t'], development: ['p'] });
    expect(mixed.words).toMatch(/same writers/);
    expect([mixed.isDevelopment({ batch: 'p' }), mixed.isTest({ batch: 't' })]).toEqual([false, false]);
  });
});

test('cloaked text is another text, the same each time', () => {
  for (const text of ['再不还钱就去你单位找你领导', 'Pay the money tonight or your mother hears everything']) {
    expect(cloak(text, randomFrom(1))).toBe(cloak(text, randomFrom(1)));
    expect(cloak(text, randomFrom(1))).not.toBe(text);
  }
});

test('a small training gives the same bytes twice and tells its two kinds apart', () => {
  const lines = Array.from({ length: 300 }, (_, i): Line => i % 2 === 0
    ? { text: `pay today or we visit house number ${'abcdefghij'[i % 10]} and tell your boss`, labels: ['visit', 'third_party'], kind: 'positive', lang: 'en', batch: 'a' }
    : { text: `shall we have dinner at seven with ${'klmnopqrst'[i % 10]} in the garden`, labels: [], kind: 'ordinary', lang: 'en', batch: 'b' });
  // Bars are measured for Han texts and for others: there must be some of each.
  const background = Array.from({ length: 200 }, (_, i) => ({ text: i % 2 === 0 ? `the weather in town ${i} is fine` : `第${i}座城市今天天气很好`, source: 'weather' }));
  const said = (from: string, text: string, labels: Label[] = []) => ({ from, at: '2026-03-02T09:00:00Z', text, labels });
  const chats = Array.from({ length: 12 }, (_, i): Chat => i % 2 === 0
    ? { id: `${i}`, kind: 'collector', lang: 'en', batch: 'c', messages: [said('them', `your loan ${i} is overdue, pay today`), said('me', 'I will pay next week'), said('them', 'pay or we visit your boss', ['visit'])] }
    : { id: `${i}`, kind: 'ordinary', lang: 'en', batch: 'c', messages: [said('them', `dinner ${i} in the garden`), said('me', 'see you at seven'), said('them', 'bring the children')] });
  const once = (): Uint8Array => {
    const material = gather(lines, chats, background);
    const isDevelopment = ({ text, batch }: Held) => batch === 'c' || text?.includes(' a ') === true || text?.includes(' k ') === true;
    const trained = everything(material, development(material, { isDevelopment, isTest: () => false }));
    return pack(trained.header, trained.packed).file;
  };
  const file = once();
  expect(Buffer.from(once()).equals(Buffer.from(file))).toBe(true);
  const scores = (row: string) => (answerMessage(createClassifier(file), 'high', row) as { scores: { visit: number } }).scores;
  expect(scores('{"text":"pay today or we visit house number b and tell your boss"}').visit)
    .toBeGreaterThan(scores('{"text":"shall we have dinner at seven in the garden"}').visit);
  const evidence = (text: string) => createClassifier(file).classify(text, normalise(text)).evidence;
  expect(evidence('your loan is overdue, pay today').them).toBeGreaterThan(evidence('dinner in the garden').them);
  expect(evidence('I will pay next week').me).toBeGreaterThan(evidence('see you at seven').me);
}, 60_000);

describe('the command line answers', () => {
  const classifier = createClassifier(readFileSync(new URL('../../src/classify/model.bin', import.meta.url)));
  const threat = '今晚八点前不转账，我把你的裸照发给你妈和你们公司全体同事';

  test('a message', () => {
    expect(answerMessage(classifier, 'normal', JSON.stringify({ id: 7, text: threat }))).toMatchObject({ id: 7, flagged: true });
    expect(answerMessage(classifier, 'normal', '{"text":"ok"}')).toMatchObject({ id: null, flagged: false, labels: [], spans: [] });
  });

  test("a conversation, in which the reader's own words are never flagged", () => {
    const messages = ['them', 'me', 'them'].map((from) => ({ from, at: '2026-03-02T21:14:00+08:00', text: threat }));
    const answer = answerConversation(classifier, 'normal', JSON.stringify({ id: 'c', tz: 'Asia/Shanghai', rules: 'CN', messages }));
    expect(answer).toMatchObject({ id: 'c', messages: [{ flagged: true }, { flagged: false, labels: [] }, { flagged: true }], patterns: [] });
  });

  test('a conversation without times, or with nonsense for one', () => {
    const messages = [{ from: 'them', text: 'ok' }, { from: 'them', at: 'soon', text: 'ok' }];
    expect(answerConversation(classifier, 'normal', JSON.stringify({ messages }))).toMatchObject({ messages: [{ flagged: false }, { flagged: false }] });
  });

  test.each(['', 'x', '[]', 'null', '5', '{"id":3}', '{"id":3,"text":null}'])('%j: an error that names the line', (row) => {
    expect(() => answerMessage(classifier, 'normal', row)).toThrow(LineError);
  });
  test.each(['{"id":3}', '{"messages":5}', '{"messages":[null]}', '{"messages":[{"from":"them"}]}', '{"messages":[{"text":"x"}]}'])('%j: an error', (row) => {
    expect(() => answerConversation(classifier, 'normal', row)).toThrow(LineError);
  });
});
