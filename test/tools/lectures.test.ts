import { describe, expect, test } from 'vitest';
import { DEBTOR, FLAGGED, HEADS, LAWFUL, PRESSED, PRESSING } from '../../src/classify/heads.ts';
import { LABELS, type Label } from '../../src/core/verdict.ts';
import { CHAT_KINDS, type ChatKind } from '../../tools/classifier/conversations.ts';
import { KINDS, type Kind } from '../../tools/classifier/corpus.ts';
import { backgroundLecture, chatLecture, lectureOf, type Lecture } from '../../tools/classifier/parts.ts';

const NAMES: readonly string[] = [...LABELS, 'pressing', 'lawful', 'flagged', 'pressed', 'debtor'];
/** The outputs that are true, by name. */
const trueOf = ({ truth }: Lecture): string[] => NAMES.filter((_, head) => (truth & (1 << head)) !== 0);
const line = (kind: Kind, labels: Label[] = []) => lectureOf({ text: 'x', labels, kind, lang: 'en', batch: 'a' });
const counted = ({ counts }: Lecture) => Object.fromEntries([...NAMES.entries()].slice(LABELS.length - 1).map(([head, name]) => [head < LABELS.length ? 'labels' : name, counts[head]]));

test('outputs are named in their order', () => {
  expect(NAMES.length).toBe(HEADS);
  expect([PRESSING, LAWFUL, FLAGGED, PRESSED, DEBTOR].map((head) => NAMES[head])).toEqual(['pressing', 'lawful', 'flagged', 'pressed', 'debtor']);
  expect(HEADS).toBeLessThan(32);
});

describe('what is true of a line', () => {
  test.each<[Kind, Label[], string[]]>([
    ['positive', ['visit', 'defamation'], ['visit', 'defamation', 'pressing', 'flagged', 'pressed']],
    ['positive', ['violence'], ['violence', 'pressing', 'flagged', 'pressed']],
    ['lawful', [], ['pressing', 'lawful']],
    ['ordinary', [], []],
    ['victim', [], ['debtor']],
    ['advice', [], []],
  ])('%s %j: %j', (kind, labels, expected) => expect(trueOf(line(kind, labels))).toEqual(expected));
});

describe('what is true of a chat’s message', () => {
  test.each<[ChatKind, 'me' | 'them', Label[], string[]]>([
    ['collector', 'them', ['insult'], ['insult', 'pressing', 'flagged', 'pressed']],
    ['collector', 'them', [], ['pressing']],
    ['collector', 'me', [], ['debtor']],
    ['lawful', 'them', [], ['pressing', 'lawful']],
    ['lawful', 'me', [], ['debtor']],
    ['ordinary', 'them', [], []],
    ['ordinary', 'me', [], []],
  ])('%s, from %s, %j: %j', (kind, from, labels, expected) => expect(trueOf(chatLecture(kind, from, labels))).toEqual(expected));
});

describe('how much it counts', () => {
  const everything = [...KINDS.map((kind) => line(kind)), ...CHAT_KINDS.flatMap((kind) => [chatLecture(kind, 'me', []), chatLecture(kind, 'them', [])]), backgroundLecture(1)];

  test('each output has a count that is none or more, each label the same', () => {
    for (const { counts } of everything) {
      expect(counts.length).toBe(HEADS);
      expect([...counts].every((count) => Number.isFinite(count) && count >= 0)).toBe(true);
      expect(new Set(counts.subarray(0, LABELS.length)).size).toBe(1);
    }
  });

  test.each<[string, Lecture, object]>([
    ['positive', line('positive'), { labels: 1, pressing: 1, lawful: 1, flagged: 1, pressed: 1, debtor: 0.3 }],
    ['lawful', line('lawful'), { labels: 1.2, pressing: 1.2, lawful: 1.2, flagged: 0.7, pressed: 1.2, debtor: 0.3 }],
    ['a collector’s message', chatLecture('collector', 'them', ['visit']), { labels: 0.2, pressing: 0.3, lawful: 0.2, flagged: 0.2, pressed: 1, debtor: 0.3 }],
    ['the reader’s own', chatLecture('collector', 'me', []), { labels: 1, pressing: 1, lawful: 1, flagged: 0.6, pressed: 0, debtor: 1 }],
    ['background', backgroundLecture(1), { labels: 0.02, pressing: 1, lawful: 0.02, flagged: 0.5, pressed: 0, debtor: 0.3 }],
  ])('%s', (_, lecture, expected) => expect(counted(lecture)).toEqual(expected));

  test('`pressed` learns almost only from what collectors and reminders write', () => {
    const of = (lecture: Lecture) => lecture.counts[PRESSED]!;
    const others = [line('ordinary'), line('victim'), line('advice'), chatLecture('ordinary', 'them', []), ...CHAT_KINDS.map((kind) => chatLecture(kind, 'me', [])), backgroundLecture(1)];
    for (const other of others) expect(of(other)).toBeLessThanOrEqual(0.05 * of(line('positive')));
    expect(of(chatLecture('collector', 'them', []))).toBe(of(line('positive')));
  });

  test('a collector’s message teaches less of labels and flags than a line that stands alone', () => {
    const [alone, among] = [line('positive', ['visit']), chatLecture('collector', 'them', ['visit'])];
    expect(among.truth).toBe(alone.truth);
    for (const head of [0, PRESSING, LAWFUL, FLAGGED]) expect(among.counts[head]).toBeLessThan(alone.counts[head]!);
  });

  test('background counts as much as its source', () => {
    const [one, half] = [backgroundLecture(1), backgroundLecture(0.5)];
    expect(trueOf(one)).toEqual([]);
    expect([...half.counts]).toEqual([...one.counts].map((count) => count / 2));
  });
});
