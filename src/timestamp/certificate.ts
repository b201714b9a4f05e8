import { as, bitsOf, integerOf, octetsOf, oidOf, readDer, TAG, type Der } from './der.ts';
import { Failure } from '../core/failure.ts';
import { instantOf } from './instants.ts';
import { nameText } from './names.ts';
import { OID } from './oids.ts';

/** What we need to know of an X.509 certificate. */
export interface Certificate {
  raw: Uint8Array<ArrayBuffer>;
  /** What its issuer signed. */
  signed: Uint8Array<ArrayBuffer>;
  algorithm: Der;
  signature: Uint8Array<ArrayBuffer>;
  /** Hex. */
  serial: string;
  issuer: Uint8Array<ArrayBuffer>;
  subject: Uint8Array<ArrayBuffer>;
  /** The subject in words, safe to show. */
  name: string;
  /** Epoch ms. */
  notBefore: number;
  notAfter: number;
  /** SubjectPublicKeyInfo. */
  key: Der;
  keyId: Uint8Array<ArrayBuffer> | null;
  /** May sign certificates. */
  authority: boolean;
  /** For time stamps, critical, and for nothing else: what RFC 3161 asks of the signer. */
  forStamping: boolean;
}

/** @throws Failure `bad_request` */
export function readCertificate(element: Der | Uint8Array): Certificate {
  const whole = as(TAG.sequence, element instanceof Uint8Array ? readDer(element) : element);
  const [body, algorithm, signature] = whole.children;
  const parts = [...as(TAG.sequence, body).children];
  if (parts[0]?.tag === 0xa0) parts.shift();
  const [serial, , issuer, validity, subject, key] = parts;
  const extensions = readExtensions(parts.slice(6).find(({ tag }) => tag === 0xa3));
  const usage = extensions.get(OID.keyUsage);
  const bits = usage ? bitsOf(usage.value) : null;
  const allows = (bit: number): boolean => bits === null || ((bits[0] ?? 0) & (0x80 >> bit)) !== 0;
  const constraints = extensions.get(OID.basicConstraints);
  const isAuthority = constraints?.value.children[0]?.tag === TAG.boolean && constraints.value.children[0].content[0] !== 0;
  const purposes = extensions.get(OID.extendedKeyUsage);
  const keyId = extensions.get(OID.subjectKeyId);
  return {
    raw: whole.raw,
    signed: body!.raw,
    algorithm: as(TAG.sequence, algorithm),
    signature: bitsOf(signature),
    serial: integerOf(serial),
    issuer: as(TAG.sequence, issuer).raw,
    subject: as(TAG.sequence, subject).raw,
    name: nameText(subject!),
    notBefore: instantOf(as(TAG.sequence, validity).children[0]),
    notAfter: instantOf(validity!.children[1]),
    key: as(TAG.sequence, key),
    keyId: keyId ? octetsOf(keyId.value) : null,
    authority: isAuthority && allows(5),
    forStamping: purposes?.critical === true && purposes.value.children.length === 1 && oidOf(purposes.value.children[0]) === OID.timeStamping && (allows(0) || allows(1)),
  };
}

interface Extension {
  critical: boolean;
  value: Der;
}

function readExtensions(element: Der | undefined): Map<string, Extension> {
  const known = new Map<string, Extension>();
  if (!element) return known;
  const wanted: readonly string[] = [OID.keyUsage, OID.basicConstraints, OID.extendedKeyUsage, OID.subjectKeyId];
  for (const { children } of as(TAG.sequence, element.children[0]).children) {
    const id = oidOf(children[0]);
    if (!wanted.includes(id)) continue;
    // Said twice, it could be read in two ways.
    if (known.has(id)) throw new Failure('bad_request', 'certificate');
    const critical = children[1]?.tag === TAG.boolean && children[1].content[0] !== 0;
    known.set(id, { critical, value: readDer(octetsOf(children.at(-1))) });
  }
  return known;
}
