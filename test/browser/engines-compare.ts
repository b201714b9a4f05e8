import { readModel } from '../../src/classify/model.ts';
import type { Answer } from '../../tools/browser/engine-answers.ts';

const SHOWN = 3;
/** Units shown before and after the place where two answers part. */
const AROUND = 50;
const NO_ANSWER: Answer = ['nothing', ''];

/** How many answers differ, and the first few as sentences that name a text and never quote it. */
export function differences(node: readonly Answer[], other: readonly Answer[]): { count: number; first: string[] } {
  const first: string[] = [];
  let count = 0;
  for (let i = 0; i < Math.max(node.length, other.length); i++) {
    const a = node[i] ?? NO_ANSWER;
    const b = other[i] ?? NO_ANSWER;
    if (a[0] === b[0] && a[1] === b[1]) continue;
    count++;
    if (first.length >= SHOWN) continue;
    const from = Math.max(0, partingOf(a[1], b[1]) - AROUND);
    const part = (json: string): string => json.slice(from, from + 2 * AROUND);
    first.push(`${a[0]}: Node …${part(a[1])}…, other …${part(b[1])}…${a[0] === b[0] ? '' : ` (answers for ${b[0]})`}`);
  }
  return { count, first };
}

function partingOf(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** What stands before the weights of a model's file, for those who change one: see `src/classify/model.ts`. */
const tablesOf = (model: Uint8Array): number => (16 + new DataView(model.buffer, model.byteOffset).getUint32(8, true) + 3) & ~3;

/** A copy in which the lowest bit of one weight of the towers is turned over and the checksum is right again. */
export function withWeightTurned(model: Uint8Array, which: number): Uint8Array {
  const copy = Uint8Array.from(model);
  copy[tablesOf(model) + which * 4]! ^= 1;
  let hash = 0x811c9dc5;
  for (let i = 8; i < copy.length; i++) hash = Math.imul(hash ^ copy[i]!, 0x01000193);
  new DataView(copy.buffer).setUint32(4, hash >>> 0, true);
  readModel(copy);
  return copy;
}
