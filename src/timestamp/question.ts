import type { StampQuestion } from './by-frame.ts';

/** What came over is checked in the page that may connect, whoever sent it. Null for what is no question. */
export function readQuestion(value: unknown): StampQuestion | null {
  if (typeof value !== 'object' || value === null) return null;
  const { url, digest, nonce } = value as Record<string, unknown>;
  if (typeof url !== 'string' || typeof digest !== 'string' || typeof nonce !== 'string') return null;
  return /^[0-9a-f]{64}$/.test(digest) && /^(?:[0-9a-f]{2}){1,32}$/.test(nonce) ? { url, digest, nonce } : null;
}

export const fromHex = (hex: string): Uint8Array<ArrayBuffer> => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
