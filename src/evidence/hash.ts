import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Failure } from '../core/failure.ts';

/**
 * SHA-256 in hex. A string is hashed as UTF-8.
 * @throws Failure `bad_request` for text UTF-8 cannot carry: two texts must never have one hash.
 */
export function sha256Hex(input: Uint8Array | string): string {
  if (typeof input !== 'string') return bytesToHex(sha256(input));
  if (!input.isWellFormed()) throw new Failure('bad_request', 'cannot be hashed: half a character');
  return bytesToHex(sha256(new TextEncoder().encode(input)));
}

/** The same for a file: faster, and the page stays free meanwhile. */
export async function digestHex(bytes: Uint8Array): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))));
}
