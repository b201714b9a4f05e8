import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs the command on a folder: its exit status and what it printed. */
export function runCorpusCheck(folder: string, ...flags: string[]): { code: number; out: string } {
  try {
    return { code: 0, out: execFileSync(process.execPath, [join(import.meta.dirname, '../../tools/corpus-check.ts'), '--corpus', folder, ...flags], { encoding: 'utf8', stdio: 'pipe' }) };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { code: status, out: stdout };
  }
}
