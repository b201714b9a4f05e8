// Answers that no honest authority gives, whole in everything but the one thing that is to be found wrong.
import { constants, createHash, createPrivateKey, sign } from 'node:crypto';
import { integer, oid, readDer, TAG, tlv } from '../../src/timestamp/der.ts';
import { OID } from '../../src/timestamp/oids.ts';

export interface Forged {
  /** TSTInfo, DER. */
  info: Uint8Array;
  /** DER. */
  certificate: Uint8Array;
  /** Private key, PEM: EC, or RSA for a signature with PSS. */
  key: string;
  /** The certificate that the signed attributes name; null: none. */
  named?: Uint8Array | null;
  /** In the place of the right message digest. */
  digest?: Uint8Array;
  /** Object identifier of the digest algorithm. */
  algorithm?: string;
}

const SHA256 = tlv(TAG.sequence, oid(OID.sha256));
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
/** RSASSA-PSS with SHA-256 throughout and a salt as long. */
const PSS = tlv(
  TAG.sequence, oid(OID.rsaPss),
  tlv(TAG.sequence, tlv(0xa0, SHA256), tlv(0xa1, tlv(TAG.sequence, oid('1.2.840.113549.1.1.8'), SHA256)), tlv(0xa2, integer(Uint8Array.of(32)))),
);
const attribute = (id: string, value: Uint8Array): Uint8Array => tlv(TAG.sequence, oid(id), tlv(TAG.set, value));

export function forge({ info, certificate, key, named = certificate, digest = sha256(info), algorithm = OID.sha256 }: Forged): Uint8Array<ArrayBuffer> {
  const attributes = [
    attribute(OID.contentType, oid(OID.tstInfo)),
    attribute(OID.messageDigest, tlv(TAG.octets, digest)),
    ...(named ? [attribute(OID.signingCertificateV2, tlv(TAG.sequence, tlv(TAG.sequence, tlv(TAG.sequence, SHA256, tlv(TAG.octets, sha256(named))))))] : []),
  ];
  const [, , , issuer] = readDer(certificate).children[0]!.children;
  const serial = readDer(certificate).children[0]!.children[1]!;
  const own = createPrivateKey(key);
  const rsa = own.asymmetricKeyType === 'rsa';
  const signature = sign('sha256', tlv(TAG.set, ...attributes), rsa ? { key: own, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : own);
  const signer = tlv(
    TAG.sequence, integer(Uint8Array.of(1)), tlv(TAG.sequence, issuer!.raw, serial.raw), tlv(TAG.sequence, oid(algorithm)), tlv(0xa0, ...attributes),
    rsa ? PSS : tlv(TAG.sequence, oid('1.2.840.10045.4.3.2')), tlv(TAG.octets, signature),
  );
  const signed = tlv(
    TAG.sequence, integer(Uint8Array.of(3)), tlv(TAG.set, SHA256), tlv(TAG.sequence, oid(OID.tstInfo), tlv(0xa0, tlv(TAG.octets, info))),
    tlv(0xa0, certificate), tlv(TAG.set, signer),
  );
  return tlv(TAG.sequence, tlv(TAG.sequence, integer(Uint8Array.of(0))), tlv(TAG.sequence, oid(OID.signedData), tlv(0xa0, signed)));
}

/** The same answer with its outer parts in the other spelling of BER: lengths given at their ends, and the content in two pieces. */
export function respelled(tsr: Uint8Array): Uint8Array<ArrayBuffer> {
  const open = (tag: number, ...parts: Uint8Array[]) => Uint8Array.from([tag, 0x80, ...parts.flatMap((part) => [...part]), 0, 0]);
  const [status, token] = readDer(tsr).children;
  const [id, signed] = token!.children;
  const [version, algorithms, content, ...rest] = signed!.children[0]!.children;
  const [kind, wrapped] = content!.children;
  const octets = wrapped!.children[0]!.content;
  const pieces = open(TAG.octets | 0x20, tlv(TAG.octets, octets.subarray(0, 20)), tlv(TAG.octets, octets.subarray(20)));
  const inner = open(TAG.sequence, version!.raw, algorithms!.raw, open(TAG.sequence, kind!.raw, open(0xa0, pieces)), ...rest.map(({ raw }) => raw));
  return open(TAG.sequence, status!.raw, open(TAG.sequence, id!.raw, open(0xa0, inner)));
}
