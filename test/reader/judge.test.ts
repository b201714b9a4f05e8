import { expect, test } from 'vitest';
import type { Classifier } from '../../src/classify/classify.ts';
import { createJudge } from '../../src/reader/judge.ts';

const seen: string[] = [];
const classifier = {
  modelVersion: 't',
  classify(text: string) {
    seen.push(text);
    const start = text.indexOf('threat');
    const spans = start < 0 ? [] : [{ start, end: start + 6, label: 'violence' as const }];
    return { flagged: start >= 0, labels: [], spans, pressing: 0, lawful: 0, modelVersion: 't', scores: {} };
  },
} as unknown as Classifier;

test('a long text is read at both ends, and its words are found again', () => {
  const judge = createJudge(classifier, () => 'normal');
  const text = `${'a'.repeat(500_000)}threat`;
  const { flagged, spans } = judge.judge('v', text, null);
  expect(flagged).toBe(true);
  expect(text.slice(spans[0]!.start, spans[0]!.end)).toBe('threat');
  expect(seen.every((part) => part.length <= 40_000)).toBe(true);
});
