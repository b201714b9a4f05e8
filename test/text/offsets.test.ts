import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/text/normalise.ts';

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const PIECES = [
  '催', '收', '網', '(wǎng)', '亻', '呆', '🔥', '👨‍👩‍👧', '🇨🇳', '\u200b', '\ufe0f', '.', '*', ' ', '　', '，', '。', 'a', 'P', '@', '$', '1', '0', '５', 'ﷺ', 'ﬁ', '㎏',
  '\u0301', '\u202e', '\ud800', '\udc00', '𠮶', '𝐩', 'р', 'مرحبا', '\n', '\0', '(', ')', '（', '）', 'kkkk', 'cui', '\uffff', '\u{10ffff}', '각', 'が', 'か\u3099',
];

function insidePair(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

describe('offsets of random texts', () => {
  test('stay in the text, in order, on code-point boundaries', () => {
    const random = randomFrom(20260301);
    for (let round = 0; round < 3000; round++) {
      let text = '';
      const size = Math.floor(random() * 30);
      for (let i = 0; i < size; i++) {
        text += random() < 0.85 ? PIECES[Math.floor(random() * PIECES.length)]! : String.fromCharCode(Math.floor(random() * 0x10000));
      }
      const folded = normalise(text);
      const where = JSON.stringify(text);
      expect(folded.verbatimLength, where).toBe(text.length);
      expect(folded.from.length, where).toBe(folded.text.length);
      expect(folded.to.length, where).toBe(folded.text.length);
      let last = 0;
      for (let i = 0; i < folded.text.length; i++) {
        const from = folded.from[i]!;
        const to = folded.to[i]!;
        if (from < last || to <= from || to > text.length || insidePair(text, from) || insidePair(text, to)) {
          throw new Error(`unit ${i} has ${from}..${to} in ${where}`);
        }
        last = from;
      }
    }
  });

  test('folding what was folded changes no more', () => {
    for (const text of ['催*收，今晚還錢', 'p4y y0ur l0an by 5pm', '網(wǎng)貸🔥逾期']) {
      const once = normalise(text).text;
      expect(normalise(once).text).toBe(once);
    }
  });
});

describe('bad input', () => {
  const million = 1_000_000;
  test.each([
    ['Chinese', '催收'.repeat(million / 2)],
    ['zero-width characters', '催' + '\u200b'.repeat(million) + '收'],
    ['pictures only', '🔥'.repeat(million / 2)],
    ['marks between characters', '催.'.repeat(million / 2)],
    ['one character and a flood of marks', '催' + '*'.repeat(million) + '收'],
    ['spaces', '催' + ' '.repeat(million) + '收'],
    ['lone surrogates', '\ud800'.repeat(million)],
    ['right to left', '\u202eمرحبا '.repeat(million / 7)],
    ['combining marks', 'a' + '\u0301'.repeat(million)],
    ['open brackets', '催('.repeat(million / 2)],
    ['letters and digits', 'a1'.repeat(million / 2)],
    ['single letters', 'a '.repeat(million / 2)],
    ['one letter', 'a'.repeat(million)],
    ['long expansions', 'ﷺ'.repeat(200_000)],
    ['many different characters', Array.from({ length: 200_000 }, (_, i) => String.fromCodePoint(0x20 + (i % 0xd000))).join('')],
  ])('%s: no error, bounded time', (_, text) => {
    const start = performance.now();
    const folded = normalise(text);
    expect(performance.now() - start).toBeLessThan(8000);
    expect(folded.verbatimLength).toBe(text.length);
    expect(folded.text.length).toBe(folded.from.length);
  }, 20_000);

  test('empty in, empty out', () => {
    expect(normalise('').text).toBe('');
    expect(normalise('\u200b\ufe0f').text).toBe('');
    expect(normalise('\ud83d').text).toBe('');
  });
});
