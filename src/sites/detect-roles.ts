import { attributeOf, boxOf, classOf, flatParentOf, tagOf } from './dom.ts';
import type { Leaf } from './detect-leaves.ts';
import { isDayLine, isTimeLine, timeOfDayIn } from './shape-clock.ts';
import { STATUS_WORDS, SYSTEM_WORDS, TOKENS } from './shape-words.ts';

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

/** Numbers about all leaves that stand at the same place of their rows. */
export interface ClusterFacts {
  count: number;
  rows: number;
  distinct: number;
  meanLength: number;
  times: number;
  /** Dates without a time of day. */
  days: number;
  /** Of all rows the most words beside it in one. */
  beside: number;
  /** Holds a time of day beside other short words. */
  stamped: number;
  /** Different words beside those times. */
  stampNames: number;
  nameLike: number;
  statusLike: number;
  control: number;
  hidden: number;
  /** Rows in which nothing else has words. */
  alone: number;
  /** Is the first of its row. */
  first: number;
  colon: number;
  /** Stands within other words and not at their beginning. */
  within: number;
  /** A picture's words, the row's label or the header says the same. */
  echoed: number;
  initials: number;
  says: { name: boolean; time: boolean; text: boolean; status: boolean; quote: boolean; initials: boolean };
}

interface Cluster extends ClusterFacts {
  leaves: { leaf: Leaf; row: RowLeaves }[];
  key: string;
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/** How much a cluster looks like names; from 3 on it is taken for them. */
export function nameScore(facts: ClusterFacts): number {
  const { count, distinct, nameLike, colon, echoed, first, alone, rows, says, meanLength, within } = facts;
  if (share(nameLike, count) < 0.85 || share(alone, rows) > 0.3 || share(within, count) > 0.4) return -9;
  const spread = distinct / count;
  let score = 1;
  if (says.name && !says.text) score += 2;
  else if (says.name) score += 1;
  if (says.text && !says.name) score -= 2;
  if (count >= 4 && spread <= 0.34) score += 2.5;
  else if (count >= 4 && spread <= 0.6) score += 1.5;
  else if (count >= 6 && spread > 0.85) score -= 2;
  if (share(colon, count) >= 0.8) score += 2;
  if (share(echoed, count) >= 0.6) score += 3;
  if (share(first, count) >= 0.8) score += 1;
  if (meanLength > 30) score -= 2;
  return score;
}

/** Says of each leaf what it is. Judged place by place, not word by word: somebody may write "8:00" or "Anna". */
export function rolesOf(rows: readonly RowLeaves[], hints: RoleHints): Map<Leaf, LeafRole> {
  const roles = new Map<Leaf, LeafRole>();
  const clusters = clustersOf(rows, hints);
  const open: Cluster[] = [];
  for (const cluster of clusters) {
    const role = plainRole(cluster);
    if (role) for (const { leaf } of cluster.leaves) roles.set(leaf, role);
    else open.push(cluster);
  }
  takeNames(open, roles);
  takeBodies(open, roles);
  takeQuotes(rows, roles);
  takeLines(rows, roles, hints);
  for (const { leaves } of rows) for (const leaf of leaves) if (leaf.picture) roles.set(leaf, leaf.picture);
  return roles;
}

function plainRole(cluster: Cluster): LeafRole | null {
  const { count, rows, times, days, beside, stamped, stampNames, statusLike, control, hidden, alone, initials, says } = cluster;
  if (share(control, count) >= 0.8 && nameScore(cluster) < 4) return share(times, count) >= 0.8 ? 'time' : 'control';
  if (share(hidden, count) >= 0.8) return count >= 2 && share(times + stamped, count) >= 0.8 ? 'time' : 'hidden';
  if (share(alone, rows) < 0.5) {
    if (share(times, count) >= 0.8 && (count >= 3 || says.time)) return 'time';
    if (says.time && share(times, count) >= 0.5) return 'time';
    if (share(days + times, count) >= 0.8 && (count >= 2 || beside >= 6)) return beside >= 6 ? 'day' : 'time';
    if (count >= 2 && share(stamped + times, count) >= 0.8) return stampNames === 0 || (stampNames === 1 && count >= 6 && !says.name) ? 'time' : 'stamp';
    if (share(initials, count) >= 0.9 && (says.initials || count >= 3)) return 'initials';
    if (share(statusLike, count) >= 0.8 && (says.status || count >= 3)) return 'status';
  }
  return null;
}

/** Of several places of names in one row the likeliest is the name; others are what stands beside it. */
function takeNames(open: Cluster[], roles: Map<Leaf, LeafRole>): void {
  const named = open.map((cluster) => ({ cluster, score: nameScore(cluster) })).filter(({ score }) => score >= 3).sort((a, b) => b.score - a.score || b.cluster.count - a.cluster.count);
  const taken = new Set<RowLeaves>();
  for (const { cluster } of named) {
    // Where nothing would be left to be the message, it is the message.
    const bare = cluster.leaves.filter(({ row }) => !row.leaves.some((leaf) => leaf.words !== '' && !roles.has(leaf) && !cluster.leaves.some((own) => own.leaf === leaf)));
    if (bare.length > cluster.leaves.length * 0.3) continue;
    const second = cluster.leaves.filter(({ row }) => taken.has(row)).length > cluster.leaves.length / 2;
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
  for (const cluster of [...open]) {
    if (cluster.count > 2 || cluster.first < cluster.count || cluster.alone > 0 || !cluster.leaves.every(({ leaf }) => known.has(leaf.words))) continue;
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

/** Words of another message, shown again above the answer to it. */
function takeQuotes(rows: readonly RowLeaves[], roles: Map<Leaf, LeafRole>): void {
  const said = new Set<string>();
  for (const { row, leaves } of rows) {
    const bodies = leaves.filter((leaf) => roles.get(leaf) === 'body');
    for (const leaf of bodies) {
      if (bodies.length < 2) break;
      const words = leaf.words.replace(/…$|\.{3}$/, '');
      const rest = bodies.filter((other) => other !== leaf && !isAround(leaf, other) && !isAround(other, leaf) && roles.get(other) === 'body');
      if (rest.length === 0) continue;
      const echo = words.length >= 2 && said.has(words);
      if (!echo && !saysOnWay(leaf.element, row, TOKENS.quote)) continue;
      const box = boxWithout(leaf.element, row, rest.map((other) => other.element));
      if (!box || (echo && !leadsAll(box, rest))) continue;
      for (const other of leaves) if (box.contains(other.element)) roles.set(other, 'quote');
    }
    for (const leaf of bodies) if (roles.get(leaf) === 'body') said.add(leaf.words);
  }
}

function leadsAll(box: Element, rest: Leaf[]): boolean {
  return rest.every((other) => (box.compareDocumentPosition(other.element) & 4) !== 0);
}

function isAround(inner: Leaf, outer: Leaf): boolean {
  for (let at = inner.around; at; at = at.around) if (at === outer) return true;
  return false;
}

/** The largest element around that holds none of the others, below the row. */
function boxWithout(element: Element, row: Element, others: Element[]): Element | null {
  let box: Element | null = null;
  for (let at: Element | null = element; at && at !== row; at = flatParentOf(at)) {
    const here = at;
    if (others.some((other) => here.contains(other))) break;
    box = at;
  }
  return box;
}

function saysOnWay(element: Element, row: Element, tokens: RegExp): boolean {
  for (let at: Element | null = element, up = 0; at && at !== row && up < 12; at = flatParentOf(at), up++) if (tokens.test(classOf(at)) || (tokens === TOKENS.quote && tagOf(at) === 'BLOCKQUOTE')) return true;
  return false;
}

/** Rows that are no messages: dates between them and what the program itself says. */
export function takeLines(rows: readonly RowLeaves[], roles: Map<Leaf, LeafRole>, hints: RoleHints): void {
  const bodyOf = (row: RowLeaves) => row.leaves.filter((leaf) => roles.get(leaf) === 'body');
  const counts = new Map<string, number>();
  for (const row of rows) for (const leaf of bodyOf(row)) counts.set(leaf.path, (counts.get(leaf.path) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const names = rows.filter((row) => row.leaves.some((leaf) => roles.get(leaf) === 'name' || roles.get(leaf) === 'time')).length;
  for (const row of rows) {
    const bodies = bodyOf(row);
    const only = row.leaves.filter((leaf) => leaf.words !== '' && !leaf.control && !leaf.hidden);
    if (bodies.length === 0 || bodies.length > 2 || only.length > 2) continue;
    const words = only.filter((leaf) => roles.get(leaf) !== 'time').map((leaf) => leaf.words).join(' ');
    const timed = row.leaves.some((leaf) => roles.get(leaf) === 'time' || roles.get(leaf) === 'stamp');
    if (row.leaves.some((leaf) => roles.get(leaf) === 'name' || leaf.picture !== null) || (timed && !SYSTEM_WORDS.test(words))) continue;
    const usual = bodies.some((leaf) => counts.get(leaf.path)! >= Math.max(3, most * 0.4));
    const isDay = isDayLine(words, hints) || isTimeLine(words);
    const saysSo = TOKENS.system.test(`${classOf(row.row)} ${bodies.map((leaf) => classOf(leaf.element)).join(' ')}`) || attributeOf(row.row, 'role') === 'separator';
    const rare = !usual && counts.get(bodies[0]!.path)! <= Math.max(1, rows.length * 0.2);
    const line = isDay ? !usual || saysSo : saysSo ? !usual || SYSTEM_WORDS.test(words) : rare && (SYSTEM_WORDS.test(words) || (isCentred(row.row, bodies[0]!.element) && (names > rows.length / 2 || rows.length >= 4)));
    if (line) for (const leaf of only) roles.set(leaf, isDay ? 'day' : 'system');
  }
}

function isCentred(row: Element, words: Element): boolean {
  const outer = boxOf(flatParentOf(row) ?? row);
  const range = row.ownerDocument.createRange();
  range.selectNodeContents(words);
  const inner = range.getBoundingClientRect();
  if (outer.width < 60 || inner.width === 0 || inner.width > outer.width * 0.8) return false;
  return Math.abs((inner.left - outer.left) - (outer.right - inner.right)) < outer.width * 0.06;
}

const SENTENCE = /[。！？!?；;]|[.,，]\s|\n/;

function clustersOf(rows: readonly RowLeaves[], hints: RoleHints): Cluster[] {
  const byKey = new Map<string, { leaf: Leaf; row: RowLeaves }[]>();
  for (const row of rows) for (const leaf of row.leaves) if (leaf.words !== '') listAt(byKey, leaf.path).push({ leaf, row });
  splitColumns(byKey);
  poolSmall(byKey);
  return [...byKey].map(([key, leaves]) => ({ key, leaves, ...factsOf(leaves, hints) }));
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
  for (const [key, leaves] of byKey) if (leaves.length >= 4) listAt(large, leaves[0]!.leaf.tags + suffix(key)).push(key);
  for (const [key, leaves] of byKey) {
    if (leaves.length > 2) continue;
    const own = lastNames(key);
    const like = (large.get(leaves[0]!.leaf.tags + suffix(key)) ?? []).filter((other) => other !== key && overlap(own, lastNames(other)));
    const best = like.sort((a, b) => shared(key, b) - shared(key, a) || byKey.get(b)!.length - byKey.get(a)!.length)[0];
    if (best === undefined) continue;
    byKey.get(best)!.push(...leaves);
    byKey.delete(key);
  }
}

const suffix = (key: string) => /#\d$/.exec(key)?.[0] ?? '';
const lastNames = (key: string) => key.replace(/#\d$/, '').split('>').at(-1)!.split('.').slice(1);
const overlap = (a: string[], b: string[]) => (a.length === 0 && b.length === 0) || a.some((name) => b.includes(name));
const shared = (a: string, b: string) => {
  const names = new Set(b.split(/[>.]/));
  return a.split(/[>.]/).filter((name) => names.has(name)).length;
};

function factsOf(leaves: { leaf: Leaf; row: RowLeaves }[], hints: RoleHints): ClusterFacts {
  const facts: ClusterFacts = {
    count: leaves.length, rows: new Set(leaves.map(({ row }) => row)).size, distinct: new Set(leaves.map(({ leaf }) => leaf.words)).size,
    meanLength: 0, times: 0, days: 0, beside: 0, stamped: 0, stampNames: 0, nameLike: 0, statusLike: 0, control: 0, hidden: 0, alone: 0, first: 0, colon: 0, within: 0, echoed: 0, initials: 0,
    says: { name: false, time: false, text: false, status: false, quote: false, initials: false },
  };
  const stampNames = new Set<string>();
  const says = { name: 0, time: 0, text: 0, status: 0, quote: 0, initials: 0 };
  for (const { leaf, row } of leaves) {
    const { words } = leaf;
    const bare = words.replace(/\s*[:：]$/, '');
    facts.meanLength += words.length / leaves.length;
    const time = isTimeLine(words);
    const stamp = time || words.length > 60 ? null : stampOf(words);
    if (time) facts.times++;
    else if (words.length <= 40 && isDayLine(words, hints)) facts.days++;
    else if (stamp !== null) facts.stamped++;
    if (stamp !== null && !STATUS_WORDS.test(stamp) && !/^(?:sent|seen|read|delivered|edited)\b/i.test(stamp)) stampNames.add(stamp);
    if (bare.length <= 40 && bare.split(/\s+/).length <= 5 && !SENTENCE.test(bare) && !time && /[\p{L}\p{N}]/u.test(bare)) facts.nameLike++;
    if (words.length <= 30 && (STATUS_WORDS.test(words) || !/[\p{L}\p{N}]/u.test(words) || /^\d{1,3}$/.test(words))) facts.statusLike++;
    if (leaf.control) facts.control++;
    if (leaf.hidden) facts.hidden++;
    const others = row.leaves.filter((other) => other !== leaf && other.words !== '' && !other.control && !other.hidden);
    if (others.length === 0) facts.alone++;
    facts.beside = Math.max(facts.beside, others.length);
    if (row.leaves.find((other) => other.words !== '' && !other.control && !other.hidden) === leaf) facts.first++;
    if (bare !== words) facts.colon++;
    if (leaf.around && !leaf.leads) facts.within++;
    if (echoOf(bare, row, hints)) facts.echoed++;
    if ([...words].length <= 2 && /^[\p{Lu}\p{Lo}]+$/u.test(words)) facts.initials++;
    const own = `${classOf(leaf.element)} ${attributeOf(leaf.element, 'itemprop') ?? ''} ${attributeOf(leaf.element, 'data-testid') ?? ''} ${tagOf(leaf.element) === 'TIME' ? 'time' : ''}`;
    const up = flatParentOf(leaf.element);
    const near = up && up !== row.row ? `${own} ${classOf(up)}` : own;
    if (TOKENS.name.test(own)) says.name++;
    if (TOKENS.time.test(own)) says.time++;
    if (TOKENS.text.test(own)) says.text++;
    if (TOKENS.status.test(own)) says.status++;
    if (TOKENS.quote.test(near)) says.quote++;
    if (TOKENS.avatar.test(near)) says.initials++;
  }
  facts.stampNames = stampNames.size;
  for (const key of Object.keys(says) as (keyof typeof says)[]) facts.says[key] = says[key] >= leaves.length * 0.6;
  return facts;
}

/** "Anna 10:02": a time with a name beside it. */
function stampOf(words: string): string | null {
  const time = timeOfDayIn(words);
  if (time === null) return null;
  const rest = words.replace(time, '').replace(/[\s,，·•|@–—-]+/g, ' ').trim();
  return rest !== '' && rest.length <= 30 && !SENTENCE.test(rest) ? rest : null;
}

function echoOf(words: string, row: RowLeaves, { titles = [] }: RoleHints): boolean {
  if (words.length < 2) return false;
  if (titles.includes(words)) return true;
  for (const leaf of row.leaves) {
    if (leaf.picture !== 'face') continue;
    const said = `${attributeOf(leaf.element, 'alt') ?? ''}\n${attributeOf(leaf.element, 'title') ?? ''}\n${attributeOf(leaf.element, 'aria-label') ?? ''}`;
    if (said.includes(words)) return true;
  }
  return (attributeOf(row.row, 'aria-label') ?? '').startsWith(words);
}
