import { fromBase64, toBase64 } from '../core/base64.ts';
import { rawFromDer } from '../evidence/der.ts';
import { sha256Hex } from '../evidence/hash.ts';
import { verifyDer } from '../evidence/sign.ts';
import { decode } from './json.ts';

export interface BundleKey {
  key: CryptoKey;
  /** SHA-256 (hex) of the SubjectPublicKeyInfo. */
  id: string;
}

/** The key of a `signing-key.pem`. Strict: one key has one spelling. Undefined for anything else. */
export async function readKey(pem: Uint8Array): Promise<BundleKey | undefined> {
  const lines = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END PUBLIC KEY-----\n$/.exec(decode(pem) ?? '')?.[1];
  if (lines === undefined) return undefined;
  try {
    const spki = fromBase64(lines.replaceAll('\n', ''));
    if (toBase64(spki).match(/.{1,64}/g)!.join('\n') !== lines) return undefined;
    const key = await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
    const again = new Uint8Array(await crypto.subtle.exportKey('spki', key));
    return sha256Hex(again) === sha256Hex(spki) ? { key, id: sha256Hex(spki) } : undefined;
  } catch {
    return undefined;
  }
}

/** `form`: not the DER of a P-256 signature; `false`: this key did not sign these bytes. */
export async function signed(key: BundleKey, signature: Uint8Array, bytes: Uint8Array): Promise<boolean | 'form'> {
  return rawFromDer(signature) ? verifyDer(key.key, signature, bytes) : 'form';
}
