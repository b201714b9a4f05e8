import { classOf, flatParentOf, tagOf } from './dom.ts';
import { factsOf, partsOf, type ClusterFacts } from './detect-facts.ts';
import type { Leaf } from './detect-leaves.ts';
import type { RoleHints, RowLeaves } from './detect-roles.ts';

/** All leaves that stand at the same place of their rows. */
export interface Cluster extends ClusterFacts {
  leaves: { leaf: Leaf; row: RowLeaves }[];
  key: string;
}

export const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/** How much a cluster looks like names; from 3 on it is taken for them. */
export function nameScore(facts: ClusterFacts): number {
  const { count, distinct, nameLike, colon, echoed, first, alone, rows, says, meanLength, within, besideTime, titled } = facts;
  if (share(nameLike, count) < 0.85 || share(alone, rows) > 0.3 || share(within, count) > 0.4) return -9;
  const spread = distinct / count;
  let score = 1;
  if (says.name && !says.text) score += 2;
  else if (says.name) score += 1;
  if (says.text && !says.name) score -= 2;
  if (share(besideTime, count) >= 0.6) score += 1;
  if (count >= 4 && spread <= 0.34) score += 2.5;
  else if (count >= 4 && spread <= 0.6) score += 1.5;
  else if (count >= 6 && spread > 0.85) score -= 2;
  if (share(colon, count) >= 0.8) score += 2;
  if (share(echoed, count) >= 0.6) score += 3;
  else if (share(titled, count) >= 0.6) score += 1.5;
  if (share(first, count) >= 0.8) score += 1;
  if (meanLength > 30) score -= 2;
  return score;
}

export function clustersOf(rows: readonly RowLeaves[], hints: RoleHints): Cluster[] {
  const byKey = new Map<string, { leaf: Leaf; row: RowLeaves }[]>();
  for (const row of rows) for (const leaf of row.leaves) if (leaf.words !== '') listAt(byKey, leaf.path).push({ leaf, row });
  splitColumns(byKey);
  poolSmall(byKey);
  const fullest = fullestOf(byKey);
  const shared = new Set(fullest === null ? [] : partsOf(classOf(byKey.get(fullest)![0]!.leaf.element)));
  return [...byKey].map(([key, leaves]) => ({ key, leaves, ...factsOf(leaves, hints, fullest === null || isSameKind(byKey, key, fullest) ? new Set() : shared) }));
}

/** The place with most to say: parts of its names that others have too are the program's or the row's, and tell nothing of those. */
function fullestOf(byKey: ReadonlyMap<string, { leaf: Leaf; row: RowLeaves }[]>): string | null {
  let best: string | null = null;
  let most = 0;
  for (const [key, leaves] of byKey) {
    const said = new Set(leaves.map(({ leaf }) => leaf.words)).size * Math.min(40, leaves.reduce((sum, { leaf }) => sum + leaf.words.length, 0) / leaves.length);
    if (said > most) [best, most] = [key, said];
  }
  return best;
}

function isSameKind(byKey: ReadonlyMap<string, { leaf: Leaf; row: RowLeaves }[]>, one: string, other: string): boolean {
  if (one === other) return true;
  return byKey.get(one)![0]!.leaf.tags === byKey.get(other)![0]!.leaf.tags && suffix(one) === suffix(other) && lastNames(one).length > 0 && overlap(lastNames(one), lastNames(other));
}

function listAt<K, V>(map: Map<K, V[]>, key: K): V[] {
  let list = map.get(key);
  if (!list) map.set(key, (list = []));
  return list;
}

/** Cells without names of their own: always the same number in each row, so each has its own meaning. */
function splitColumns(byKey: Map<string, { leaf: Leaf; row: RowLeaves }[]>): void {
  for (const [key, leaves] of byKey) {
    const perRow = new Map<Element | null, { leaf: Leaf; row: RowLeaves }[]>();
    for (const one of leaves) listAt(perRow, flatParentOf(one.leaf.element)).push(one);
    const sizes = new Set([...perRow.values()].map((list) => list.length));
    const [size = 1] = sizes;
    if (sizes.size !== 1 || size < 2 || size > 6 || perRow.size < 3 || tagOf(leaves[0]!.leaf.element) === 'LI') continue;
    byKey.delete(key);
    for (const list of perRow.values()) list.forEach((one, index) => listAt(byKey, `${key}#${index}`).push(one));
  }
}

/** A place met once or twice is judged with the place it is most like: the same tags, and most names on the way shared. */
function poolSmall(byKey: Map<string, { leaf: Leaf; row: RowLeaves }[]>): void {
  const large = new Map<string, string[]>();
  for (const [key, leaves] of byKey) listAt(large, leaves[0]!.leaf.tags + suffix(key)).push(key);
  for (const keys of large.values()) {
    // Where none is large the first takes in the others.
    const [largest] = keys.sort((a, b) => byKey.get(b)!.length - byKey.get(a)!.length);
    large.set(byKey.get(largest!)![0]!.leaf.tags + suffix(largest!), keys.filter((key) => key === largest || byKey.get(key)!.length >= 4));
  }
  for (const [key, leaves] of byKey) {
    if (leaves.length > 2) continue;
    const own = lastNames(key);
    // Both sides' few may stand together.
    const like = (large.get(leaves[0]!.leaf.tags + suffix(key)) ?? []).filter((other) => other !== key && overlap(own, lastNames(other)));
    const best = like.sort((a, b) => shared(key, b) - shared(key, a) || byKey.get(b)!.length - byKey.get(a)!.length)[0];
    if (best === undefined) continue;
    byKey.get(best)!.push(...leaves);
    byKey.delete(key);
  }
}

const suffix = (key: string) => /#\d$/.exec(key)?.[0] ?? '';
const lastNames = (key: string) => key.replace(/#\d$/, '').split(' ').at(-1)!.split('.').slice(1);
const overlap = (a: string[], b: string[]) => (a.length === 0 && b.length === 0) || a.some((name) => b.includes(name));
const shared = (a: string, b: string) => {
  const names = new Set(b.split(/[ >.]/));
  return a.split(/[ >.]/).filter((name) => names.has(name)).length;
};
