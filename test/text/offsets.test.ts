import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/text/normalise.ts';
import { hostileText, isBoundary } from './hostile-text.ts';

describe('offsets', () => {
  test('stay in the text, in order, on code-point boundaries', () => {
    fc.assert(fc.property(hostileText, (text) => {
      const folded = normalise(text);
      expect(folded.verbatimLength).toBe(text.length);
      expect(folded.from.length).toBe(folded.text.length);
      expect(folded.to.length).toBe(folded.text.length);
      let last = 0;
      for (let i = 0; i < folded.text.length; i++) {
        const from = folded.from[i]!;
        const to = folded.to[i]!;
        expect(from).toBeGreaterThanOrEqual(last);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
        expect([from, to].every((at) => isBoundary(text, at))).toBe(true);
        last = from;
      }
    }), { numRuns: 1500 });
  });

  test('folding what was folded changes no more', () => {
    for (const text of ['催*收，今晚還錢', 'p4y y0ur l0an by 5pm', '網(wǎng)貸🔥逾期']) {
      const once = normalise(text).text;
      expect(normalise(once).text).toBe(once);
    }
  });
});
