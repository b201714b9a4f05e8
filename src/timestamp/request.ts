import { Failure } from '../core/failure.ts';
import { integer, oid, TAG, tlv } from './der.ts';
import { OID } from './oids.ts';

const NONCE_BYTES = 16;

/** A number that no earlier answer can hold. */
export function newNonce(): Uint8Array<ArrayBuffer> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  // Neither a sign bit nor leading zeros: some authorities give them back otherwise than they came.
  nonce[0] = (nonce[0]! & 0x3f) | 0x40;
  return nonce;
}

/**
 * The question to an authority (RFC 3161, TimeStampReq, DER): a SHA-256 hash, a number used once, and that its certificate is wanted.
 * Nothing else. @param digest 32 bytes @param nonce at most 32 bytes, read as a number
 * @throws Failure `bad_request` for what is no such hash
 */
export function makeRequest(digest: Uint8Array, nonce?: Uint8Array): Uint8Array<ArrayBuffer> {
  if (digest.length !== 32) throw new Failure('bad_request', 'not a SHA-256 hash');
  if (nonce && (nonce.length === 0 || nonce.length > 32)) throw new Failure('bad_request', 'nonce');
  const imprint = tlv(TAG.sequence, tlv(TAG.sequence, oid(OID.sha256), tlv(TAG.null)), tlv(TAG.octets, digest));
  const parts = [integer(Uint8Array.of(1)), imprint];
  if (nonce) parts.push(integer(nonce));
  return tlv(TAG.sequence, ...parts, tlv(TAG.boolean, Uint8Array.of(0xff)));
}
