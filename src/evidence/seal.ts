import type { Entry, EntryFacts, SealedBody } from '../core/entry.ts';
import { toBase64 } from './base64.ts';
import { canonicalBytes, sealable } from './canonical.ts';
import { sha256Hex } from './hash.ts';
import { keyId, signDer } from './sign.ts';

/**
 * Makes the next link of the chain. Text with half a character in it is sealed escaped: see `escapeHalves`.
 * @param head the newest link; `{ seq: 0, hash: FIRST_PREV }` before the first
 * @param now ISO 8601 UTC
 */
export async function sealEntry({ facts, head, keys, now }: {
  facts: EntryFacts; head: { seq: number; hash: string }; keys: CryptoKeyPair; now: string;
}): Promise<Entry> {
  const body: SealedBody = sealable({ format: 1, seq: head.seq + 1, prev: head.hash, sealedAt: now, facts });
  const bytes = canonicalBytes(body);
  const signature = await signDer(keys.privateKey, bytes);
  return { seq: body.seq, body, hash: sha256Hex(bytes), prev: body.prev, keyId: await keyId(keys.publicKey), signature: toBase64(signature) };
}
