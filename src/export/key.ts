import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Failure } from '../core/failure.ts';

/**
 * SHA-256 (hex) of the SubjectPublicKeyInfo in a PEM: the number a clerk gets from the key file itself.
 * @throws Failure `bad_request` when it is no PEM of a public key
 */
export function pemFingerprint(pem: string): string {
  const base64 = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(pem)?.[1]?.replace(/\s/g, '');
  if (!base64 || base64.length % 4 !== 0) throw new Failure('bad_request', 'not the PEM of a public key');
  return bytesToHex(sha256(Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))));
}
