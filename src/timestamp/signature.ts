import { as, integerOf, oidOf, readDer, TAG, type Der } from './der.ts';
import { CURVES, ECDSA_WITH, HASHES, OID, RSA_WITH, type HashName } from './oids.ts';

/** `unknown`: an algorithm or a key that we cannot check; nothing is said of the signature then. */
export type SignatureCheck = 'right' | 'wrong' | 'unknown';

/** RSA of 8192 bits. Larger keys would only make us work. */
const LARGEST_KEY = 1_100;

interface Signed {
  /** SubjectPublicKeyInfo of the signer. */
  key: Der;
  /** AlgorithmIdentifier of the signature. */
  algorithm: Der;
  /** Named beside the algorithm, where that does not name it. */
  hash: HashName | null;
  signature: Uint8Array<ArrayBuffer>;
  data: Uint8Array<ArrayBuffer>;
  /** SHA-1 is believed of nothing but of a root that names itself. */
  old?: boolean;
}

/** Checks a signature with the browser's own cryptography. Never throws for anything that the bytes may be. */
export async function checkSignature(signed: Signed): Promise<SignatureCheck> {
  try {
    const how = method(signed);
    if (!how || signed.key.raw.length > LARGEST_KEY || (how.hash === 'SHA-1' && !signed.old)) return 'unknown';
    const key = await crypto.subtle.importKey('spki', signed.key.raw, how.key, false, ['verify']).catch(() => null);
    if (!key) return 'unknown';
    return how.signature !== null && (await crypto.subtle.verify(how.verify, key, how.signature, signed.data)) ? 'right' : 'wrong';
  } catch {
    return 'unknown';
  }
}

interface Method {
  hash: HashName;
  key: RsaHashedImportParams | EcKeyImportParams;
  verify: AlgorithmIdentifier | RsaPssParams | EcdsaParams;
  /** As the browser wants it; null for one that cannot be right. */
  signature: Uint8Array<ArrayBuffer> | null;
}

function method({ key, algorithm, hash, signature }: Signed): Method | null {
  const id = oidOf(algorithm.children[0]);
  const [kind, curve] = as(TAG.sequence, key.children[0]).children;
  const kindOfKey = oidOf(kind);
  if (kindOfKey === OID.rsa) {
    if (id === OID.rsaPss) return pss(algorithm.children[1], signature);
    const named = RSA_WITH[id] ?? (id === OID.rsa ? hash : null);
    return named && { hash: named, key: { name: 'RSASSA-PKCS1-v1_5', hash: named }, verify: 'RSASSA-PKCS1-v1_5', signature };
  }
  if (kindOfKey === OID.ecKey && curve?.tag === TAG.oid) {
    const on = CURVES[oidOf(curve)];
    const named = ECDSA_WITH[id] ?? (id === OID.ecKey ? hash : null);
    return on && named ? { hash: named, key: { name: 'ECDSA', namedCurve: on.name }, verify: { name: 'ECDSA', hash: named }, signature: rawOf(signature, on.bytes) } : null;
  }
  return null;
}

/** RSASSA-PSS-params: all of it may be left out, and then means SHA-1. */
function pss(params: Der | undefined, signature: Uint8Array<ArrayBuffer>): Method | null {
  const field = (tag: number): Der | undefined => params?.children.find((child) => child.tag === tag)?.children[0];
  const hash = field(0xa0);
  const mask = field(0xa1);
  const named = hash && HASHES[oidOf(hash.children[0])];
  const masked = mask?.children[1] && HASHES[oidOf(mask.children[1].children[0])];
  if (!named || named !== masked) return null;
  const salt = field(0xa2);
  const saltLength = salt ? parseInt(integerOf(salt), 16) : 20;
  return { hash: named, key: { name: 'RSA-PSS', hash: named }, verify: { name: 'RSA-PSS', saltLength }, signature };
}

/** `SEQUENCE { r, s }` as `r || s`. Null for what is none. */
function rawOf(signature: Uint8Array<ArrayBuffer>, bytes: number): Uint8Array<ArrayBuffer> | null {
  try {
    const raw = new Uint8Array(2 * bytes);
    const { children } = as(TAG.sequence, readDer(signature));
    if (children.length !== 2) return null;
    for (const [at, child] of children.entries()) {
      const { content } = as(TAG.integer, child);
      const digits = content[0] === 0 ? content.subarray(1) : content;
      if (digits.length > bytes) return null;
      raw.set(digits, (at + 1) * bytes - digits.length);
    }
    return raw;
  } catch {
    return null;
  }
}

/** The hash of an AlgorithmIdentifier; null for one that we do not know. */
export function hashOf(algorithm: Der | undefined): HashName | null {
  return HASHES[oidOf(as(TAG.sequence, algorithm).children[0])] ?? null;
}

export async function digestOf(hash: HashName, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest(hash, bytes));
}
