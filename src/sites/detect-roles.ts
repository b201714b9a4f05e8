import { attributeOf, boxOf, classOf, flatParentOf, tagOf } from './dom.ts';
import type { Leaf } from './detect-leaves.ts';
import { within } from './detect-units.ts';
import { isDayLine, isTimeLine, timeOfDayIn } from './shape-clock.ts';
import { saysSystem, STATUS_WORDS, SYSTEM_WORDS, TOKENS } from './shape-words.ts';

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
  /** A picture's words or the row's label says the same. */
  echoed: number;
  /** The header says the same. */
  titled: number;
  /** Comes right before or after a time. */
  besideTime: number;
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
  takeBodies(open, roles);
  takeQuotes(rows, roles);
  takeLines(rows, roles, hints);
  for (const { leaves } of rows) for (const leaf of leaves) if (leaf.picture) roles.set(leaf, leaf.picture);
  return roles;
}

function plainRole(cluster: Cluster, whole: number): LeafRole | null {
  const { count, rows, times, days, beside, stamped, stampNames, statusLike, control, hidden, alone, initials, says } = cluster;
  const inWords = share(cluster.within, count) >= 0.5;
  if (share(control, count) >= 0.8 && nameScore(cluster) < 4) return share(times, count) >= 0.8 ? 'time' : 'control';
  if (share(hidden, count) >= 0.8) return count >= 2 && share(times + stamped, count) >= 0.8 ? 'time' : 'hidden';
  if (share(times + days, count) >= 0.9 && count >= 2 && share(alone, rows) >= 0.5) return 'day';
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

/**
 * Words of another message, shown again above the answer to it: at a place where few messages have words, right before words at
 * the usual place, and said before, or in a box with a name of its own, or named so.
 */
function takeQuotes(rows: readonly RowLeaves[], roles: Map<Leaf, LeafRole>): void {
  const said: string[] = [];
  const usual = usualPaths(rows, roles);
  const names = new Set([...roles].filter(([, role]) => role === 'name').map(([leaf]) => leaf.words));
  for (const { row, leaves } of rows) {
    const bodies = leaves.filter((leaf) => roles.get(leaf) === 'body');
    for (const [i, leaf] of bodies.entries()) {
      if (roles.get(leaf) !== 'body') continue;
      const answer = bodies.slice(i + 1).find((other) => !isAround(other, leaf) && !isAround(leaf, other));
      if (usual(leaf.path, 0.5) || !answer || isAround(leaf, answer)) {
        said.push(leaf.words);
        continue;
      }
      const box = boxWithout(leaf.element, row, bodies.filter((other) => other !== leaf && !isAround(other, leaf)).map((other) => other.element));
      if (!box) continue;
      const inside = leaves.filter((other) => within(box, other.element));
      const between = leaves.slice(leaves.indexOf(inside.at(-1) ?? leaf) + 1, leaves.indexOf(answer));
      const apart = between.some((other) => ['time', 'name', 'stamp'].includes(roles.get(other) ?? ''));
      const called = inside.some((other) => other !== leaf && (roles.get(other) === 'name' || names.has(other.words)));
      if (!apart && (isEcho(leaf.words, said) || (called && usual(answer.path, 0.5)) || saysOnWay(leaf.element, row, TOKENS.quote))) for (const other of inside) roles.set(other, 'quote');
      else said.push(leaf.words);
    }
  }
}

function isEcho(words: string, said: readonly string[]): boolean {
  const cut = words.replace(/(?:…|\.{3})$/, '').trim();
  if (cut.length < 2) return said.includes(words);
  return said.some((earlier) => earlier === words || (cut !== words && earlier.startsWith(cut)) || (cut.length >= 12 && earlier.startsWith(cut)));
}

/** Whether a place has words in more than that share of the rows. */
function usualPaths(rows: readonly RowLeaves[], roles: ReadonlyMap<Leaf, LeafRole>): (path: string, most: number) => boolean {
  const counts = new Map<string, number>();
  for (const { leaves } of rows) for (const path of new Set(leaves.filter((leaf) => roles.get(leaf) === 'body').map((leaf) => leaf.path))) counts.set(path, (counts.get(path) ?? 0) + 1);
  const top = Math.max(1, ...counts.values());
  return (path, most) => (counts.get(path) ?? 0) > Math.max(1, top * most);
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
    if (bodies.length === 0 || bodies.length > 3 || only.length > 4) continue;
    const words = only.filter((leaf) => roles.get(leaf) !== 'time').map((leaf) => leaf.words).join(' ');
    const named = row.leaves.some((leaf) => roles.get(leaf) === 'name' || leaf.picture !== null);
    const timed = row.leaves.some((leaf) => roles.get(leaf) === 'time' || roles.get(leaf) === 'stamp');
    const kindSays = saysSystem(row.row) && rows.filter((other) => saysSystem(other.row)).length < rows.length / 2;
    if (!kindSays && (named || (timed && !SYSTEM_WORDS.test(words)))) continue;
    const usual = bodies.some((leaf) => counts.get(leaf.path)! >= Math.max(3, most * 0.4));
    const isDay = isDayLine(words, hints) || isTimeLine(words);
    const saysSo = kindSays || bodies.every((leaf) => TOKENS.system.test(classOf(leaf.element)));
    const rare = !usual && counts.get(bodies[0]!.path)! <= Math.max(1, rows.length * 0.2);
    const line = kindSays || isDay ? !usual || saysSo : saysSo ? !usual || SYSTEM_WORDS.test(words) : rare && (SYSTEM_WORDS.test(words) || (isCentred(row.row, bodies[0]!.element) && (names > rows.length / 2 || rows.length >= 4)));
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

const partsOf = (names: string): string[] => names.replace(/([a-z])([A-Z])/g, '$1-$2').split(/[^A-Za-z]+/).filter((part) => part.length > 1);
const telling = (names: string, common: ReadonlySet<string>): string => partsOf(names).filter((part) => !common.has(part)).join(' ');

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

function factsOf(leaves: { leaf: Leaf; row: RowLeaves }[], hints: RoleHints, common: ReadonlySet<string>): ClusterFacts {
  const facts: ClusterFacts = {
    count: leaves.length, rows: new Set(leaves.map(({ row }) => row)).size, distinct: new Set(leaves.map(({ leaf }) => leaf.words)).size,
    meanLength: 0, times: 0, days: 0, beside: 0, stamped: 0, stampNames: 0, nameLike: 0, statusLike: 0, control: 0, hidden: 0, alone: 0, first: 0, colon: 0, within: 0, besideTime: 0, echoed: 0, titled: 0, initials: 0,
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
    if (time || (stamp !== null && /^\d{1,2}\s?(?:日|号|號|st|nd|rd|th)?$/.test(stamp))) facts.times++;
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
    const shown = row.leaves.filter((other) => other.words.length > 0 && !other.hidden && (other === leaf || (!other.control && !isInitials(other.words))));
    const place = shown.indexOf(leaf);
    if (place === 0) facts.first++;
    if ([place - 1, place + 1].some((near) => shown[near] !== undefined && isTimeLine(shown[near].words))) facts.besideTime++;
    if (bare !== words) facts.colon++;
    if (leaf.around && !leaf.leads) facts.within++;
    if (echoOf(bare, row)) facts.echoed++;
    if (hints.titles?.includes(bare)) facts.titled++;
    if (isInitials(words)) facts.initials++;
    const own = `${telling(`${classOf(leaf.element)} ${staticId(leaf.element)}`, common)} ${attributeOf(leaf.element, 'itemprop') ?? ''} ${attributeOf(leaf.element, 'data-testid') ?? ''} ${tagOf(leaf.element) === 'TIME' ? 'time' : ''}`;
    const up = flatParentOf(leaf.element);
    const near = up && up !== row.row ? `${own} ${telling(classOf(up), common)}` : own;
    if (TOKENS.name.test(own)) says.name++;
    if (TOKENS.time.test(own)) says.time++;
    if (/text|body|content|bubble|markdown|prose|words/i.test(own) || (!TOKENS.name.test(own) && TOKENS.text.test(own))) says.text++;
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

/** An id without a number is the same in every row. */
const staticId = (element: Element) => {
  const id = attributeOf(element, 'id') ?? '';
  return /\d/.test(id) ? '' : id;
};
const isInitials = (words: string) => [...words].length <= 2 && /^[\p{Lu}\p{Lo}]+$/u.test(words);

function echoOf(words: string, row: RowLeaves): boolean {
  if (words.length < 2) return false;
  for (const leaf of row.leaves) {
    if (isInitials(leaf.words) && leaf.words !== words && words.toUpperCase().startsWith([...leaf.words][0]!) && TOKENS.avatar.test(classOf(leaf.element))) return true;
    if (leaf.picture === 'face' && leaf.label.includes(words)) return true;
    if (leaf.hidden && leaf.words !== words && leaf.words.length <= 60 && leaf.words.includes(words)) return true;
  }
  return (attributeOf(row.row, 'aria-label') ?? '').startsWith(words);
}
