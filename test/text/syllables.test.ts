import { describe, expect, test } from 'vitest';
import { readingOf, readingRows } from '../../src/text/readings.ts';
import { cutSyllables, foldSyllable, isSyllable } from '../../src/text/syllables.ts';

describe('foldSyllable', () => {
  test.each([
    ['zhuang', 'zuan'], ['shou', 'sou'], ['chui', 'cui'], ['nv', 'lv'], ['nü', 'lv'], ['nue', 'lve'], ['lang', 'lan'], ['nan', 'lan'], ['cui', 'cui'], ['an', 'an'], ['e', 'e'],
  ])('%s → %s', (syllable, folded) => expect(foldSyllable(syllable)).toBe(folded));
});

describe('cutSyllables', () => {
  const cut = (letters: string): string[] | null => {
    let from = 0;
    return cutSyllables(letters)?.map((end) => {
      const piece = letters.slice(from, end);
      from = end;
      return piece;
    }) ?? null;
  };
  test.each([
    ['baotongxunlu', ['bao', 'tong', 'xun', 'lu']], ['cuishou', ['cui', 'shou']], ['xian', ['xian']], ['qisu', ['qi', 'su']], ['zuolao', ['zuo', 'lao']],
  ])('%s', (letters, pieces) => expect(cut(letters)).toEqual(pieces));
  test.each(['', 'contact', 'cs', 'x', 'loan', 'a'.repeat(500)])('%s is no pinyin', (letters) => expect(cutSyllables(letters)).toBeNull());
});

describe('readings', () => {
  test.each([['催', 'cui'], ['崔', 'cui'], ['收', 'sou'], ['债', 'zai'], ['女', 'lv'], ['佢', 'qu']])('%s reads %s', (char, reading) =>
    expect(readingOf(char.codePointAt(0)!)).toBe(reading));
  test('every row is a folded syllable with characters', () => {
    const folded = new Set<string>();
    for (const [reading, chars] of readingRows()) {
      expect(foldSyllable(reading), reading).toBe(reading);
      expect(chars.length, reading).toBeGreaterThan(0);
      folded.add(reading);
    }
    expect(folded.size).toBeGreaterThan(250);
    expect(isSyllable('shuang')).toBe(true);
  });
});
