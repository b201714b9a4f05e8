import { FIRST_PREV, type Entry } from '../core/entry.ts';
import { fromBase64 } from './base64.ts';
import { canonicalBytes } from './canonical.ts';
import { sha256Hex } from './hash.ts';
import { keyId, verifyDer } from './sign.ts';

/**
 * What is broken:
 * `shape` not a record of this format; `order` a number that was there already; `gap` the entry of this number is missing;
 * `hash` the record was changed; `prev` it does not follow the one before; `signature` this key did not sign it;
 * `head` there are more entries than were sealed.
 */
export type Break = 'shape' | 'order' | 'gap' | 'hash' | 'prev' | 'signature' | 'head';

export type ChainCheck = { ok: true; count: number } | { ok: false; seq: number; why: Break };

/** Checks one Entry by itself: its hash and its signature. Undefined when it is whole. */
export async function breakOf(entry: Entry, key: CryptoKey, fingerprint?: string): Promise<Break | undefined> {
  const { body } = entry ?? {};
  if (typeof body !== 'object' || body === null || body.format !== 1 || !Number.isInteger(entry.seq)) return 'shape';
  let bytes: Uint8Array;
  try {
    bytes = canonicalBytes(body);
  } catch {
    return 'shape';
  }
  if (entry.hash !== sha256Hex(bytes)) return 'hash';
  // Outside the hash these two are only copies: a copy that says something else is a change as well.
  if (entry.seq !== body.seq) return 'hash';
  if (entry.prev !== body.prev) return 'prev';
  if (entry.keyId !== (fingerprint ?? (await keyId(key)))) return 'signature';
  try {
    return (await verifyDer(key, fromBase64(entry.signature), bytes)) ? undefined : 'signature';
  } catch {
    return 'signature';
  }
}

/**
 * Checks a whole chain in the order given, from Entry 1, and names the first number that is broken.
 * @param head the newest link as the store remembers it; without it, links taken off the end cannot show.
 */
export async function verifyChain(
  entries: AsyncIterable<Entry> | Iterable<Entry>, key: CryptoKey, head?: { seq: number; hash: string },
): Promise<ChainCheck> {
  const fingerprint = await keyId(key);
  let last = { seq: 0, hash: FIRST_PREV };
  for await (const entry of entries) {
    const expected = last.seq + 1;
    const broken = (why: Break, seq = expected): ChainCheck => ({ ok: false, seq, why });
    if (!Number.isInteger(entry?.seq)) return broken('shape');
    if (entry.seq < expected) return broken('order', entry.seq);
    if (entry.seq > expected) return broken('gap');
    const why = await breakOf(entry, key, fingerprint);
    if (why) return broken(why);
    if (entry.prev !== last.hash) return broken('prev');
    if (head && entry.seq > head.seq) return broken('head');
    last = { seq: entry.seq, hash: entry.hash };
  }
  if (head && last.seq < head.seq) return { ok: false, seq: last.seq + 1, why: 'gap' };
  if (head && last.hash !== head.hash) return { ok: false, seq: last.seq, why: 'head' };
  return { ok: true, count: last.seq };
}
