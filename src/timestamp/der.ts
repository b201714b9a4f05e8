import { Failure } from '../core/failure.ts';

/** One element of an ASN.1 value as it was written. */
export interface Der {
  /** The identifier octet: class, form and number. */
  tag: number;
  /** With its head, exactly as received. */
  raw: Uint8Array<ArrayBuffer>;
  content: Uint8Array<ArrayBuffer>;
  /** Of a constructed element; empty of others. */
  children: Der[];
}

/** An answer of an authority, or a certificate, is a few kilobytes. */
export const MOST_BYTES = 100_000;
const DEEPEST = 32;
const MOST_ELEMENTS = 20_000;

export const TAG = {
  boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, null: 0x05, oid: 0x06, utf8: 0x0c, sequence: 0x30, set: 0x31, utcTime: 0x17, time: 0x18,
} as const;

const bad = (): Failure => new Failure('bad_request', 'not ASN.1');

/**
 * Reads one whole ASN.1 value. Signed messages may be BER, so lengths that are given at the end are read too; what is signed over is
 * always taken as it was written. Work and depth are bounded whatever the bytes are.
 * @throws Failure `bad_request`
 */
export function readDer(bytes: Uint8Array): Der {
  if (bytes.length > MOST_BYTES) throw bad();
  // A copy: what was checked must not change under us.
  const all = new Uint8Array(bytes);
  let elements = 0;

  function element(at: number, limit: number, depth: number): Der {
    if (depth > DEEPEST || ++elements > MOST_ELEMENTS || at + 2 > limit) throw bad();
    const tag = all[at]!;
    // Numbers of several octets occur nowhere in what we read.
    if ((tag & 0x1f) === 0x1f) throw bad();
    const constructed = (tag & 0x20) !== 0;
    let start = at + 2;
    let length: number | null = all[at + 1]!;
    if (length === 0x80) {
      if (!constructed) throw bad();
      length = null;
    } else if (length > 0x80) {
      const octets = length - 0x80;
      if (octets > 4 || start + octets > limit) throw bad();
      length = 0;
      for (let i = 0; i < octets; i++) length = length * 256 + all[start + i]!;
      start += octets;
    }
    const end = length === null ? limit : start + length;
    if (end > limit) throw bad();
    const children: Der[] = [];
    if (!constructed) return { tag, raw: all.subarray(at, end), content: all.subarray(start, end), children };
    let next = start;
    for (;;) {
      if (length === null && all[next] === 0 && all[next + 1] === 0 && next + 2 <= end) {
        return { tag, raw: all.subarray(at, next + 2), content: all.subarray(start, next), children };
      }
      if (next === end && length !== null) return { tag, raw: all.subarray(at, end), content: all.subarray(start, end), children };
      const child = element(next, end, depth + 1);
      children.push(child);
      next += child.raw.length;
    }
  }

  const whole = element(0, all.length, 0);
  if (whole.raw.length !== all.length) throw bad();
  return whole;
}

/** The element, if it has this tag. @throws Failure `bad_request` */
export function as(tag: number, element: Der | undefined): Der {
  if (element?.tag !== tag) throw bad();
  return element;
}

/** The bytes of an OCTET STRING, in one piece or in several. @throws Failure `bad_request` */
export function octetsOf(element: Der | undefined): Uint8Array<ArrayBuffer> {
  if (element?.tag === (TAG.octets | 0x20)) return joined(element.children.map(octetsOf));
  return as(TAG.octets, element).content;
}

/** The bytes of a BIT STRING of whole octets. @throws Failure `bad_request` */
export function bitsOf(element: Der | undefined): Uint8Array<ArrayBuffer> {
  const { content } = as(TAG.bits, element);
  if (content.length === 0) throw bad();
  return content.subarray(1);
}

/** A whole number in hex, two's complement as it was written. @throws Failure `bad_request` */
export function integerOf(element: Der | undefined): string {
  const { content } = as(TAG.integer, element);
  if (content.length === 0 || content.length > 64) throw bad();
  // One spelling for one number.
  let start = 0;
  while (start < content.length - 1 && content[start] === 0 && content[start + 1]! < 0x80) start++;
  return hex(content.subarray(start));
}

/** An object identifier with dots. @throws Failure `bad_request` */
export function oidOf(element: Der | undefined): string {
  const { content } = as(TAG.oid, element);
  if (content.length === 0 || content.length > 40 || content.at(-1)! >= 0x80) throw bad();
  const numbers: bigint[] = [];
  let value = 0n;
  for (const octet of content) {
    value = (value << 7n) | BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    numbers.push(value);
    value = 0n;
  }
  const [first = 0n, ...rest] = numbers;
  const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

/** Writes one element. */
export function tlv(tag: number, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = joined(parts);
  const head = [tag];
  if (content.length < 0x80) head.push(content.length);
  else {
    const length: number[] = [];
    for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
    head.push(0x80 + length.length, ...length);
  }
  return joined([Uint8Array.from(head), content]);
}

/** Writes an object identifier. */
export function oid(dotted: string): Uint8Array<ArrayBuffer> {
  const [root = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets = [root * 40 + second, ...rest].flatMap((number) => {
    const digits = [number % 128];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left % 128) + 128);
    return digits;
  });
  return tlv(TAG.oid, Uint8Array.from(octets));
}

/** Writes a whole number that is not negative. */
export function integer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = bytes.subarray(start);
  return digits.length === 0 || digits[0]! >= 0x80 ? tlv(TAG.integer, Uint8Array.of(0), digits) : tlv(TAG.integer, digits);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

export const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
