import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** One part of a test run. */
export interface Step {
  name: string;
  /** Commands run one after the other until one fails. The first word of each is a program of the npm packages, or of the system. */
  commands: readonly (readonly string[])[];
  /** The last command is Vitest: its tests are counted one by one. Any other step counts as one. */
  counts?: 'tests';
  /** Not tried, and counted as failed, when the step of this name failed. */
  after?: string;
}

export interface StepResult {
  name: string;
  passed: number;
  failed: number;
  /** Tests that were not run on purpose. Counted in neither. */
  skipped: number;
  seconds: number;
  /** Why nothing was run, or why a failure is counted that no single test shows. */
  note?: string;
}

/** What the JSON reporter of Vitest writes, as far as it is read here. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Runs one step. `show`: its output goes straight through; else it is handed back as text. */
export async function runStep(step: Step, show: boolean): Promise<StepResult & { output: string }> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'witnessmark-test-'));
  const report = join(folder, 'report.json');
  try {
    let ok = true;
    let output = '';
    for (const [index, command] of step.commands.entries()) {
      const isTests = step.counts === 'tests' && index === step.commands.length - 1;
      const words = isTests ? [...command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : command;
      const result = await runCommand(words, show);
      output += result.output;
      ok = result.ok;
      if (!ok) break;
    }
    const counted = step.counts === 'tests' ? countTests(report, ok) : { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
    return { name: step.name, ...counted, seconds: (performance.now() - started) / 1000, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runCommand([command, ...args]: readonly string[], show: boolean): Promise<{ ok: boolean; output: string }> {
  return new Promise((done) => {
    const env = { ...process.env, PATH: [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter) };
    const child = spawn(command!, args, { cwd: ROOT, env, stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'] });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.once('error', (error) => done({ ok: false, output: `${output}${command}: ${error.message}\n` }));
    child.once('close', (code) => done({ ok: code === 0, output }));
  });
}

function countTests(path: string, ok: boolean): Pick<StepResult, 'passed' | 'failed' | 'skipped' | 'note'> {
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
  } catch {
    return { passed: 0, failed: 1, skipped: 0, note: 'Vitest ended without a report' };
  }
  // A file that does not load, or whose preparation fails, fails without a failed test of its own.
  const files = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'));
  const failed = report.numFailedTests + files.length;
  const counted = { passed: report.numPassedTests, skipped: report.numPendingTests + report.numTodoTests };
  if (!ok && failed === 0) return { ...counted, failed: 1, note: 'Vitest failed outside of any test' };
  if (failed + counted.passed === 0) return { ...counted, failed: 1, note: 'no test was run' };
  return { ...counted, failed, ...(files.length > 0 && { note: `${files.length} test file${files.length > 1 ? 's' : ''} could not be run` }) };
}

/** Writes `.wxt/`, which the types of this project stand on and which is not in git. Its failure shows in `TYPES`. */
export const PREPARE: Step = { name: 'prepare', commands: [['wxt', 'prepare']] };
export const TYPES: Step = { name: 'types', commands: [...PREPARE.commands, ['tsc', '--noEmit']] };
export const LINT: Step = { name: 'lint', commands: [['oxlint']] };
/** All but those that take seconds each. */
export const UNIT: Step = { name: 'unit tests', commands: [['vitest', 'run', '--project', 'unit']], counts: 'tests' };
export const SLOW_UNIT: Step = { name: 'slow unit tests', commands: [['vitest', 'run', '--project', 'slow']], counts: 'tests' };

/** The table of all steps and, as the last line, `N passed, N failed`. Returns whether nothing failed. */
export function printSummary(results: readonly StepResult[]): boolean {
  console.log('\n== summary');
  for (const { name, passed, failed, skipped, seconds, note } of results) {
    const parts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : []), `${seconds.toFixed(1)} s`];
    console.log(`${failed > 0 ? 'FAILED' : 'ok    '}  ${name}: ${parts.join(', ')}${note ? ` (${note})` : ''}`);
  }
  const sum = (key: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0;
}
