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

/** The folder of background texts, or null when there is none on this computer. */
export function backgroundFolder(root: string): string | null {
  const folder = process.env['WITNESSMARK_BACKGROUND'] ?? resolve(root, '../shared/data');
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.jsonl')) ? folder : null;
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
