import { hex } from './der.ts';
import { chainPem } from './pem.ts';
import { makeRequest, newNonce } from './request.ts';
import { asResponse } from './response.ts';
import { StampFailure } from './stamp-failure.ts';
import { verifyStamp, type StampCheck } from './verify.ts';

/** A stamp as it is kept and put beside a manifest. */
export interface KeptStamp {
  /** `manifest-sha256.txt.tsr` */
  tsr: Uint8Array<ArrayBuffer>;
  /** `tsa-chain.pem` */
  chainPem: string;
  /** ISO 8601 UTC, the authority's word. */
  genTime: string;
  /** Name in its certificate. */
  authority: string;
}

export interface StampOrder {
  /** SHA-256 of the manifest: 32 bytes. */
  digest: Uint8Array;
  /** Address of the authority that the reader chose. */
  authority: string;
  signal: AbortSignal;
  /** Carries the question there and the answer back; see `askByFrame`. */
  ask(question: { url: string; digest: Uint8Array; nonce: Uint8Array }, signal: AbortSignal): Promise<Uint8Array>;
}

/**
 * Gets a time stamp for a manifest and checks it before it is kept. An export does not wait for it and does not fail with it.
 * @throws StampFailure; Failure `cancelled`
 */
export async function stampManifest({ digest, authority, signal, ask }: StampOrder): Promise<KeptStamp> {
  const nonce = newNonce();
  const tsr = new Uint8Array(await ask({ url: authority, digest, nonce }, signal));
  return kept(tsr, await verifyStamp({ tsr, digest, nonce }));
}

/** The question as a file, for a reader who carries it to an authority themselves. It holds the hash alone. */
export function queryFile(digest: Uint8Array): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  return { name: `manifest-${hex(digest)}.tsq`, bytes: makeRequest(digest) };
}

/**
 * Checks a stamp that the reader brought back by hand. @param chain certificates that they brought with it
 * @throws StampFailure
 */
export async function stampByHand(brought: Uint8Array, digest: Uint8Array, chain?: string): Promise<KeptStamp> {
  const tsr = asResponse(brought);
  return kept(tsr, await verifyStamp({ tsr, digest, ...(chain === undefined ? {} : { chainPem: chain }) }));
}

function kept(tsr: Uint8Array<ArrayBuffer>, check: StampCheck): KeptStamp {
  if (!check.ok || check.genTime === null) throw new StampFailure(check.problems[0] ?? 'not_a_response', check.words);
  return { tsr, chainPem: chainPem(check.certificates), genTime: check.genTime, authority: check.authority ?? '' };
}
