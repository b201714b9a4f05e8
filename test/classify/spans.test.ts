import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClassifier } from '../../src/classify/classify.ts';
import { normalise } from '../../src/text/normalise.ts';
import { hostileText, isBoundary } from '../text/hostile-text.ts';

const classifier = createClassifier(readFileSync(join(import.meta.dirname, '../../src/classify/model.bin')));

describe('spans of any text', () => {
  test('land inside the verbatim text, on code-point boundaries, and name a label of the verdict', () => {
    let flagged = 0;
    fc.assert(fc.property(hostileText, (text) => {
      const verdict = classifier.classify(text, normalise(text), { sensitivity: 'high' });
      if (verdict.flagged) flagged++;
      expect(verdict.flagged).toBe(verdict.labels.length > 0);
      for (const { start, end, label } of verdict.spans) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(isBoundary(text, start) && isBoundary(text, end)).toBe(true);
        expect(verdict.labels.map(({ id }) => id)).toContain(label);
      }
    }), { numRuns: 1000 });
    // Else the property would have been true of nothing.
    expect(flagged).toBeGreaterThan(50);
  });
});
