import type { Certificate } from './certificate.ts';
import { sameBytes } from './der.ts';
import { checkSignature } from './signature.ts';
import type { Token } from './token.ts';

/** Longer chains are not seen; each step costs a check. */
const LONGEST = 8;
const MOST_CHECKS = 32;

/** The certificate that the token says it was signed with. */
export function findSigner({ signer }: Pick<Token, 'signer'>, certificates: readonly Certificate[]): Certificate | null {
  return certificates.find((one) => (signer.keyId
    ? one.keyId !== null && sameBytes(one.keyId, signer.keyId)
    : one.serial === signer.serial && sameBytes(one.issuer, signer.issuer!))) ?? null;
}

export interface Path {
  /** From the signer upwards. */
  certificates: Certificate[];
  /** It ends at a certificate that signed itself. */
  whole: boolean;
}

/**
 * The way from a certificate to one that signed itself, through the certificates at hand, each having signed the one before and being valid
 * at that moment. The longest that was found where none is whole. @param at epoch ms
 */
export async function findPath(from: Certificate, known: readonly Certificate[], at: number): Promise<Path> {
  let checks = 0;
  let best: Certificate[] = [from];
  async function up(path: Certificate[]): Promise<Certificate[] | null> {
    const last = path.at(-1)!;
    if (path.length > best.length) best = path;
    if (sameBytes(last.issuer, last.subject)) {
      if (checks++ < MOST_CHECKS && (await signedBy(last, last, true))) return path;
    }
    if (path.length >= LONGEST) return null;
    for (const issuer of known) {
      if (checks >= MOST_CHECKS) return null;
      if (!issuer.authority || issuer.notBefore > at || issuer.notAfter < at || !sameBytes(issuer.subject, last.issuer)) continue;
      if (path.some((one) => sameBytes(one.raw, issuer.raw))) continue;
      checks++;
      if (!(await signedBy(last, issuer))) continue;
      const whole = await up([...path, issuer]);
      if (whole) return whole;
    }
    return null;
  }
  const whole = await up([from]);
  return { certificates: whole ?? best, whole: whole !== null };
}

async function signedBy(one: Certificate, issuer: Certificate, old = false): Promise<boolean> {
  return (await checkSignature({ key: issuer.key, algorithm: one.algorithm, hash: null, signature: one.signature, data: one.signed, old })) === 'right';
}
