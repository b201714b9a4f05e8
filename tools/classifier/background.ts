import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { textHash } from '../../src/classify/tokens.ts';

/** An ordinary or hostile text that has nothing to do with debts. */
export interface BackgroundText {
  text: string;
  source: string;
}

/** Sources of offensive comments: they teach the difference, but do not count as ordinary messages. */
export const HOSTILE_SOURCES: ReadonlySet<string> = new Set(['coldataset', 'surge_toxicity_en']);

/** Small sources of a kind that is rare among the others, real text messages above all, count for more than one. */
export const SOURCE_COUNTS: Readonly<Record<string, number>> = { uci_sms_en: 4, uci_spam_en: 2, hkcancor_yue: 1.5 };

/** The folder of background texts, or null when there is none on this computer: one named, one fetched, or one beside the project. */
export function backgroundFolder(root: string): string | null {
  const named = process.env['WITNESSMARK_BACKGROUND'];
  const folders = named ? [named] : [join(root, 'background'), resolve(root, '../shared/data')];
  return folders.find((folder) => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.jsonl'))) ?? null;
}

/** Real messages that no training ever reads, because nothing says that they may be learned from. They are only counted. Empty where none were fetched. */
export function readUnlearned(folder: string): BackgroundText[] {
  const inner = join(folder, 'evaluation');
  return existsSync(inner) ? readBackground(inner) : [];
}

export function readBackground(folder: string): BackgroundText[] {
  const texts: BackgroundText[] = [];
  const seen = new Set<string>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.jsonl')).sort()) {
    for (const row of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (row.trim() === '') continue;
      const { text, source } = JSON.parse(row) as { text?: unknown; source?: unknown };
      if (typeof text !== 'string' || text.trim() === '' || seen.has(text)) continue;
      seen.add(text);
      texts.push({ text, source: typeof source === 'string' ? source : name });
    }
  }
  return texts;
}

/** A fifth of every source, told by the text alone, is never trained on: false flags are counted there. */
export function isHeldOut(text: string): boolean {
  return (textHash(text) >>> 8) % 5 === 0;
}
