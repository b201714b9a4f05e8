// Everything that is checked, in order. A failure does not stop what can still be told. The last line counts.
import { LINT, SLOW_UNIT, TYPES, UNIT, printSummary, runStep, type Step, type StepResult } from './steps.ts';

const STEPS: readonly Step[] = [
  TYPES,
  LINT,
  UNIT,
  SLOW_UNIT,
  { name: 'corpus', commands: [['node', 'tools/corpus-check.ts']] },
  { name: 'build for Chrome', commands: [['wxt', 'build']] },
  { name: 'build for Firefox', commands: [['wxt', 'build', '-b', 'firefox']] },
  {
    name: 'store check of the Firefox build',
    commands: [['npx', '--yes', 'web-ext@10.7.0', 'lint', '--no-config-discovery', '--source-dir', '.output/firefox-mv3']],
    after: 'build for Firefox',
  },
  { name: 'browser tests', commands: [['vitest', 'run', '--project', 'browser']], counts: 'tests', after: 'build for Chrome' },
];

const results: StepResult[] = [];
for (const step of STEPS) {
  console.log(`\n== ${step.name}`);
  const cause = step.after && results.find((result) => result.name === step.after && result.failed > 0);
  if (cause) {
    results.push({ name: step.name, passed: 0, failed: 1, skipped: 0, seconds: 0, note: `not tried: ${cause.name} failed` });
    continue;
  }
  results.push(await runStep(step, true));
}
process.exitCode = printSummary(results) ? 0 : 1;
