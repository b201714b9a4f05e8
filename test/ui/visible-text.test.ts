import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/core/verdict.ts';
import { cutAt, previewLength, quotePieces, visiblePieces, type Piece } from '../../src/ui/visible-text.ts';

const show = (pieces: Piece[]) => pieces.map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.code}${piece.count > 1 ? `x${piece.count}` : ''}>`)).join('');

describe('visiblePieces spells out what hides or reorders', () => {
  it.each([
    ['right-to-left override', 'a\u202Egnp.exe\u202C', 'a<U+202E>gnp.exe<U+202C>'],
    ['isolates', '\u2066x\u2069', '<U+2066>x<U+2069>'],
    ['zero-width space', '老\u200B赖', '老<U+200B>赖'],
    ['many of one kind', '\u200B'.repeat(5000), '<U+200Bx5000>'],
    ['byte order mark', '\uFEFF还钱', '<U+FEFF>还钱'],
    ['C0 and C1', 'a\u0000b\u001Bc\u0085d', 'a<U+0000>b<U+001B>c<U+0085>d'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a<U+2028>b<U+2029>c'],
    ['a lone half of a pair', 'a\uD83Db', 'a<U+D83D>b'],
    ['tag characters', `a${String.fromCodePoint(0xe0041)}b`, 'a<U+E0041>b'],
    ['Hangul filler', '\u3164', '<U+3164>'],
    ['a joiner between letters', '还\u200D钱', '还<U+200D>钱'],
    ['a lone carriage return', 'a\rb', 'a<U+000D>b'],
  ])('%s', (_name, text, shown) => {
    expect(show(visiblePieces(text))).toBe(shown);
  });

  it.each([
    ['line breaks and tabs', '一\n二\r\n三\t四'],
    ['a family emoji', '👨\u200D👩\u200D👧'],
    ['a skin tone and profession', '👩🏽\u200D⚖️'],
    ['a rainbow flag', '🏳️\u200D🌈'],
    ['markup', '<b onclick="alert(1)">还钱</b>'],
    ['Persian with a non-joiner', 'می\u200Cخواهم'],
    ['ideographic space and full width', '还　钱ＡＢ'],
  ])('leaves %s', (_name, text) => {
    expect(visiblePieces(text)).toEqual([{ kind: 'text', text }]);
  });
});

describe('quotePieces', () => {
  const span = (start: number, end: number): Span => ({ start, end, label: 'visit' });
  const marked = (pieces: Piece[]) => pieces.filter((piece) => piece.label).map((piece) => show([piece]));

  it('marks the words and keeps every other character', () => {
    const pieces = quotePieces('我们就派人上门', [span(3, 5)]);
    expect(show(pieces)).toBe('我们就派人上门');
    expect(marked(pieces)).toEqual(['派人']);
  });

  it.each<[string, Span[], string[]]>([
    ['overlapping spans: each character once', [span(0, 3), span(2, 5)], ['abc', 'de']],
    ['spans out of order', [span(4, 5), span(0, 1)], ['a', 'e']],
    ['a span past the end', [span(4, 99)], ['ef']],
    ['a span before the start', [span(-3, 2)], []],
    ['an empty or turned span', [span(2, 2), span(4, 1)], []],
    ['numbers that are none', [span(Number.NaN, 3), span(1, Number.NaN)], []],
  ])('%s', (_name, spans, words) => {
    const pieces = quotePieces('abcdef', spans);
    expect(show(pieces)).toBe('abcdef');
    expect(marked(pieces)).toEqual(words);
  });

  it('cuts long text, spans and all', () => {
    expect(show(quotePieces('abcdef', [span(1, 6)], 3))).toBe('abc');
    expect(marked(quotePieces('abcdef', [span(1, 6)], 3))).toEqual(['bc']);
  });
});

describe('cutting', () => {
  it('keeps a pair whole', () => {
    expect(cutAt('a😀b', 2)).toBe(1);
    expect(cutAt('a😀b', 3)).toBe(3);
    expect(cutAt('ab', 5)).toBe(2);
  });
  it.each([
    ['short text', '还钱', 2],
    ['long text', 'x'.repeat(1000), 220],
    ['many lines', 'x\n'.repeat(50), 9],
    ['five lines exactly', 'a\nb\nc\nd\ne', 9],
  ])('a preview of %s', (_name, text, length) => {
    expect(previewLength(text)).toBe(length);
  });
});
