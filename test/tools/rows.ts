import { checkCorpus, type Report, type Twin } from '../../tools/corpus-check/check.ts';
import type { RawLine } from '../../tools/corpus-check/schema.ts';

const plain = { text: 'dinner at seven', labels: [] as string[], kind: 'ordinary', lang: 'en-GB', scene: 'home' };

/** Rows of files: a text alone is an ordinary row, else what differs from one. */
export function rowsOf(files: Record<string, (string | object)[]>): RawLine[] {
  return Object.entries(files).flatMap(([name, rows]) =>
    rows.map((row, index) => ({
      file: `${name}.jsonl`, number: index + 1,
      raw: JSON.stringify({ ...plain, batch: name, ...(typeof row === 'string' ? { text: row } : row) }),
    })));
}

export const places = (twins: Twin[]): string[] => twins.map(({ first, second }) => `${first.file}:${first.number} ${second.file}:${second.number}`);
export const check = (files: Record<string, (string | object)[]>, development: string[] = []): Report => checkCorpus(rowsOf(files), development);
