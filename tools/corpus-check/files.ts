import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reordered, Removal } from './fix.ts';
import type { RawLine } from './schema.ts';

/** Every row of the `*.jsonl` files of a folder that is not blank, in the order of names and lines. Throws what the file system throws. */
export function readRows(folder: string): RawLine[] {
  return readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort().flatMap((file) =>
    readFileSync(join(folder, file), 'utf8').split('\n')
      .map((raw, index) => ({ file, number: index + 1, raw }))
      .filter(({ raw }) => raw.trim() !== ''));
}

const CHATS = 'conversations';

/** The rows of the chats, with their folder in the name of the file; none without that folder. */
export function readChatRows(folder: string): RawLine[] {
  const inner = join(folder, CHATS);
  return existsSync(inner) ? readRows(inner).map((row) => ({ ...row, file: `${CHATS}/${row.file}` })) : [];
}

/** Writes the files anew in which something changes: each is whole or as it was, whatever happens meanwhile. */
export function writeFix(folder: string, removals: readonly Removal[], reordered: readonly Reordered[]): void {
  for (const file of new Set([...removals.map(({ line }) => line.file), ...reordered.map((row) => row.file)])) {
    const gone = new Set(removals.filter(({ line }) => line.file === file).map(({ line }) => line.number));
    const anew = new Map(reordered.filter((row) => row.file === file).map(({ number, raw }) => [number, raw]));
    const rows = readFileSync(join(folder, file), 'utf8').split('\n');
    const kept = rows.flatMap((raw, index) => (gone.has(index + 1) ? [] : [anew.get(index + 1) ?? raw]));
    const part = join(folder, `${file}.part`);
    writeFileSync(part, kept.join('\n'));
    renameSync(part, join(folder, file));
  }
}
