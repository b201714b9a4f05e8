import { Failure } from '../core/failure.ts';
import { readCertificate, type Certificate } from './certificate.ts';
import { as, integerOf, octetsOf, oidOf, readDer, TAG, tlv, type Der } from './der.ts';
import { instantOf } from './instants.ts';
import { OID } from './oids.ts';

/** A time stamp token (RFC 3161, in CMS), read and not yet checked. */
export interface Token {
  raw: Uint8Array<ArrayBuffer>;
  /** The TSTInfo, as it was signed over. */
  info: Uint8Array<ArrayBuffer>;
  /** Object identifier of the rules under which it was made. */
  policy: string;
  /** Of the hash that is stamped. */
  imprintAlgorithm: string;
  imprint: Uint8Array<ArrayBuffer>;
  /** Hex. */
  serial: string;
  /** Epoch ms. */
  at: number;
  /** Hex; null where there is none. */
  nonce: string | null;
  certificates: Certificate[];
  signer: Signer;
}

export interface Signer {
  /** Which certificate: by issuer and number, or by the key's name. */
  issuer: Uint8Array<ArrayBuffer> | null;
  serial: string | null;
  keyId: Uint8Array<ArrayBuffer> | null;
  digestAlgorithm: Der;
  /** The signed attributes as they were signed: a SET. */
  attributesSigned: Uint8Array<ArrayBuffer>;
  /** The first value of each, by object identifier. */
  attributes: ReadonlyMap<string, Der>;
  algorithm: Der;
  signature: Uint8Array<ArrayBuffer>;
}

const MOST_CERTIFICATES = 32;

const bad = (): Failure => new Failure('bad_request', 'not a time stamp');

/** @throws Failure `bad_request` */
export function readToken(token: Der): Token {
  if (oidOf(as(TAG.sequence, token).children[0]) !== OID.signedData) throw bad();
  const [, , content, ...rest] = as(TAG.sequence, as(0xa0, token.children[1]).children[0]).children;
  if (oidOf(as(TAG.sequence, content).children[0]) !== OID.tstInfo) throw bad();
  const info = octetsOf(as(0xa0, content!.children[1]).children[0]);
  const signers = as(TAG.set, rest.at(-1)).children;
  // A token has one signer, by the rule.
  if (signers.length !== 1) throw bad();
  const kept = rest.find(({ tag }) => tag === 0xa0)?.children.filter(({ tag }) => tag === TAG.sequence) ?? [];
  if (kept.length > MOST_CERTIFICATES) throw bad();
  return { raw: token.raw, info, ...readInfo(readDer(info)), certificates: kept.map(readCertificate), signer: readSigner(signers[0]!) };
}

function readInfo(info: Der): Pick<Token, 'policy' | 'imprintAlgorithm' | 'imprint' | 'serial' | 'at' | 'nonce'> {
  const [version, policy, imprint, serial, time, ...rest] = as(TAG.sequence, info).children;
  if (integerOf(version) !== '01') throw bad();
  const nonce = rest.find(({ tag }) => tag === TAG.integer);
  const [algorithm, hashed] = as(TAG.sequence, imprint).children;
  return {
    policy: oidOf(policy),
    imprintAlgorithm: oidOf(as(TAG.sequence, algorithm).children[0]),
    imprint: octetsOf(hashed),
    serial: integerOf(serial),
    at: instantOf(as(TAG.time, time)),
    nonce: nonce ? integerOf(nonce) : null,
  };
}

function readSigner(element: Der): Signer {
  const [, id, digestAlgorithm, signed, algorithm, signature] = as(TAG.sequence, element).children;
  // Without signed attributes the certificate that signed is not named, and that is not allowed.
  if (signed?.tag !== 0xa0) throw bad();
  const attributes = new Map<string, Der>();
  for (const { children: [kind, values] } of signed.children) {
    const name = oidOf(kind);
    const value = as(TAG.set, values).children[0];
    if (!value || attributes.has(name)) throw bad();
    attributes.set(name, value);
  }
  const byName = id?.tag === TAG.sequence;
  return {
    issuer: byName ? as(TAG.sequence, id.children[0]).raw : null,
    serial: byName ? integerOf(id.children[1]) : null,
    keyId: byName ? null : as(0x80, id).content,
    digestAlgorithm: as(TAG.sequence, digestAlgorithm),
    attributesSigned: tlv(TAG.set, signed.content),
    attributes,
    algorithm: as(TAG.sequence, algorithm),
    signature: octetsOf(signature),
  };
}
