import type { StampCheck } from '../core/verification.ts';

/** Checks a time stamp over a digest. Null: nothing here can check one. */
export type StampVerifier = (input: { tsr: Uint8Array; digest: Uint8Array; chainPem?: string }) => Promise<{ ok: boolean; genTime: string | null; authority: string | null; problems: readonly string[] }>;

const fromHex = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16));

/** @param manifestSha256 hex: what the stamp must have been made over */
export async function checkStamp(tsr: Uint8Array, manifestSha256: string, chainPem: string | undefined, verify: StampVerifier | null): Promise<StampCheck> {
  if (!verify) return { ok: null, genTime: null, authority: null, problems: [] };
  try {
    const { ok, genTime, authority, problems } = await verify({ tsr, digest: fromHex(manifestSha256), ...(chainPem !== undefined && { chainPem }) });
    // An algorithm that is not known here says nothing against the stamp.
    const unknown = !ok && problems.length > 0 && problems.every((code) => code === 'unknown_algorithm');
    return { ok: unknown ? null : ok, genTime, authority, problems: [...problems] };
  } catch {
    return { ok: false, genTime: null, authority: null, problems: ['unreadable'] };
  }
}
