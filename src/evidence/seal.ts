import type { Entry, LinkFacts, SealedBody } from '../core/entry.ts';
import { toBase64 } from '../core/base64.ts';
import { canonicalBytes, sealable } from './canonical.ts';
import { sha256Hex } from './hash.ts';
import { keyId, signDer } from './sign.ts';

/** A link with its content, as it is when it is made. */
export type SealedLink<Facts extends LinkFacts = LinkFacts> = Entry<Facts> & { body: SealedBody<Facts> };

/**
 * Makes the next link of the chain. Text with half a character in it is sealed escaped: see `escapeHalves`.
 * @param head the newest link; `{ seq: 0, hash: FIRST_PREV }` before the first
 * @param now ISO 8601 UTC
 */
export async function sealEntry<Facts extends LinkFacts>({ facts, head, keys, now }: {
  facts: Facts; head: { seq: number; hash: string }; keys: CryptoKeyPair; now: string;
}): Promise<SealedLink<Facts>> {
  const body: SealedBody<Facts> = sealable({ format: 1, seq: head.seq + 1, prev: head.hash, sealedAt: now, facts });
  const bytes = canonicalBytes(body);
  const signature = await signDer(keys.privateKey, bytes);
  return { seq: body.seq, body, hash: sha256Hex(bytes), prev: body.prev, keyId: await keyId(keys.publicKey), signature: toBase64(signature) };
}
