import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { exportBundle, type BundleDone, type BundleInput } from '../../src/export/bundle.ts';

export interface Unpacked {
  done: BundleDone;
  name: string;
  zip: string;
  /** The folder the ZIP was unpacked into. */
  dir: string;
  text(path: string): string;
  bytes(path: string): Buffer;
  /** Runs a line of shell in the bag's root, as a clerk would; gives all that was printed. */
  shell(line: string): string;
}

export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'bundle-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Makes the bundle, writes it to disk and unpacks it with unzip. */
export async function unpack(input: BundleInput): Promise<Unpacked> {
  const root = tempDir();
  const { stream, done, name } = exportBundle(input);
  const zip = join(root, name);
  const dir = join(root, 'bag');
  writeFileSync(zip, Buffer.from(await new Response(stream).arrayBuffer()));
  execFileSync('unzip', ['-q', zip, '-d', dir]);
  return {
    done: await done, name, zip, dir,
    text: (path) => readFileSync(join(dir, path), 'utf8'),
    bytes: (path) => readFileSync(join(dir, path)),
    shell: (line) => execFileSync('sh', ['-c', `${line} 2>&1`], { cwd: dir, encoding: 'utf8', maxBuffer: 1e9 }),
  };
}

/** RFC 4180, and nothing of ours. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (at >= text.length) throw new Error('a quoted cell does not end');
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else break;
      }
      at += 1;
    } else {
      const end = text.slice(at).search(/,|\r\n/);
      cell = text.slice(at, at + end);
      if (/["\r\n]/.test(cell)) throw new Error('a bare cell holds what needs quotes');
      at += end;
    }
    row.push(cell);
    if (text[at] === ',') at += 1;
    else if (text.startsWith('\r\n', at)) {
      at += 2;
      rows.push(row);
      row = [];
    } else throw new Error(`after a cell stands ${JSON.stringify(text[at])}`);
  }
  return rows;
}

/** The two rules of the README, written again by hand. */
export function restoreCell(cell: string): string {
  return restoreMarks(cell.startsWith('\'') ? cell.slice(1) : cell);
}

export function restoreMarks(text: string): string {
  return text.replace(/\[U\+([0-9A-F]{4,6})\]/g, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

export function csvRecords(text: string): Record<string, string>[] {
  const [head, ...rows] = parseCsv(text.replace(/^\uFEFF/, ''));
  return rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, row[i]!])));
}
