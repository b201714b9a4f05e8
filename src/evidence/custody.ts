import { FIRST_PREV, type CustodyRecord } from '../core/entry.ts';
import { canonicalBytes } from './canonical.ts';
import { sha256Hex } from './hash.ts';

export type CustodyCheck = { ok: true; count: number } | { ok: false; seq: number; why: 'shape' | 'order' | 'gap' | 'hash' | 'prev' };

/**
 * Checks the custody log in the order given, from line 1, and names the first number that is broken. Lines are hashed,
 * not signed: whoever rewrites the whole log can make another whole one. In an export the signed manifest covers the file.
 */
export async function verifyCustody(records: AsyncIterable<CustodyRecord> | Iterable<CustodyRecord>): Promise<CustodyCheck> {
  let last = { seq: 0, hash: FIRST_PREV };
  for await (const record of records) {
    const expected = last.seq + 1;
    if (typeof record !== 'object' || record === null || !Number.isInteger(record.seq)) return { ok: false, seq: expected, why: 'shape' };
    if (record.seq < expected) return { ok: false, seq: record.seq, why: 'order' };
    if (record.seq > expected) return { ok: false, seq: expected, why: 'gap' };
    const { hash, ...body } = record;
    try {
      if (hash !== sha256Hex(canonicalBytes(body))) return { ok: false, seq: expected, why: 'hash' };
    } catch {
      return { ok: false, seq: expected, why: 'shape' };
    }
    if (record.prev !== last.hash) return { ok: false, seq: expected, why: 'prev' };
    last = { seq: record.seq, hash };
  }
  return { ok: true, count: last.seq };
}
