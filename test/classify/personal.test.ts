import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createClassifier } from '../../src/classify/classify.ts';
import { learnPersonal, lessonFeatures, MOST_LESSONS, wholeOf, type Lesson, type LessonWord, type Personal } from '../../src/classify/personal.ts';
import { textHash } from '../../src/classify/tokens.ts';
import { normalise } from '../../src/text/normalise.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const classifier = createClassifier(read('src/classify/model.bin'));
const verdict = (text: string, personal: Personal | null = null) => classifier.classify(text, normalise(text), { personal });
const flagged = (text: string, personal: Personal | null = null): boolean => verdict(text, personal).flagged;
const lesson = (text: string, says: LessonWord): Lesson => ({ says, features: lessonFeatures(normalise(text).text) });
const taught = (texts: readonly string[], says: LessonWord) => learnPersonal(texts.map((text) => lesson(text, says)));

/** Lines of a batch, evenly over it, so that all its scenes come in. */
function lines(batch: string, count: number): string[] {
  const all = read(`corpus/${batch}.jsonl`).toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { text: string });
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!.text);
}
const evenly = (texts: readonly string[], count: number) => Array.from({ length: count }, (_, i) => texts[Math.floor(((i + 0.5) * texts.length) / count)]!);

const threats = [...lines('zhs-p3', 100), ...lines('en-p3', 100), ...lines('tw-p3', 50), ...lines('hk-p1', 50)];
const ordinary = [...lines('zhs-n2', 100), ...lines('en-n3', 100)];
const marked = threats.filter((text) => flagged(text));
/** Clear ones, of different scenes. */
const five = evenly(marked, 5);

test('there is something to lose', () => {
  expect(new Set(threats).size).toBe(300);
  expect(marked.length).toBeGreaterThan(150);
});

describe('five clear threats dismissed by mistake', () => {
  const personal = taught(five, 'not_harassment')!;
  const others = threats.filter((text) => !five.includes(text));

  test('lower recall on the others by less than three points', () => {
    const recall = (given: Personal | null) => others.filter((text) => flagged(text, given)).length / others.length;
    const lost = recall(null) - recall(personal);
    expect(lost).toBeGreaterThanOrEqual(0);
    expect(lost).toBeLessThan(0.03);
  });

  test.each(five)('the same wording is then unmarked: %s', (text) => {
    expect(flagged(text)).toBe(true);
    expect(flagged(text, personal)).toBe(false);
    expect(flagged(` ${text} `, personal)).toBe(false);
  });

  test('each taken back takes back exactly what it did', () => {
    const [first, ...rest] = five.map((text) => lesson(text, 'not_harassment'));
    const scores = (given: Personal | null) => threats.map((text) => verdict(text, given));
    expect(learnPersonal([])).toBeNull();
    expect(scores(learnPersonal([...rest, first!].filter((one) => one !== first)))).toEqual(scores(learnPersonal(rest)));
    expect(flagged(five[0]!, learnPersonal(rest))).toBe(true);
    // Nothing is left behind in the classifier either.
    const before = scores(null);
    scores(personal);
    expect(scores(null)).toEqual(before);
  });
});

test('fifty mistaken dismissals cost no more than the whole shift, and what is worded alike', () => {
  const fifty = evenly(marked, 50);
  const personal = taught(fifty, 'not_harassment')!;
  const alone = fifty.map((text) => taught([text], 'not_harassment')!);
  for (const text of marked) {
    if (!flagged(text, { adjust: () => -0.5 }) || flagged(text, personal)) continue;
    // One lesson alone moves no bar: where it lowers a score, the two are worded alike.
    expect(alone.some((one) => verdict(text, one).strength < verdict(text).strength), text).toBe(true);
  }
  const far = '今晚八点前不转账，我把你的裸照发给你妈和你们公司全体同事';
  expect(flagged(far, personal)).toBe(true);
});

test('five confirmations mark the like, and almost nothing of ordinary chat', () => {
  const missed = evenly(threats.filter((text) => !flagged(text)), 5);
  const personal = taught(missed, 'harassment');
  for (const text of missed) expect(verdict(text, personal).strength).toBeGreaterThan(verdict(text).strength + 5);
  const marks = (given: Personal | null) => ordinary.filter((text) => flagged(text, given)).length;
  expect(marks(personal) - marks(null)).toBeLessThanOrEqual(2);
});

test('two words on the same wording cancel out: the estimate decides', () => {
  const text = five[0]!;
  const both = learnPersonal([lesson(text, 'not_harassment'), lesson(text, 'harassment')]);
  expect(verdict(text, both).strength).toBeCloseTo(verdict(text).strength, 6);
});

test('only the newest lessons count', () => {
  const text = five[0]!;
  const old = lesson(text, 'not_harassment');
  const others = Array.from({ length: MOST_LESSONS }, () => lesson('明天下午三点开会', 'not_harassment'));
  expect(flagged(text, learnPersonal([old, ...others]))).toBe(true);
  expect(flagged(text, learnPersonal([...others, old]))).toBe(false);
});

test('a lesson of a very long message is short', () => {
  const { features } = lesson('还钱不然上门'.repeat(100_000), 'harassment');
  expect(features.length).toBeLessThanOrEqual(300);
  expect(new Set(features).size).toBe(features.length);
});

test('the very same text is known by a number that no feature of another can be', () => {
  const whole = wholeOf('明天下午三点开会');
  expect(whole).toBeGreaterThan(2 ** 32);
  expect(Number.isSafeInteger(whole)).toBe(true);
  // One whose features hold the number of a 32-bit hash by chance is not the same text.
  const personal = learnPersonal([{ says: 'not_harassment', features: [textHash('=弄死你'), 1, 2, 3] }])!;
  expect(personal.adjust({ hash: new Int32Array([9]), firstToken: new Int32Array(1), lastToken: new Int32Array(1), length: 1 }, wholeOf('弄死你'))).toBe(0);
});

test('a long text is not compared with each lesson by each of its windows', () => {
  const lessons = Array.from({ length: MOST_LESSONS }, (_, i) => lesson(Array.from({ length: 6 }, (_, k) => threats[(i + k * 50) % threats.length]!).join('，').slice(0, 300), i % 2 ? 'harassment' : 'not_harassment'));
  const personal = learnPersonal(lessons)!;
  const text = threats.join('，').repeat(10).slice(0, 20_000);
  const folded = normalise(text);
  const time = (given: Personal | null) => {
    const start = performance.now();
    classifier.classify(text, folded, { personal: given });
    return performance.now() - start;
  };
  time(null);
  // About 130 ms; going through all lessons took more than a second.
  expect(time(personal)).toBeLessThan(700);
});
