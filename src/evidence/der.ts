import { Failure } from '../core/failure.ts';

/** Bytes of `r` and of `s` in a raw P-256 signature. */
const HALF = 32;

/** A whole number in DER: no leading zeros, but one where the high bit would read as a minus sign. */
function derInteger(bytes: Uint8Array): number[] {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = [...bytes.subarray(start)];
  if (digits[0]! >= 0x80) digits.unshift(0);
  return [0x02, digits.length, ...digits];
}

/** WebCrypto's `r || s` (64 bytes) as the DER `SEQUENCE { r, s }` that openssl and everyone else reads. At most 72 bytes. */
export function derFromRaw(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  if (raw.length !== 2 * HALF) throw new Failure('bad_request', 'not a P-256 signature');
  const body = [...derInteger(raw.subarray(0, HALF)), ...derInteger(raw.subarray(HALF))];
  return Uint8Array.from([0x30, body.length, ...body]);
}

/** The way back. Strict: one signature has one spelling. Undefined for anything else. */
export function rawFromDer(der: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const raw = new Uint8Array(2 * HALF);
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  let at = 2;
  for (const end of [HALF, 2 * HALF]) {
    const length = der[at + 1] ?? 0;
    const digits = der.subarray(at + 2, at + 2 + length);
    if (der[at] !== 0x02 || length === 0 || digits.length !== length || digits[0]! >= 0x80) return undefined;
    if (digits[0] === 0 && length > 1 && digits[1]! < 0x80) return undefined;
    const value = digits[0] === 0 ? digits.subarray(1) : digits;
    if (value.length > HALF) return undefined;
    raw.set(value, end - value.length);
    at += 2 + length;
  }
  return at === der.length ? raw : undefined;
}
