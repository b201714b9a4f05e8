// The quick checks, side by side: types, lint, unit tests. No browser, and none of the slow tests.
import { LINT, PREPARE, TYPES, UNIT, printSummary, runStep } from './steps.ts';

await runStep(PREPARE, false); // first: the others read what it writes

const results = await Promise.all(
  [TYPES, LINT, UNIT].map(async (step) => {
    const result = await runStep(step, false);
    console.log(`\n== ${step.name}\n${result.output.trimEnd()}`);
    return result;
  }),
);
process.exitCode = printSummary(results) ? 0 : 1;
