/**
 * Weights of features, two in a byte: each is a sign and one of eight sizes, close together near nothing, where most weights lie. Sums of
 * them are whole numbers.
 */
export const SIZES = [0, 4, 11, 21, 35, 55, 84, 127] as const;
const NEGATIVE = 8;
const VALUES = Int32Array.from({ length: 16 }, (_, code) => (code < NEGATIVE ? SIZES[code]! : -SIZES[code - NEGATIVE]!));

/** Bytes for so many weights. */
export const bytesFor = (width: number): number => (width + 1) >> 1;

export function weightAt(packed: Uint8Array, base: number, index: number): number {
  const byte = packed[base + (index >> 1)]!;
  return VALUES[(index & 1) === 0 ? byte & 15 : byte >> 4]!;
}

/** Adds the weights that begin at byte `base` to the sums. */
export function addWeights(packed: Uint8Array, base: number, sums: Int32Array): void {
  for (let index = 0; index < sums.length; index++) sums[index] = sums[index]! + weightAt(packed, base, index);
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
