import { toBase64 } from '../core/base64.ts';
import { derFromRaw, rawFromDer } from './der.ts';
import { sha256Hex } from './hash.ts';

const ECDSA = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A copy over plain memory: WebCrypto takes no shared memory, and the bytes must not change while it works. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** ECDSA P-256 with SHA-256, DER, as `openssl dgst -sha256 -verify` reads it. */
export async function signDer(key: CryptoKey, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return derFromRaw(new Uint8Array(await crypto.subtle.sign(ECDSA, key, own(bytes))));
}

/** False for a wrong signature and for bytes that are none. */
export async function verifyDer(key: CryptoKey, signature: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  const raw = rawFromDer(signature);
  return raw !== undefined && crypto.subtle.verify(ECDSA, key, raw, own(bytes));
}

async function spki(key: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.exportKey('spki', key));
}

/** The public key as PEM (SubjectPublicKeyInfo). */
export async function publicKeyPem(key: CryptoKey): Promise<string> {
  const lines = toBase64(await spki(key)).match(/.{1,64}/g)!;
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
}

/** The fingerprint of a public key: SHA-256 (hex) of its SubjectPublicKeyInfo, as `openssl pkey -pubin -outform DER | sha256sum` gives it. */
export async function keyId(key: CryptoKey): Promise<string> {
  return sha256Hex(await spki(key));
}
