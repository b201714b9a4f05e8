import { attributeOf, classOf, flatParentOf, tagOf } from './dom.ts';
import type { Leaf } from './detect-leaves.ts';
import type { RoleHints, RowLeaves } from './detect-roles.ts';
import { isDayLine, isTimeLine, timeOfDayIn } from './shape-clock.ts';
import { STATUS_WORDS, TOKENS } from './shape-words.ts';

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
  /** Brackets and strokes around or between other words. */
  marks: number;
  says: { name: boolean; time: boolean; text: boolean; status: boolean; quote: boolean; initials: boolean };
}

const SENTENCE = /[。！？!?；;]|[.,，]\s|\n/;

/** What a program puts around a name; "?" and "!" may be all that somebody says. */
const MARKS = /^[<>‹›«»()[\]{}（）【】《》〈〉「」『』|·•:：\-–—/\\*@#~]+$/;

export const partsOf = (names: string): string[] => names.replace(/([a-z])([A-Z])/g, '$1-$2').split(/[^A-Za-z]+/).filter((part) => part.length > 1);
const telling = (names: string, common: ReadonlySet<string>): string => partsOf(names).filter((part) => !common.has(part)).join(' ');

/** @param common parts of names that tell nothing here */
export function factsOf(leaves: { leaf: Leaf; row: RowLeaves }[], hints: RoleHints, common: ReadonlySet<string>): ClusterFacts {
  const facts: ClusterFacts = {
    count: leaves.length, rows: new Set(leaves.map(({ row }) => row)).size, distinct: new Set(leaves.map(({ leaf }) => leaf.words)).size,
    meanLength: 0, times: 0, days: 0, beside: 0, stamped: 0, stampNames: 0, nameLike: 0, statusLike: 0, control: 0, hidden: 0, alone: 0, first: 0, colon: 0, within: 0, besideTime: 0, echoed: 0, titled: 0, initials: 0, marks: 0,
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
    if (MARKS.test(words) && leaf.around === null && others.filter((other) => /[\p{L}\p{N}]/u.test(other.words) && !isTimeLine(other.words)).length >= 2) facts.marks++;
    facts.beside = Math.max(facts.beside, others.length);
    const shown = row.leaves.filter((other) => other.words.length > 0 && !other.hidden && (other === leaf || (!other.control && !isInitials(other.words))));
    const place = shown.indexOf(leaf);
    if (place === 0) facts.first++;
    if ([place - 1, place + 1].some((near) => shown[near] !== undefined && isTimeLine(shown[near].words))) facts.besideTime++;
    if (bare !== words) facts.colon++;
    if (leaf.around && !leaf.leads) facts.within++;
    if (echoOf(bare, row)) facts.echoed++;
    if (hints.titles?.includes(bare)) facts.titled++;
    if (isInitials(words) && !isShortName(leaf, row)) facts.initials++;
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
/** Two Chinese characters are a whole name, often, unless a longer one with them stands beside them. */
const isShortName = (leaf: Leaf, row: RowLeaves) => /^\p{Lo}{2}$/u.test(leaf.words) && !row.leaves.some((other) => other !== leaf && [other.words, other.label].some((words) => words.length > 2 && words.length <= 60 && words.includes(leaf.words)));
const isInitials = (words: string) => /^(?:\p{L}|[\p{Lu}\p{Lo}]{2})$/u.test(words);

function echoOf(words: string, row: RowLeaves): boolean {
  if (words.length < 2) return false;
  for (const leaf of row.leaves) {
    if (isInitials(leaf.words) && leaf.words !== words && words.toUpperCase().startsWith([...leaf.words][0]!) && TOKENS.avatar.test(classOf(leaf.element))) return true;
    if (leaf.picture === 'face' && leaf.label.includes(words)) return true;
    if (leaf.hidden && leaf.words !== words && leaf.words.length <= 60 && leaf.words.includes(words)) return true;
  }
  return (attributeOf(row.row, 'aria-label') ?? '').startsWith(words);
}
