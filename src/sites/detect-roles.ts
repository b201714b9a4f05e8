import { classOf, flatParentOf, tagOf } from './dom.ts';
import { clustersOf, nameScore, share, type Cluster } from './detect-clusters.ts';
import { takeInnerLines } from './detect-inner-lines.ts';
import type { Leaf } from './detect-leaves.ts';
import { takeLines } from './detect-lines.ts';
import { takeQuotes } from './detect-quotes.ts';

/** What some words are in a chat. `stamp`: a name and a time in one. */
export type LeafRole = 'body' | 'name' | 'time' | 'stamp' | 'status' | 'control' | 'initials' | 'quote' | 'hidden' | 'day' | 'system' | 'face' | 'picture';

/** One row of a list that may be a chat: a message, a group of them, or a line between. */
export interface RowLeaves {
  row: Element;
  leaves: Leaf[];
}

export interface RoleHints {
  now: Date;
  lang?: string;
  /** What the page's header says: the other side's name, often. */
  titles?: readonly string[];
}

/** Says of each leaf what it is. Judged place by place, not word by word: somebody may write "8:00" or "Anna". */
export function rolesOf(rows: readonly RowLeaves[], hints: RoleHints): Map<Leaf, LeafRole> {
  const roles = new Map<Leaf, LeafRole>();
  const clusters = clustersOf(rows, hints);
  const open: Cluster[] = [];
  for (const cluster of clusters) {
    const role = plainRole(cluster, rows.length);
    if (role) for (const { leaf } of cluster.leaves) roles.set(leaf, role);
    else open.push(cluster);
  }
  takeNames(open, roles);
  open.push(...wordsOfButtons(rows, clusters, roles, open));
  takeBodies(open, roles);
  takeQuotes(rows, roles);
  takeLines(rows, roles, hints);
  takeInnerLines(rows, roles, hints);
  for (const { leaves } of rows) for (const leaf of leaves) if (leaf.picture) roles.set(leaf, leaf.picture);
  return roles;
}

/** Some programs make each message a button. */
function wordsOfButtons(rows: readonly RowLeaves[], clusters: readonly Cluster[], roles: Map<Leaf, LeafRole>, open: readonly Cluster[]): Cluster[] {
  const covered = new Set(open.flatMap(({ leaves }) => leaves.map(({ row }) => row)));
  if (covered.size > rows.length / 2) return [];
  return clusters.filter(({ leaves, distinct, count, meanLength }) => roles.get(leaves[0]!.leaf) === 'control' && distinct / count > 0.5 && (meanLength > 8 || count < 4));
}

function plainRole(cluster: Cluster, whole: number): LeafRole | null {
  const { count, rows, times, days, beside, stamped, stampNames, statusLike, control, hidden, alone, initials, marks, says } = cluster;
  const inWords = share(cluster.within, count) >= 0.5;
  if (share(control, count) >= 0.8 && nameScore(cluster) < 4) return share(times, count) >= 0.8 ? 'time' : 'control';
  if (share(hidden, count) >= 0.8) return count >= 2 && share(times + stamped, count) >= 0.8 ? 'time' : 'hidden';
  if (share(times + days, count) >= 0.9 && count >= 2 && share(alone, rows) >= 0.5) return 'day';
  if (marks === count) return 'status';
  if (share(alone, rows) < 0.5) {
    if (share(times, count) >= 0.8 && (count >= 3 || says.time)) return 'time';
    if (says.time && share(times, count) >= 0.5) return 'time';
    if (share(days + times, count) >= 0.8 && (count >= 2 || beside >= 6)) return beside >= 6 ? 'day' : 'time';
    // Few people write; many different words beside a time are what they write ("answer me before 8:00").
    if (count >= 2 && share(stamped + times, count) >= 0.8 && (stampNames <= Math.max(3, count * 0.34) || says.time)) return stampNames === 0 || (stampNames === 1 && count >= 6 && !says.name) ? 'time' : 'stamp';
    if (!inWords && share(initials, count) >= 0.9 && (says.initials || (count >= 3 && rows >= whole * 0.5))) return 'initials';
    if (share(statusLike, count) >= 0.8 && (says.status || (count >= 3 && !inWords))) return 'status';
  }
  return null;
}

/** Of several places of names in one row the likeliest is the name; others are what stands beside it. */
function takeNames(open: Cluster[], roles: Map<Leaf, LeafRole>): void {
  // What is the same in every row is a title or a badge, where another place tells people apart.
  const tells = ({ distinct }: Cluster) => (distinct > 1 ? 1 : 0);
  const named = open.map((cluster) => ({ cluster, score: nameScore(cluster) })).filter(({ score }) => score >= 3)
    .sort((a, b) => tells(b.cluster) - tells(a.cluster) || b.score - a.score || b.cluster.count - a.cluster.count);
  const taken = new Set<RowLeaves>();
  for (const { cluster } of named) {
    // Where nothing would be left to be the message, it is the message.
    const bare = cluster.leaves.filter(({ row }) => !row.leaves.some((leaf) => leaf.words !== '' && !roles.has(leaf) && !cluster.leaves.some((own) => own.leaf === leaf)));
    if (bare.length > cluster.leaves.length * 0.3) continue;
    // A row that holds a whole day has many names.
    const second = cluster.count <= cluster.rows * 1.3 && cluster.leaves.filter(({ row }) => taken.has(row)).length > cluster.leaves.length / 2;
    for (const { leaf, row } of cluster.leaves) {
      roles.set(leaf, second ? 'status' : 'name');
      taken.add(row);
    }
    open.splice(open.indexOf(cluster), 1);
  }
  takeRareNames(open, roles);
}

/** Once more a name that is known, at a place met once or twice: a row of an unusual build. */
function takeRareNames(open: Cluster[], roles: Map<Leaf, LeafRole>): void {
  const known = new Set([...roles].filter(([, role]) => role === 'name').map(([leaf]) => leaf.words));
  const rare = open.filter(({ count, first, alone, leaves }) => count <= 2 && first === count && alone === 0 && leaves.every(({ leaf }) => known.has(leaf.words)));
  for (const cluster of rare) {
    for (const { leaf } of cluster.leaves) roles.set(leaf, 'name');
    open.splice(open.indexOf(cluster), 1);
  }
}

/** The places that hold the messages: those that together have words in every row, the fullest first. */
function takeBodies(open: Cluster[], roles: Map<Leaf, LeafRole>): void {
  const quality = (cluster: Cluster) => cluster.rows * (0.3 + cluster.distinct / cluster.count) * (1 + Math.min(1, cluster.meanLength / 20)) * (cluster.says.text ? 1.5 : 1) * (cluster.says.quote ? 0.3 : 1);
  const covered = new Set<RowLeaves>();
  for (const cluster of [...open].sort((a, b) => quality(b) - quality(a))) {
    const fresh = cluster.leaves.filter(({ row }) => !covered.has(row));
    const low = cluster.count >= 4 && cluster.distinct / cluster.count <= 0.3 && cluster.meanLength < 25;
    const second = fresh.length < cluster.leaves.length * 0.5;
    for (const { leaf, row } of cluster.leaves) {
      const inside = (leaf.around !== null && roles.get(leaf.around) === 'body') || (/^(?:LI|P|TD|TH|DD|DT|CODE|PRE|STRONG|EM)$/.test(tagOf(leaf.element)) && isAmongBodies(leaf, row, roles));
      roles.set(leaf, second && !inside && (low || cluster.says.status) ? 'status' : 'body');
      if (!second) covered.add(row);
    }
  }
}

/** A paragraph or an item of a list beside others that are words of the message. */
function isAmongBodies({ element }: Leaf, row: RowLeaves, roles: ReadonlyMap<Leaf, LeafRole>): boolean {
  const parent = flatParentOf(element);
  return parent !== null && parent !== row.row && classOf(element) === '' && row.leaves.some((other) => roles.get(other) === 'body' && flatParentOf(other.element) === parent);
}
