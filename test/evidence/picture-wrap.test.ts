import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unmark } from '../../src/core/marks.ts';
import { wrapText } from '../../src/evidence/picture-wrap.ts';
import { hostileText } from '../text/hostile-text.ts';

/** Han and emoji twice as wide as the rest; our isolates have no width. */
const measure = (text: string) => [...text.replace(/[\u2066\u2069]/g, '')].reduce((sum, char) => sum + (/[\p{Script=Han}\p{Emoji_Presentation}，。、“”「」]/u.test(char) ? 16 : 8), 0);
const wrap = (text: string, width = 160, most = 1_000) => wrapText(text, { width, most, measure });
const lines = (text: string, width?: number) => wrap(text, width).lines.map((line) => line.text);
const plain = (text: string) => text.replace(/[\u2066\u2069]/g, '');

describe('lines', () => {
  it.each([
    ['words stay whole', 'the quick brown fox jumps over', ['the quick brown fox', 'jumps over']],
    ['Han breaks anywhere', '一二三四五六七八九十甲乙', ['一二三四五六七八九十', '甲乙']],
    ['no full stop begins a line', '一二三四五六七八九十。甲', ['一二三四五六七八九', '十。甲']],
    ['no opening quote ends one', '一二三四五六七八九「十」', ['一二三四五六七八九', '「十」']],
    ['a long address is cut', 'https://pay.example/abcdefghijklmnop', ['https://pay.example/', 'abcdefghijklmnop']],
    ['a word wider than a line is cut', 'a'.repeat(45), ['a'.repeat(20), 'a'.repeat(20), 'aaaaa']],
    ['line feeds stand', 'a\n\nb', ['a', '', 'b']],
    ['nothing is one empty line', '', ['']],
    ['a family of emoji stays one', '👨‍👩‍👧'.repeat(4), ['👨‍👩‍👧👨‍👩‍👧', '👨‍👩‍👧👨‍👩‍👧']],
  ])('%s', (_what, text, wanted) => expect(lines(text)).toEqual(wanted));

  it('shows what would reorder them as its number', () => expect(lines('a\u202eb\0').map(plain)).toEqual(['a[U+202E]b[U+0000]']));
  it('knows which way a paragraph runs', () => expect(wrap('مرحبا بك\nhello\n123 שלום').lines.map(({ dir }) => dir)).toEqual(['rtl', 'ltr', 'rtl']));
  it('counts the characters that no longer fit', () => expect(wrap('一'.repeat(35), 160, 2)).toMatchObject({ lines: [{}, {}], left: 15 }));
  it('counts line feeds too', () => expect(wrap('a\nb\nc\nd', 160, 2).left).toBe(3));

  it('loses no character and makes no line too wide, whatever the text', () => {
    fc.assert(fc.property(hostileText, (text) => {
      const found = wrap(text);
      expect(found.left).toBe(0);
      const back = unmark(plain(found.lines.map((line) => line.text).join('')));
      const bare = (words: string) => words.replace(/\s/gu, '');
      // A character with more marks on it than are drawn is the only thing that is shortened.
      if (!/\p{M}{20}/u.test(text)) expect(bare(back)).toBe(bare(text));
      for (const line of found.lines) expect(measure(line.text)).toBeLessThanOrEqual(160);
    }), { numRuns: 300 });
  });

  it.each([['one word', 'a'.repeat(200_000)], ['Han', '催'.repeat(200_000)], ['marks on one letter', `a${'\u0301'.repeat(200_000)}`], ['signs', '!'.repeat(200_000)], ['invisible', '\u200b'.repeat(200_000)], ['line feeds', '\n'.repeat(200_000)]])('200 kB of %s take no long time', (what, text) => {
    const began = performance.now();
    const { lines: found, left } = wrap(text, 656, 120);
    expect(found.length).toBeLessThanOrEqual(120);
    expect(left).toBeGreaterThan(what === 'marks on one letter' ? -1 : 100_000);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
