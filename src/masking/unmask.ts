import { utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { TOKEN } from './tokens.ts';

/** `data/masking.json` of a full copy. */
export interface FullMap {
  format: 1;
  /** 64 hex digits. */
  salt: string;
  items: { token: string; kind: string; text: string }[];
}

/**
 * Puts the texts back in place of their tokens, in one pass: no text is taken for a token. A text that holds the opening
 * bracket of tokens was masked there itself, so what comes out is exactly what was masked.
 */
export function unmasker({ items }: Pick<FullMap, 'items'>): (value: unknown) => unknown {
  const texts = new Map(items.map(({ token, text }) => [token, text]));
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return texts.get(one) ?? one.replace(TOKEN, (token) => texts.get(token) ?? token);
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, member]) => [name, walk(member)]));
  };
  return walk;
}

export const unmask = (value: unknown, map: Pick<FullMap, 'items'>): unknown => unmasker(map)(value);

/**
 * The bytes that were hashed and signed, from `record.masked.json` and the full copy's `masking.json`.
 * @throws Error when it is not JSON that has canonical bytes
 */
export function reconstruct(maskedRecord: unknown, map: Pick<FullMap, 'items'>): Uint8Array {
  return utf8ToBytes(canonicalize(unmask(maskedRecord, map))!);
}
