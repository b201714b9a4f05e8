import { extract, makeFeatures } from '../../src/classify/features.ts';
import { tokenise } from '../../src/classify/tokens.ts';
import { normalise } from '../../src/text/normalise.ts';

/** The features of each text, each once. Made by the same code as in the page. */
export function hashesOf(texts: readonly string[]): Int32Array[] {
  const features = makeFeatures();
  return texts.map((verbatim) => {
    const { text } = normalise(verbatim);
    const tokens = tokenise(text);
    extract(text, tokens, 0, tokens.length, features);
    return Int32Array.from(new Set(features.hash.subarray(0, features.length)));
  });
}

/** The features the model knows: those that stand in at least two labelled lines. */
export interface Vocabulary {
  hash: number[];
  /** In how many labelled lines. */
  lines: number[];
  place: Map<number, number>;
}

export const LEAST_LINES = 2;

export function vocabularyOf(labelled: readonly Int32Array[]): Vocabulary {
  const counts = new Map<number, number>();
  for (const hashes of labelled) for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const vocabulary: Vocabulary = { hash: [], lines: [], place: new Map() };
  for (const [hash, lines] of counts) {
    if (lines < LEAST_LINES) continue;
    vocabulary.place.set(hash, vocabulary.hash.length);
    vocabulary.hash.push(hash);
    vocabulary.lines.push(lines);
  }
  return vocabulary;
}

/** The same with fewer features. */
export function narrowed(vocabulary: Vocabulary, keep: readonly number[]): Vocabulary {
  const hash = keep.map((place) => vocabulary.hash[place]!);
  return { hash, lines: keep.map((place) => vocabulary.lines[place]!), place: new Map(hash.map((value, place) => [value, place])) };
}

/** Texts as lists of places in the vocabulary, one after another; `at[i]`..`at[i + 1]` is text i. */
export interface Rows {
  place: Int32Array;
  at: Int32Array;
  length: number;
}

export function rowsOf(texts: readonly Int32Array[], vocabulary: Vocabulary): Rows {
  const at = new Int32Array(texts.length + 1);
  let size = 0;
  for (const hashes of texts) size += hashes.length;
  const place = new Int32Array(size);
  let write = 0;
  texts.forEach((hashes, index) => {
    for (const hash of hashes) {
      const found = vocabulary.place.get(hash);
      if (found !== undefined) place[write++] = found;
    }
    at[index + 1] = write;
  });
  return { place: place.slice(0, write), at, length: texts.length };
}
