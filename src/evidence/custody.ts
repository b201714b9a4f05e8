import { FIRST_PREV, type CustodyRecord } from '../core/entry.ts';
import { canonicalBytes } from './canonical.ts';
import { sha256Hex } from './hash.ts';

export type CustodyBreak = 'shape' | 'order' | 'gap' | 'hash' | 'prev' | 'head';
export type CustodyCheck = { ok: true; count: number } | { ok: false; seq: number; why: CustodyBreak };

/**
 * Checks the custody log in the order given, from line 1, and names the first number that is broken. Lines are hashed,
 * not signed: whoever rewrites the whole log can make another whole one. In an export the signed manifest covers the file.
 * @param head the newest line as the store remembers it; without it, lines taken off the end cannot show.
 */
export async function verifyCustody(
  records: AsyncIterable<CustodyRecord> | Iterable<CustodyRecord>, head?: { seq: number; hash: string },
): Promise<CustodyCheck> {
  let last = { seq: 0, hash: FIRST_PREV };
  for await (const record of records) {
    const expected = last.seq + 1;
    const broken = (why: CustodyBreak, seq = expected): CustodyCheck => ({ ok: false, seq, why });
    if (typeof record !== 'object' || record === null || !Number.isInteger(record.seq)) return broken('shape');
    if (record.seq < expected) return broken('order', record.seq);
    if (record.seq > expected) return broken('gap');
    const { hash, ...body } = record;
    try {
      if (hash !== sha256Hex(canonicalBytes(body))) return broken('hash');
    } catch {
      return broken('shape');
    }
    if (record.prev !== last.hash) return broken('prev');
    if (head && record.seq > head.seq) return broken('head');
    last = { seq: record.seq, hash };
  }
  if (head && last.seq < head.seq) return { ok: false, seq: last.seq + 1, why: 'gap' };
  if (head && last.hash !== head.hash) return { ok: false, seq: last.seq, why: 'head' };
  return { ok: true, count: last.seq };
}
