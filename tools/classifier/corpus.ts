import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LABELS, type Label } from '../../src/core/verdict.ts';

export const KINDS = ['positive', 'lawful', 'ordinary', 'victim', 'advice'] as const;
export type Kind = (typeof KINDS)[number];

/** One labelled message of `corpus/`. */
export interface Line {
  text: string;
  labels: Label[];
  kind: Kind;
  lang: string;
  batch: string;
}

export interface Corpus {
  lines: Line[];
  /** What could not be read, for a person: file, line, reason. */
  broken: string[];
}

/** Every `*.jsonl` of the folder, in the order of the files' names. A broken line is reported and left out. */
export function readCorpus(folder: string): Corpus {
  const corpus: Corpus = { lines: [], broken: [] };
  const seen = new Set<string>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.jsonl')).sort()) {
    const rows = readFileSync(join(folder, name), 'utf8').split('\n');
    rows.forEach((row, index) => {
      if (row.trim() === '') return;
      const line = readLine(row, basename(name, '.jsonl'));
      if (typeof line === 'string') corpus.broken.push(`${name}:${index + 1}: ${line}`);
      else if (!seen.has(line.text)) {
        seen.add(line.text);
        corpus.lines.push(line);
      }
    });
  }
  return corpus;
}

/** The batch is the file's name: it is what is held out, whatever the line says of itself. */
function readLine(row: string, batch: string): Line | string {
  let value: Partial<Record<'text' | 'labels' | 'kind' | 'lang', unknown>>;
  try {
    value = JSON.parse(row) as typeof value;
  } catch {
    return 'no JSON';
  }
  const { text, labels, kind, lang } = value ?? {};
  if (typeof text !== 'string' || text.trim() === '') return 'no text';
  if (!Array.isArray(labels) || !labels.every((label) => (LABELS as readonly unknown[]).includes(label))) return 'unknown label';
  if (!(KINDS as readonly unknown[]).includes(kind)) return 'unknown kind';
  if ((kind === 'positive') !== labels.length > 0) return 'labels and kind disagree';
  return { text, labels: labels as Label[], kind: kind as Kind, lang: typeof lang === 'string' ? lang : 'und', batch };
}

/** Names of the batches that are held out while figures are measured: those that bars and weights are fitted on, and those that nothing is fitted on. */
export interface Splits {
  development: string[];
  test: string[];
}

export function readSplits(folder: string): Splits {
  const path = join(folder, 'splits.json');
  return existsSync(path) ? { development: [], test: [], ...(JSON.parse(readFileSync(path, 'utf8')) as Partial<Splits>) } : { development: [], test: [] };
}

/** The four languages figures are told for. */
export function tongueOf(lang: string): 'zh-Hans' | 'zh-TW' | 'zh-HK' | 'zh-Hant' | 'en' | 'other' {
  if (lang.startsWith('en')) return 'en';
  if (/^zh-Hans|^zh-CN/.test(lang)) return 'zh-Hans';
  if (/HK|^yue/.test(lang)) return 'zh-HK';
  if (/TW/.test(lang)) return 'zh-TW';
  return lang.startsWith('zh') ? 'zh-Hant' : 'other';
}
