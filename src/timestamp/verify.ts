import { failureCode } from '../core/failure.ts';
import type { StampProblem } from '../core/stamp.ts';
import type { Certificate } from './certificate.ts';
import { as, integerOf, octetsOf, oidOf, sameBytes, TAG, type Der } from './der.ts';
import { HASHES, OID } from './oids.ts';
import { findPath, findSigner } from './path.ts';
import { readChainPem } from './pem.ts';
import { readResponse } from './response.ts';
import { checkSignature, digestOf, hashOf } from './signature.ts';
import type { Token } from './token.ts';

/** What could be checked of a time stamp, on this device alone. */
export interface StampCheck {
  /** Nothing that was checked is wrong. It says nothing of who the authority is, nor whether a court takes its word: that is not ours to judge. */
  ok: boolean;
  /** ISO 8601 UTC, as the authority states it; null where the answer could not be read. */
  genTime: string | null;
  /** Name in the certificate that signed. Anyone can write any name into a certificate of their own. */
  authority: string | null;
  policy: string | null;
  /** Hex. */
  serial: string | null;
  /** `self`: the certificates lead up to one that signed itself; nobody but the authority vouches for it. `false`: they do not even lead there. We know of no third state. */
  trusted: false | 'self';
  /** Names of the certificates, from the one that signed upwards. */
  path: string[];
  /** The certificates themselves: those of the path first, then the others that came along. */
  certificates: Certificate[];
  problems: StampProblem[];
  /** The authority's own words for a refusal. */
  words: string | null;
}

export interface StampToCheck {
  /** A whole answer (TimeStampResp, DER), as kept in `manifest-sha256.txt.tsr`. */
  tsr: Uint8Array;
  /** SHA-256 of what was stamped: 32 bytes. */
  digest: Uint8Array;
  /** As it was sent, when we asked ourselves. */
  nonce?: Uint8Array;
  /** `tsa-chain.pem`. */
  chainPem?: string;
}

/**
 * Checks a time stamp without the network: it is of this hash, the signature is the certificate's, the certificate is named in what was signed,
 * is for time stamps alone, was valid then, and which certificates it leads to. Throws for nothing that the bytes may be.
 */
export async function verifyStamp({ tsr, digest, nonce, chainPem }: StampToCheck): Promise<StampCheck> {
  const check: StampCheck = { ok: false, genTime: null, authority: null, policy: null, serial: null, trusted: false, path: [], certificates: [], problems: [], words: null };
  const read = readResponse(tsr, nonce ? { digest, nonce } : { digest });
  if (!read.ok) return { ...check, problems: [read.problem], words: read.words };
  const { token, genTime, policy, serial } = read;
  Object.assign(check, { genTime, policy, serial, certificates: read.certificates });
  const known = [...token.certificates];
  if (chainPem !== undefined) {
    try {
      known.push(...readChainPem(chainPem));
    } catch {
      check.problems.push('chain_unreadable');
    }
  }
  const signer = findSigner(token, known);
  if (!signer) return { ...check, problems: [...check.problems, 'no_certificate'] };
  check.authority = signer.name;
  check.problems.push(...(await problemsOf(token, signer)));
  const { certificates, whole } = await findPath(signer, known, token.at);
  check.trusted = whole ? 'self' : false;
  check.path = certificates.map(({ name }) => name);
  check.certificates = [...certificates, ...known.filter((one) => !certificates.includes(one))];
  check.ok = check.problems.length === 0;
  return check;
}

async function problemsOf(token: Token, signer: Certificate): Promise<StampProblem[]> {
  const problems: StampProblem[] = [];
  if (!signer.forStamping) problems.push('not_for_stamping');
  if (token.at < signer.notBefore || token.at > signer.notAfter) problems.push('certificate_expired');
  try {
    const { signer: by } = token;
    const hash = hashOf(by.digestAlgorithm);
    if (!hash || hash === 'SHA-1') return [...problems, 'unknown_algorithm'];
    const stated = by.attributes.get(OID.messageDigest);
    const type = by.attributes.get(OID.contentType);
    if (!stated || !type || oidOf(type) !== OID.tstInfo || !sameBytes(octetsOf(stated), await digestOf(hash, token.info))) problems.push('attributes_wrong');
    if (!(await namesCertificate(by.attributes, signer))) problems.push('certificate_not_named');
    const signature = await checkSignature({ key: signer.key, algorithm: by.algorithm, hash, signature: by.signature, data: by.attributesSigned });
    if (signature !== 'right') problems.push(signature === 'wrong' ? 'signature_wrong' : 'unknown_algorithm');
  } catch (error) {
    if (failureCode(error) !== 'bad_request') throw error;
    problems.push('attributes_wrong');
  }
  return problems;
}

/** ESS (RFC 2634, RFC 5035): the first certificate that is named must be the one that signed, else another with the same key could be put in its place. */
async function namesCertificate(attributes: ReadonlyMap<string, Der>, signer: Certificate): Promise<boolean> {
  const second = attributes.get(OID.signingCertificateV2);
  const first = attributes.get(OID.signingCertificate);
  if (!second && !first) return false;
  for (const [attribute, whenUnsaid] of [[second, 'SHA-256'], [first, 'SHA-1']] as const) {
    if (!attribute) continue;
    const parts = [...as(TAG.sequence, as(TAG.sequence, as(TAG.sequence, attribute).children[0]).children[0]).children];
    const named = whenUnsaid === 'SHA-256' && parts[0]?.tag === TAG.sequence ? HASHES[oidOf(parts.shift()!.children[0])] : whenUnsaid;
    const [hash, issuerSerial] = parts;
    if (!named || !sameBytes(octetsOf(hash), await digestOf(named, signer.raw))) return false;
    if (issuerSerial && integerOf(as(TAG.sequence, issuerSerial).children[1]) !== signer.serial) return false;
  }
  return true;
}
