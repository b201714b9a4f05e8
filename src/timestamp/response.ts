import { failureCode } from '../core/failure.ts';
import type { StampProblem } from '../core/stamp.ts';
import type { Certificate } from './certificate.ts';
import { as, integer, integerOf, oidOf, readDer, sameBytes, TAG, tlv, type Der } from './der.ts';
import { clean, textOf } from './names.ts';
import { OID } from './oids.ts';
import { findSigner } from './path.ts';
import { readToken, type Token } from './token.ts';

/** What an authority answered. Its signature is not checked here: `verifyStamp` does that. */
export type StampResponse =
  | {
      ok: true;
      status: 'granted' | 'granted_with_changes';
      token: Token;
      /** ISO 8601 UTC: the authority's own word. */
      genTime: string;
      /** Object identifier of its rules. */
      policy: string;
      /** Hex. */
      serial: string;
      /** Name in the certificate that signed, or empty where the answer does not hold it. */
      authority: string;
      /** All that came with the answer. */
      certificates: Certificate[];
    }
  | {
      ok: false;
      problem: StampProblem;
      /** The authority's own words or code for a refusal, safe to show. */
      words: string | null;
    };

const no = (problem: StampProblem, words: string | null = null): StampResponse => ({ ok: false, problem, words });

/**
 * Reads the answer to a time stamp request (RFC 3161, TimeStampResp), and holds it against what was asked.
 * Throws for nothing that the bytes may be. @param digest the SHA-256 hash that was sent @param nonce as it was sent, when one was
 */
export function readResponse(bytes: Uint8Array, { digest, nonce }: { digest: Uint8Array; nonce?: Uint8Array }): StampResponse {
  try {
    const [status, token] = as(TAG.sequence, readDer(bytes)).children;
    const code = parseInt(integerOf(as(TAG.sequence, status).children[0]), 16);
    if (code > 1) return no('refused', refusal(status!));
    if (!token) return no('not_a_response');
    const read = readToken(token);
    if (read.imprintAlgorithm !== OID.sha256 || !sameBytes(read.imprint, digest)) return no('other_hash');
    if (nonce && read.nonce !== integerOf(readDer(integer(nonce)))) return no('other_nonce');
    return {
      ok: true,
      status: code === 0 ? 'granted' : 'granted_with_changes',
      token: read,
      genTime: new Date(read.at).toISOString(),
      policy: read.policy,
      serial: read.serial,
      authority: findSigner(read, read.certificates)?.name ?? '',
      certificates: read.certificates,
    };
  } catch (error) {
    if (failureCode(error) !== 'bad_request') throw error;
    return no('not_a_response');
  }
}

/** RFC 3161, PKIFailureInfo. */
const WHY: Readonly<Record<number, string>> = {
  0: 'badAlg', 2: 'badRequest', 5: 'badDataFormat', 14: 'timeNotAvailable', 15: 'unacceptedPolicy', 16: 'unacceptedExtension', 17: 'addInfoNotAvailable', 25: 'systemFailure',
};

function refusal(status: Der): string | null {
  const said = status.children.find(({ tag }) => tag === TAG.sequence)?.children.slice(0, 4).map((one) => clean(textOf(one))) ?? [];
  const bits = status.children.find(({ tag }) => tag === TAG.bits)?.content.subarray(1, 5) ?? [];
  const names = Object.entries(WHY).filter(([bit]) => (((bits[Number(bit) >> 3] ?? 0) << (Number(bit) & 7)) & 0x80) !== 0).map(([, name]) => name);
  return clean([...said, ...names].join(' · ')) || null;
}

/**
 * What a reader brought back from an authority by hand, as a whole answer: some hand out the bare token.
 * Other bytes are given back as they are.
 */
export function asResponse(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  try {
    const whole = readDer(bytes);
    if (whole.children[0]?.tag === TAG.oid && oidOf(whole.children[0]) === OID.signedData) {
      return tlv(TAG.sequence, tlv(TAG.sequence, integer(Uint8Array.of(0))), whole.raw);
    }
  } catch {
    // Whoever reads it next says what it is not.
  }
  return new Uint8Array(bytes);
}

