/**
 * Weights of features, two in a byte: each is a sign and one of eight sizes, close together near nothing, where most weights lie. Sums of
 * them are whole numbers.
 */
export const SIZES = [0, 4, 11, 21, 35, 55, 84, 127] as const;
const NEGATIVE = 8;
const VALUES = Int32Array.from({ length: 16 }, (_, code) => (code < NEGATIVE ? SIZES[code]! : -SIZES[code - NEGATIVE]!));

/** Bytes for so many weights. */
export const bytesFor = (width: number): number => (width + 1) >> 1;

/** What the lower and the upper half of a byte stand for. */
const LOWER = Int32Array.from({ length: 256 }, (_, byte) => VALUES[byte & 15]!);
const UPPER = Int32Array.from({ length: 256 }, (_, byte) => VALUES[byte >> 4]!);

export function weightAt(packed: Uint8Array, base: number, index: number): number {
  const byte = packed[base + (index >> 1)]!;
  return (index & 1) === 0 ? LOWER[byte]! : UPPER[byte]!;
}

/** Adds `width` weights that begin at byte `base` to the sums, which have room for an even number. */
export function addWeights(packed: Uint8Array, base: number, width: number, sums: Int32Array): void {
  for (let index = 0; index < width; index += 2) {
    const byte = packed[base + (index >> 1)]!;
    sums[index] = sums[index]! + LOWER[byte]!;
    sums[index + 1] = sums[index + 1]! + UPPER[byte]!;
  }
}

/** The weights times these factors, summed. */
export function weigh(packed: Uint8Array, base: number, factors: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < factors.length; index++) sum += weightAt(packed, base, index) * factors[index]!;
  return sum;
}

/** The weights nearest to these numbers, where 127 is the largest. */
export function packWeights(values: readonly number[]): Uint8Array {
  const packed = new Uint8Array(bytesFor(values.length));
  values.forEach((value, index) => {
    let nearest = 0;
    for (let code = 1; code < SIZES.length; code++) {
      if (Math.abs(SIZES[code]! - Math.abs(value)) < Math.abs(SIZES[nearest]! - Math.abs(value))) nearest = code;
    }
    const code = value < 0 && nearest > 0 ? nearest + NEGATIVE : nearest;
    packed[index >> 1] = packed[index >> 1]! | (code << ((index & 1) * 4));
  });
  return packed;
}
