/**
 * `npm run background:fetch [-- --to folder]`: downloads the public texts that training learns as background, each fixed to a commit and checked by
 * SHA-256, into `background/` or the folder named. What is already there and right is left; what fails is told, the rest is done, and the command ends with 1.
 */
import { join, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fetchBackground, type Outcome } from './background/fetch-all.ts';
import { outputOf } from './background/source.ts';
import { SOURCES } from './background/sources.ts';

const { values: asked } = parseArgs({ options: { to: { type: 'string' } } });
const folder = resolve(asked.to ?? join(import.meta.dirname, '../background'));
console.log(`${SOURCES.length} public sets into ${relative(process.cwd(), folder) || '.'}`);
const outcomes = await fetchBackground(SOURCES, folder, { fetch, wait: (milliseconds) => wait(milliseconds), told });
const failed = outcomes.filter(({ state }) => state === 'failed');
if (failed.length > 0) console.error(`${failed.length} of ${SOURCES.length} are missing; the next run fetches only those.`);
process.exitCode = failed.length > 0 ? 1 : 0;

function told({ source, state, reason }: Outcome): void {
  if (state === 'failed') console.error(`  ${source.id}: FAILED. ${reason}`);
  else console.log(`  ${outputOf(source)}: ${state}, ${source.rows.toLocaleString('en-GB')} rows, ${source.language}, ${source.licence}${source.note ? `. ${source.note}` : ''}`);
}
