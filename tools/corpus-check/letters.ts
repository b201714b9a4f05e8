import { normalise } from '../../src/text/normalise.ts';

/** With fewer letters a text is compared with its digits, signs of money and pictures, and never called nearly the same as another. */
export const LEAST_LETTERS = 6;

/** A text as it is compared with others. */
export interface Comparable {
  /**
   * Letters of every script, folded as the product folds them. Without digits: the normaliser makes every digit the same, so a sum or a date would only
   * lengthen what two rows from one mould share. '' for a text of signs and digits only.
   */
  letters: string;
  /**
   * Two texts with the same key are the same text. In a short one a picture or a sum says as much as the letters (“🚔 5 min” is not “2 min”), and without
   * letters only the verbatim text tells (“88” is not “42”).
   */
  key: string;
}

export function comparableOf(text: string): Comparable {
  const folded = normalise(text).text;
  const letters = folded.replace(/\P{L}/gu, '');
  if (letters.length >= LEAST_LETTERS) return { letters, key: letters };
  return { letters, key: letters === '' ? text : folded.replace(/[^\p{L}\p{N}\p{Sc}\p{So}]/gu, '') };
}

/** UTF-16 units in a shingle. Two would make every two short Chinese rows alike, four would let one changed word hide a copy. */
const GRAM = 3;

/** The different shingles of `letters`, in order of first occurrence. None when it is shorter than one shingle. */
export function shinglesOf(letters: string): string[] {
  const grams = new Set<string>();
  for (let at = 0; at + GRAM <= letters.length; at++) grams.add(letters.slice(at, at + GRAM));
  return [...grams];
}
