import type { BundleProblem, EntryCheck, FileCheck, NoteCode, ProblemCode } from '../core/verification.ts';
import type { BagFiles } from './bag-files.ts';

/** A file that should be named and has not been seen is shown once; a thousand broken lines are not shown a thousand times. */
const MOST_OF_A_KIND = 50;

/** What was found, gathered while the checks go by. */
export class Findings {
  readonly problems: BundleProblem[] = [];
  readonly notes = new Set<NoteCode>();
  readonly files = new Map<string, FileCheck>();
  readonly entries: EntryCheck[] = [];
  readonly #counts = new Map<ProblemCode, number>();

  constructor(bag: BagFiles) {
    for (const [path, { file, sha256 }] of bag.held) {
      const problems = [...new Set(file.problems)];
      this.files.set(path, { path, bytes: file.size, sha256, covered: 'none', ok: problems.length === 0, problems });
    }
  }

  /** A problem of one file, which may be missing altogether. */
  file(path: string, code: ProblemCode): void {
    let file = this.files.get(path);
    if (!file) {
      file = { path, bytes: null, sha256: null, covered: 'none', ok: false, problems: [] };
      this.files.set(path, file);
    }
    if (!file.problems.includes(code)) file.problems.push(code);
    file.ok = false;
  }

  whole(code: ProblemCode, at?: number): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > MOST_OF_A_KIND) return;
    this.problems.push(at === undefined ? { code } : { code, at });
  }

  entry(entry: EntryCheck, code: ProblemCode): void {
    if (!entry.problems.includes(code)) entry.problems.push(code);
    entry.ok = false;
  }

  covered(path: string, by: FileCheck['covered']): void {
    const file = this.files.get(path);
    if (file) file.covered = by;
  }

  get bad(): boolean {
    return this.problems.length > 0 || this.entries.some(({ ok }) => ok === false) || [...this.files.values()].some(({ ok }) => !ok);
  }
}
