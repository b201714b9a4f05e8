import { LEAST_LETTERS, shinglesOf } from './letters.ts';

/** Two texts by their places in the list, `first` < `second`. `likeness`: shared shingles over all shingles of both, 0 to 1. */
export interface NearPair {
  first: number;
  second: number;
  likeness: number;
}

export const LEAST_LIKENESS = 0.7;

/**
 * Every pair of texts with a likeness of `least` or more, those with the same letters too, sorted by `second`, then `first`. Exact, not sampled.
 *
 * Prefix filter (Bayardo, Ma, Srikant: "Scaling up all pairs similarity search", 2007): with shingles sorted from rare to common, two sets of likeness
 * t share one among the first n - ceil(t n) + 1 of each. So only rare shingles are looked up, and most texts meet no candidate at all.
 */
export function nearPairs(letters: readonly string[], least = LEAST_LIKENESS): NearPair[] {
  const sets = rareFirst(letters);
  const order = [...sets.keys()].filter((index) => sets[index]!.length > 0).sort((a, b) => sets[a]!.length - sets[b]!.length || a - b);
  const postings = new Map<number, number[]>();
  const met = new Int32Array(letters.length).fill(-1);
  const pairs: NearPair[] = [];
  for (const here of order) {
    const set = sets[here]!;
    const shortest = set.length * least;
    for (let i = 0; i < prefixLength(set.length, least); i++) {
      const holders = postings.get(set[i]!);
      if (!holders) {
        postings.set(set[i]!, [here]);
        continue;
      }
      // Holders came in order of size: from the back, until they are too short for this one.
      for (let h = holders.length - 1; h >= 0 && sets[holders[h]!]!.length >= shortest - 1e-9; h--) {
        const other = holders[h]!;
        if (met[other] === here) continue;
        met[other] = here;
        const likeness = likenessOf(set, sets[other]!, least);
        if (likeness > 0) pairs.push({ first: Math.min(here, other), second: Math.max(here, other), likeness });
      }
      holders.push(here);
    }
  }
  return pairs.sort((a, b) => a.second - b.second || a.first - b.first);
}

// The subtraction keeps 0.7 × 10 = 7.000000000000001 from becoming 8.
const leastShared = (size: number, least: number): number => Math.ceil(size * least - 1e-9);
const prefixLength = (size: number, least: number): number => size - leastShared(size, least) + 1;

/** Shingles of each text as ranks, 0 the rarest of all, ascending. Too short a text has none. */
function rareFirst(letters: readonly string[]): Int32Array[] {
  const ids = new Map<string, number>();
  const counts: number[] = [];
  const sets = letters.map((text) => {
    if (text.length < LEAST_LETTERS) return new Int32Array(0);
    return Int32Array.from(shinglesOf(text), (gram) => {
      const id = ids.get(gram) ?? ids.size;
      ids.set(gram, id);
      counts[id] = (counts[id] ?? 0) + 1;
      return id;
    });
  });
  const rank = new Int32Array(ids.size);
  Int32Array.from(counts.keys()).sort((a, b) => counts[a]! - counts[b]! || a - b).forEach((id, place) => (rank[id] = place));
  return sets.map((set) => set.map((id) => rank[id]!).sort());
}

/** Likeness of two ascending lists, or 0 as soon as it cannot reach `least`. */
function likenessOf(a: Int32Array, b: Int32Array, least: number): number {
  const needed = Math.ceil((least / (1 + least)) * (a.length + b.length) - 1e-9);
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (shared + Math.min(a.length - i, b.length - j) < needed) return 0;
    const difference = a[i]! - b[j]!;
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return shared < needed ? 0 : shared / (a.length + b.length - shared);
}
