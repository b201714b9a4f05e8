import { LABELS, type Label } from '../../src/core/verdict.ts';
import { KINDS, tongueOf, type Kind, type Line } from '../classifier/corpus.ts';

export type Tongue = ReturnType<typeof tongueOf>;

export const TONGUES: Record<Tongue, string> = {
  'zh-Hans': 'Simplified', 'zh-TW': 'Taiwan', 'zh-HK': 'Hong Kong', en: 'English', 'zh-Hant': 'Traditional (seed)', other: 'other',
};

/** Languages in which every label must be learnt; rows of the seed without a region are counted but not asked for. */
const ASKED: readonly Tongue[] = ['zh-Hans', 'zh-TW', 'zh-HK', 'en'];

/** Lines of one language: by kind, and of the positive ones by label (a line with two labels counts in both). */
export interface Share {
  lines: number;
  kinds: Record<Kind, number>;
  labels: Record<Label, number>;
}

/** Only languages that have a line. */
export type Balance = Partial<Record<Tongue, Share>>;

/** What the corpus should reach, in lines; and the least share of a label among the positive lines of a language. */
export const WANTED = { lines: 30_000, positives: 12_000, labelShare: 0.05 };

export function balanceOf(lines: readonly Line[]): Balance {
  const balance: Balance = {};
  for (const { lang, kind, labels } of lines) {
    const share = (balance[tongueOf(lang)] ??= { lines: 0, kinds: zeros(KINDS), labels: zeros(LABELS) });
    share.lines++;
    share.kinds[kind]++;
    for (const label of labels) share.labels[label]++;
  }
  return balance;
}

const zeros = <Name extends string>(names: readonly Name[]): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

/** What the corpus lacks, a sentence each. */
export function shortages(balance: Balance): string[] {
  const shares = Object.values(balance);
  const lines = shares.reduce((sum, share) => sum + share.lines, 0);
  const positives = shares.reduce((sum, share) => sum + share.kinds.positive, 0);
  const found: string[] = [];
  if (lines < WANTED.lines) found.push(`${count(lines)} lines; ${count(WANTED.lines)} are wanted`);
  if (positives < WANTED.positives) found.push(`${count(positives)} positive lines; ${count(WANTED.positives)} are wanted`);
  for (const tongue of ASKED) {
    const share = balance[tongue];
    for (const label of LABELS) {
      const there = share?.labels[label] ?? 0;
      const all = share?.kinds.positive ?? 0;
      if (there >= all * WANTED.labelShare && all > 0) continue;
      found.push(`${TONGUES[tongue]}: ${label} on ${count(there)} of ${count(all)} positive lines, less than ${WANTED.labelShare * 100} %`);
    }
  }
  return found;
}

export const count = (number: number): string => number.toLocaleString('en-GB');
