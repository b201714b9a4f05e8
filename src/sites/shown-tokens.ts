import { wordAt } from './day-word-table.ts';
import type { Word } from './day-words.ts';

/** One number, known word or sign of a shown time. */
export interface Token {
  value?: number;
  /** Of a number: how many digits it was written with. */
  digits?: number;
  word?: Word;
  /** Of a word: how it is spelt. */
  spelling?: string;
  /** `:` `/` `.` `-` `+` */
  sign?: string;
  /** White space, a comma or a bullet stands before it. */
  gap: boolean;
}

/** Longer words are no time. */
const MOST_LENGTH = 200;
const MOST_TOKENS = 24;
/** Longer runs of digits are numbers of something else; seconds since 1970 are read before. */
const MOST_DIGITS = 4;
const GAPS = new Set(' ,、•·∙|@()[]،');
const FRAME = new Set(' -–—─━―_=*•·|~<>«»《》【】✓✔☑');
const SIGNS: Record<string, string> = { ':': ':', '/': '/', '.': '.', '-': '-', '–': '-', '—': '-', '−': '-', '+': '+' };
/** "(火)", "(二)": only in brackets. */
const WEEKS_ALONE = ['日月火水木金土', '日一二三四五六', '일월화수목금토'];

/**
 * The words without what cannot be seen, without lines and ticks at both ends, in small letters and one width.
 * Empty when they are too long to be a time.
 */
export function plainWords(words: string): { text: string; framed: boolean } {
  let text = words.trim();
  if (text.length > MOST_LENGTH) return { text: '', framed: false };
  if (!/^[!-~]+(?: [!-~]+)*$/.test(text)) {
    // JavaScript's own date strings name the zone once more, in the reader's language: "GMT+0800 (China Standard Time)".
    text = text.normalize('NFKC').replace(/\s+/g, ' ').replace(/[\p{C}\u034f\ufe00-\ufe0f]/gu, '').replace(/[’ʼ]/g, "'");
  }
  text = text.toLowerCase().replace(/(gmt[+-]\d{4}) \([^()]{1,60}\)$/, '$1');
  let start = 0;
  let end = text.length;
  while (start < end && FRAME.has(text[start]!)) start++;
  while (end > start && FRAME.has(text[end - 1]!)) end--;
  return { text: text.slice(start, end), framed: start > 0 && end < text.length };
}

/** Null when anything in it is unknown: then it is no time. `text` is as `plainWords` leaves it. */
export function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = [];
  let gap = false;
  for (let at = 0; at < text.length; ) {
    const char = text[at]!;
    const weekday = char === '(' && text[at + 2] === ')' ? Math.max(...WEEKS_ALONE.map((week) => week.indexOf(text[at + 1]!))) : -1;
    if (weekday < 0 && GAPS.has(char)) {
      gap = true;
      at++;
      continue;
    }
    if (tokens.length === MOST_TOKENS) return null;
    if (weekday >= 0) {
      tokens.push({ word: { weekday, of: {} }, gap });
      at += 3;
    } else if (isDigit(char)) {
      let end = at + 1;
      while (end < text.length && isDigit(text[end]!)) end++;
      if (end - at > MOST_DIGITS) return null;
      tokens.push({ value: Number(text.slice(at, end)), digits: end - at, gap });
      at = end;
    } else if (SIGNS[char]) {
      tokens.push({ sign: SIGNS[char], gap });
      at++;
    } else {
      const known = wordAt(text, at);
      if (!known) return null;
      tokens.push({ word: known.word, spelling: text.slice(at, at + known.length), gap });
      at += known.length;
      // "Sáb.", "3 мар. 2026 г."
      if (text[at] === '.') at++;
    }
    gap = false;
  }
  return tokens;
}

const isDigit = (char: string): boolean => char >= '0' && char <= '9';
