import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createClassifier, type Classified, type Classifier } from '../../src/classify/classify.ts';
import { barRaise, moveOf, nextState, pressure, startState, type ConversationState } from '../../src/classify/context.ts';
import { readConversation, type ConversationOptions, type Said } from '../../src/classify/conversation.ts';
import { normalise } from '../../src/text/normalise.ts';
import { readConversations, type Chat } from '../../tools/classifier/conversations.ts';

const root = join(import.meta.dirname, '../..');
const classifier = createClassifier(readFileSync(join(root, 'src/classify/model.bin')));
const batch = readConversations(join(root, 'corpus')).filter((chat) => chat.batch === 'conv-zh2');

const T0 = Date.UTC(2026, 2, 2, 9);
const DAY = 24 * 3600_000;
const said = (voice: string, text: string, at = T0): Said => ({ voice, text, comparable: normalise(text), at });
const whole = (chat: Chat): Said[] => chat.messages.map(({ from, text, at }) => said(from, text, Date.parse(at)));
const read = (all: readonly Said[], options?: ConversationOptions) => readConversation(classifier, all, options);
const alone = (text: string) => classifier.classify(text, normalise(text));
const flags = (verdicts: readonly (Classified | null)[]) => verdicts.map((verdict) => verdict?.flagged);
/** What is known of a voice after these messages. */
const after = (texts: readonly string[]): ConversationState =>
  texts.reduce((state, text) => nextState(state, { evidence: alone(text).evidence.them, at: T0 }), startState());

const threats = ['今晚八点前不转账，我把你的裸照发给你妈和你们公司全体同事', '死老赖，你全家都是骗子，活该被车撞死', '再不還錢，明天我們帶人到你家樓下堵你'];
const plainTalk = [
  '早上好，今天降温了多穿点', '周末一起去公园散步吗', '我妈包了饺子，给你留了一盒', '孩子的作业写完了吗', '晚上想吃什么，我去买菜',
  '昨天那部电影挺好看的', '快递放门卫室了', '下午三点开会，记得带资料', '地铁又晚点了，我迟到十分钟', '哈哈哈哈太好笑了',
];

describe('whose words are judged', () => {
  const chat = [said('them', threats[0]!), said('me', threats[0]!), said('system', threats[0]!), said('Bo', '好的'), said('me', threats[1]!)];

  test.each([undefined, 'collector', 'not_collector'] as const)('never the reader’s own nor the page’s notices, in a chat said to be %s', (word) => {
    for (const lookAgain of [true, false]) {
      const verdicts = read(chat, { word, lookAgain, sensitivity: 'high' });
      expect(verdicts.map((verdict) => verdict === null)).toEqual([false, true, true, false, true]);
      expect(flags(verdicts)[0]).toBe(true);
    }
  });

  test('notices tell nothing of the chat', () => {
    const chats = [read([said('system', threats[0]!), said('them', '你好')]), read([said('them', '你好')])];
    expect(chats[0]![1]).toEqual(chats[1]![0]);
  });

  test('of nothing there is nothing to say', () => expect(read([])).toEqual([]));
});

describe('looking again, over a whole batch of chats', () => {
  const asTheyCome = batch.map((chat) => flags(read(whole(chat), { lookAgain: false })));
  const again = batch.map((chat) => flags(read(whole(chat))));
  const hits = (of: readonly (boolean | undefined)[][]) => batch.flatMap((chat, i) => chat.messages.filter(({ labels }, at) => labels.length > 0 && of[i]![at])).length;

  test('there is something to find', () => expect(batch.filter(({ kind }) => kind === 'collector').length).toBeGreaterThan(20));

  test('more of what is truly harassing is marked than as messages come', () => expect(hits(again)).toBeGreaterThan(hits(asTheyCome)));

  test('some of it is early, before its chat was known for a collector’s', () => {
    const early = batch.flatMap((chat, i) => chat.messages.flatMap(({ labels }, at) => (labels.length > 0 && again[i]![at] && !asTheyCome[i]![at] ? [{ chat, at }] : [])));
    expect(early.length).toBeGreaterThan(0);
    // What came after made the difference: with the chat cut off behind it, it is not marked.
    // (Not of all: a second look also counts the time that passed before the message.)
    const alreadyThen = early.filter(({ chat, at }) => read(whole(chat).slice(0, at + 1))[at]!.flagged);
    expect(alreadyThen.length).toBeLessThan(early.length / 2);
  });

  test('hardly any chat that is no collector’s has a mark', () => {
    const others = batch.flatMap(({ kind }, i) => (kind === 'collector' ? [] : [again[i]!.some(Boolean)]));
    expect(others.filter(Boolean).length).toBeLessThanOrEqual(others.length * 0.1);
  });
});

describe('no message speaks for itself', () => {
  /** The same, but message `at` says this of its chat. `states`: what the second look is given. */
  const secondLook = (all: readonly Said[], at: number, evidence: number): ConversationState => {
    let calls = 0;
    const states: (ConversationState | undefined)[] = [];
    const forced: Classifier = {
      modelVersion: 't',
      classify(text, comparable, options) {
        const index = calls++;
        const verdict = classifier.classify(text, comparable);
        if (index >= all.length) states.push(options?.state);
        return index === at ? { ...verdict, evidence: { them: evidence, me: evidence } } : verdict;
      },
    };
    readConversation(forced, all);
    return states[all.slice(0, at).filter(({ voice }) => voice !== 'me').length]!;
  };

  test('alone in its chat it is judged as a stranger’s', () => {
    for (const { messages } of batch) {
      for (const { from, text } of messages) if (from !== 'me') expect(read([said(from, text)])[0]).toEqual(alone(text));
    }
  }, 20_000);

  test('of two, each is judged by what the other says', () => {
    const [first, second] = ['你好', '明天在你家楼下见'];
    const states = [0, 1].map((at) => secondLook([said('them', first), said('them', second)], at, 9).collector);
    expect(states[0]).toBeCloseTo(startState().collector + moveOf(alone(second).evidence.them), 10);
    expect(states[1]).toBeCloseTo(startState().collector + moveOf(alone(first).evidence.them), 10);
  });

  test('whatever it says of the chat, its verdict is the same', () => {
    for (const chat of batch.filter(({ kind }) => kind === 'collector').slice(0, 10)) {
      const all = whole(chat).map((one) => ({ ...one, at: Number.NaN }));
      for (const [at, { voice, text, comparable }] of all.entries()) {
        if (voice === 'me') continue;
        const [most, least] = [5, -5].map((evidence) => classifier.classify(text, comparable, { state: secondLook(all, at, evidence) }).flagged);
        expect(most, text).toBe(least);
      }
    }
  }, 60_000);

  test.each([['them', '说点什么'], ['me', '说点什么']])('however long ago it was: after a quiet month that %s ended, what is left of its own word is taken out', (voice, text) => {
    const all = [said('them', threats[0]!, T0), said(voice, text, T0 + 30 * DAY)];
    const moved = moveOf(alone(text).evidence[voice === 'me' ? 'me' : 'them']);
    expect(Math.abs(secondLook(all, 0, 2).collector - startState().collector - moved)).toBeLessThan(0.1);
  });
});

describe('voices', () => {
  const collector = threats.map((text) => said('them', text));
  const friend = plainTalk.map((text) => said('friend', text));

  test('a friend beside a collector in a group is judged by what the friend said', () => {
    const together = [...friend.slice(0, 2), ...collector, ...friend.slice(2)];
    for (const lookAgain of [true, false]) {
      const verdicts = read(together, { lookAgain });
      const of = (voice: string) => verdicts.filter((_, i) => together[i]!.voice === voice);
      expect(of('friend')).toEqual(read(friend, { lookAgain }));
      expect(of('them')).toEqual(read(collector, { lookAgain }));
      expect(flags(of('friend'))).not.toContain(true);
      expect(flags(of('them'))).not.toContain(false);
    }
  });

  test('the reader’s own words tell of the whole chat', () => {
    const own = ['我真的没钱还了，求你们别再打电话给我家人', '欠你们的我会还，再宽限几天'];
    const heard: (ConversationState | undefined)[] = [];
    const listening: Classifier = { ...classifier, classify: (text, comparable, options) => (heard.push(options?.state), classifier.classify(text, comparable, options)) };
    readConversation(listening, [...own.map((text) => said('me', text)), said('them', '你好'), said('Bo', '你好')], { lookAgain: false });
    const moved = own.reduce((state, text) => nextState(state, { evidence: alone(text).evidence.me, at: T0 }), startState()).collector;
    expect(moved).toBeGreaterThan(startState().collector);
    expect(heard.slice(2).map((state) => state!.collector)).toEqual([expect.closeTo(moved, 10), expect.closeTo(moved, 10)]);
  });
});

describe('plain talk', () => {
  test('of ten messages raises the bar: a borderline line is not marked that alone would be', () => {
    const lines = readFileSync(join(root, 'corpus/zhs-p3.jsonl'), 'utf8').trimEnd().split('\n').map((row) => (JSON.parse(row) as { text: string }).text);
    const [borderline] = lines.map((text) => ({ text, ...alone(text) })).filter(({ flagged }) => flagged).toSorted((a, b) => a.strength - b.strength).map(({ text }) => text);
    expect(barRaise(after(plainTalk), null)).toBeGreaterThan(1);
    for (const lookAgain of [true, false]) {
      expect(flags(read([said('them', borderline!)], { lookAgain }))).toEqual([true]);
      expect(flags(read([...plainTalk, borderline!].map((text) => said('them', text)), { lookAgain }))).toEqual(Array(11).fill(false));
    }
  }, 20_000);

  test('does not hide a plain threat', () => expect(flags(read([...plainTalk, threats[0]!].map((text) => said('them', text)))).at(-1)).toBe(true));

  test('a greeting, a sound, or a language that the model does not know makes nobody a collector', () => {
    const words = ['hi', '1', '?', '👍', '早', '你好', 'lol', 'see you', '晚安', '', 'Привет, как дела?', '안녕하세요 내일 봐요'];
    expect(words.filter((text) => pressure(after([text]), null) >= 0.5)).toEqual([]);
  });

  test('a greeting before it does not turn a harmless line into a threat', () => {
    for (const line of ['妈，今晚我上门来吃饭，带点啥', '我明天去你公司找你吃饭', "I'll tell your mom you ate the cake"]) {
      expect(alone(line).flagged).toBe(false);
      expect(flags(read([said('friend', 'hi'), said('friend', line)])), line).toEqual([false, false]);
    }
  });
});

test('a chat of two thousand messages is read in bounded time', () => {
  const messages = batch.flatMap(whole);
  const long = Array.from({ length: 2_000 }, (_, i): Said => ({ ...messages[i % messages.length]!, voice: i % 7 === 0 ? 'me' : 'them', at: T0 + i * 60_000 }));
  const start = performance.now();
  const verdicts = read(long);
  expect(performance.now() - start).toBeLessThan(20_000);
  expect([verdicts.length, verdicts.filter((verdict) => verdict === null).length]).toEqual([2_000, Math.ceil(2_000 / 7)]);
}, 40_000);
