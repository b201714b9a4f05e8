import { describe, expect, test } from 'vitest';
import type { Classified, Classifier, ClassifyOptions } from '../../src/classify/classify.ts';
import { pressure, startState } from '../../src/classify/context.ts';
import { LABELS, type Label } from '../../src/core/verdict.ts';
import { chatFigures } from '../../tools/classifier/chat-figures.ts';
import type { Chat, ChatKind } from '../../tools/classifier/conversations.ts';

/** Marks the labels that a text names; "perhaps" only where a collector writes. A text with "debt" tells that one does. */
const classifier: Classifier = {
  modelVersion: 't',
  classify(text, _comparable, { state }: ClassifyOptions = {}): Classified {
    const named = LABELS.filter((label) => text.includes(label));
    const labels = text.includes('perhaps') && pressure(state ?? startState(), null) === 0 ? [] : named;
    const evidence = text.includes('debt') ? 2 : -1;
    return {
      flagged: labels.length > 0, labels: labels.map((id) => ({ id, score: 1 })), spans: [], pressing: 0, modelVersion: 't',
      scores: {} as Classified['scores'], lawful: 0, strength: 0, evidence: { them: evidence, me: evidence },
    };
  },
};

let count = 0;
function chat(kind: ChatKind, ...messages: [from: string, text: string, ...labels: Label[]][]): Chat {
  return {
    id: `${count++}`, kind, lang: 'en', batch: 'a',
    messages: messages.map(([from, text, ...labels]) => ({ from, at: '2026-03-02T21:14:00+08:00', text, labels })),
  };
}

describe('figures of whole chats', () => {
  test('hits, wrong flags and misses are counted of messages, the reader’s own left out', () => {
    const figures = chatFigures(classifier, [
      chat('collector', ['them', 'visit', 'visit'], ['me', 'insult insult'], ['them', 'visit insult', 'visit'], ['them', 'hidden', 'insult'], ['them', 'violence'], ['them', 'hello']),
    ], true);
    expect(figures).toMatchObject({ chats: 1, messages: 5, precision: 0.6667, recall: 0.6667, f1: 0.6667 });
    // visit: two hits; insult: one wrong, one missed; violence: one wrong; the others never.
    expect(figures.macroF1).toBe(0.1);
    expect(figures.flagged).toEqual({ lawful: { chats: 0, withFlags: 0, flags: 0 }, ordinary: { chats: 0, withFlags: 0, flags: 0 } });
  });

  test('a label that is half right is half a hit of its own', () => {
    const figures = chatFigures(classifier, [chat('collector', ['them', 'visit', 'visit', 'insult'], ['them', 'visit insult', 'insult'])], true);
    expect([figures.precision, figures.recall, figures.f1]).toEqual([1, 1, 1]);
    expect(figures.macroF1).toBeCloseTo((2 / 3 + 2 / 3) / 10, 4);
  });

  test('other chats are counted by kind: how many, how many with any flag, and how many flags', () => {
    const figures = chatFigures(classifier, [
      chat('lawful', ['them', 'visit'], ['them', 'insult'], ['me', 'visit']), chat('lawful', ['them', 'hello'], ['me', 'violence']),
      chat('ordinary', ['Bo', 'hello'], ['Cy', 'insult']), chat('collector', ['them', 'visit', 'visit'], ['me', 'ok']),
    ], true);
    expect(figures.flagged).toEqual({ lawful: { chats: 2, withFlags: 1, flags: 2 }, ordinary: { chats: 1, withFlags: 1, flags: 1 } });
    expect(figures).toMatchObject({ chats: 4, messages: 6, precision: 0.25, recall: 1 });
  });

  test('as they come knows only what was said before; looked at again knows the whole chat', () => {
    const chats = [chat('collector', ['them', 'perhaps a visit', 'visit'], ['me', 'who is this'], ['them', 'your debt'], ['them', 'debt'], ['them', 'perhaps a visit', 'visit'])];
    expect(chatFigures(classifier, chats, false)).toMatchObject({ precision: 1, recall: 0.5 });
    expect(chatFigures(classifier, chats, true)).toMatchObject({ precision: 1, recall: 1 });
  });

  test('of nothing, and where nothing is found, they are nothing', () => {
    expect(chatFigures(classifier, [], true)).toMatchObject({ chats: 0, messages: 0, precision: 0, recall: 0, f1: 0, macroF1: 0 });
    expect(chatFigures(classifier, [chat('collector', ['them', 'hidden', 'visit'], ['me', 'ok'])], true)).toMatchObject({ messages: 1, precision: 0, recall: 0, f1: 0, macroF1: 0 });
  });
});
