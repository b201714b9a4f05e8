import { createHash } from 'node:crypto';
import type { Source } from './source.ts';

/** Bytes of a file and the path that it was pinned under. */
export interface RawFile {
  path: string;
  bytes: Uint8Array;
}

/**
 * The different texts of a source, white space folded, in the order in which they stand in its files.
 * `others`: texts of the sources that it goes without. Throws an Error that names the file that cannot be read.
 */
export function textsOf(source: Source, files: readonly RawFile[], others: readonly string[] = []): string[] {
  const known = new Set(others.map(lettersOf));
  const texts = new Set<string>();
  for (const { path, bytes } of files) {
    for (const text of readFile(source, path, bytes)) {
      const tidy = text.replace(/\s+/g, ' ').trim();
      if (tidy === '') continue;
      // A text without letters is in no other source either way, and tells nothing where it is only counted.
      const letters = source.without ? lettersOf(tidy) : tidy;
      if (letters !== '' && !known.has(letters)) texts.add(tidy);
    }
  }
  return source.take === undefined ? [...texts] : sample([...texts], source.take);
}

function readFile(source: Source, path: string, bytes: Uint8Array): string[] {
  try {
    return source.read(bytes, path);
  } catch (error) {
    // A JSON error quotes the text, line breaks and all.
    throw new Error(`${path} cannot be read: ${(error as Error).message.replace(/\s+/g, ' ')}`, { cause: error });
  }
}

/**
 * `number` of the texts, those with the smallest SHA-256, in their own order. A text is in or out whatever else is there but for the bar, and the hash is
 * not the one that parts training from held-out texts, so each part gets its share.
 */
export function sample(texts: readonly string[], number: number): string[] {
  const hashed = texts.map((text) => ({ text, hash: sha256(text) })).sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const chosen = new Set(hashed.slice(0, number).map(({ text }) => text));
  return texts.filter((text) => chosen.has(text));
}

/** The file that training reads: a JSON object a line. */
export const rowsOf = (source: Source, texts: readonly string[]): string =>
  texts.map((text) => `${JSON.stringify({ text, source: source.id })}\n`).join('');

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
