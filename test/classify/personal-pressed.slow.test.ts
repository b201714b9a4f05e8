import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createClassifier, type ClassifyOptions } from '../../src/classify/classify.ts';
import { nextState, startState, type ConversationState } from '../../src/classify/context.ts';
import { readConversation } from '../../src/classify/conversation.ts';
import { learnPersonal, lessonFeatures, type Lesson, type LessonWord } from '../../src/classify/personal.ts';
import { SENSITIVITIES } from '../../src/core/verdict.ts';
import { normalise } from '../../src/text/normalise.ts';

const load = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const classifier = createClassifier(load('src/classify/model.bin'));
const flagged = (text: string, options?: ClassifyOptions): boolean => classifier.classify(text, normalise(text), options).flagged;
const lesson = (text: string, says: LessonWord): Lesson => ({ says, features: lessonFeatures(normalise(text).text) });
const taught = (says: LessonWord, ...texts: string[]) => learnPersonal(texts.map((text) => lesson(text, says)));

function lines(batch: string, every: number): string[] {
  const all = load(`corpus/${batch}.jsonl`).toString('utf8').trimEnd().split('\n').map((row) => (JSON.parse(row) as { text: string }).text);
  return all.filter((_, i) => i % every === 0);
}

const pressed = Array.from({ length: 6 }).reduce<ConversationState>((state) => nextState(state, { evidence: 3, at: 1 }), startState());
const chats: [string, ClassifyOptions][] = [['of a stranger', {}], ['that presses', { state: pressed }], ['that the reader says is a collector’s', { word: 'collector' }]];
const threats = [...lines('zhs-p3', 5), ...lines('en-p3', 5), ...lines('tw-p3', 5), ...lines('hk-p1', 5)];
const talk = '今天下午我们去公园散步，看到很多花都开了，天气也很好，孩子们在草地上放风筝。';
const threat = '今晚八点前不转账，我把你的裸照发给你妈和你们公司全体同事。';

describe.each(chats)('in a chat %s', (_, chat) => {
  test('every wording that was dismissed is unmarked, at every sensitivity', () => {
    const marked = threats.filter((text) => flagged(text, chat));
    expect(marked.length).toBeGreaterThan(100);
    for (const text of marked) {
      const personal = taught('not_harassment', text);
      for (const sensitivity of SENSITIVITIES) expect(flagged(text, { ...chat, sensitivity, personal }), `${sensitivity}: ${text}`).toBe(false);
    }
  }, 60_000);

  test('whatever else the reader confirmed', () => {
    const [text, ...others] = threats.filter((one) => flagged(one, chat));
    const lessons = [...others.slice(0, 40).map((one) => lesson(one, 'harassment')), lesson(text!, 'not_harassment')];
    expect(flagged(text!, { ...chat, personal: learnPersonal(lessons) })).toBe(false);
  });

  test('a dismissal taken back is marked again', () => {
    const text = threats.find((one) => flagged(one, chat))!;
    expect(flagged(text, { ...chat, personal: learnPersonal([]) })).toBe(true);
    expect(flagged(text, { ...chat, personal: learnPersonal([lesson(text, 'not_harassment'), lesson(text, 'harassment')]) })).toBe(true);
  });

  test('a threat that was missed and then confirmed is marked', () => {
    const missed = threats.filter((one) => !flagged(one, chat));
    for (const text of missed) expect(flagged(text, { ...chat, personal: taught('harassment', text) }), text).toBe(true);
  });
});

// Read in windows: the threat may lie in any of them.
test.each([0, 3, 6, 10])('a dismissed long message with its threat after %i lines of talk is unmarked', (before) => {
  const text = talk.repeat(before) + threat + talk.repeat(10);
  expect(flagged(text)).toBe(true);
  expect(flagged(text, { personal: taught('not_harassment', text) })).toBe(false);
});

test('in a whole chat of a collector, dismissed wordings are unmarked and the others stay', () => {
  const all = ['还钱', '今天必须还款，否则后果自负', threat, '死老赖，你全家都是骗子，活该被车撞死', '明天我们带人到你家楼下堵你'];
  const said = all.map((text, i) => ({ voice: 'them', text, comparable: normalise(text), at: 1_000 + i }));
  const flags = (personal: ReturnType<typeof taught>) => readConversation(classifier, said, { personal }).map((verdict) => verdict!.flagged);
  const before = flags(null);
  expect(before.slice(2)).toEqual([true, true, true]);
  expect(flags(taught('not_harassment', threat))).toEqual(before.with(2, false));
});

test('a lesson of a long and varied message is cut, and holds no text', () => {
  const varied = lines('zhs-p3', 2).join('');
  const { features } = lesson(varied, 'harassment');
  expect(features.length).toBeLessThanOrEqual(1_500);
  expect(features.length).toBeGreaterThan(300);
  expect(features.every((feature) => Number.isInteger(feature))).toBe(true);
});
