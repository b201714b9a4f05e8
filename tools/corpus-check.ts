/**
 * `npm run corpus:check [-- --fix] [-- --json] [-- --all] [-- --corpus folder]`: looks for broken rows, conflicts, doubles, leaks from training into
 * development and missing labels, in the lines and in the chats of `conversations/`, changes nothing and ends with 1 when there are errors. `--fix` removes what stands twice (see corpus-check/fix.ts) and puts
 * labels in order, tells each row that it touches, and then checks again; it leaves chats alone, whose messages answer each other. `--all` shows every finding.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSplits } from './classifier/corpus.ts';
import { batchOf, checkChats, chatErrorsOf } from './corpus-check/chats.ts';
import { checkCorpus, errorsOf, type Placed, type Report } from './corpus-check/check.ts';
import { readChatRows, readRows, writeFix } from './corpus-check/files.ts';
import { planFix, reorderLabels } from './corpus-check/fix.ts';
import { removalWords, wordsOf } from './corpus-check/words.ts';

const { values: asked } = parseArgs({
  options: { fix: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, all: { type: 'boolean', default: false }, corpus: { type: 'string' } },
});
const folder = resolve(asked.corpus ?? join(import.meta.dirname, '../corpus'));
const OURS: ReadonlySet<string> = new Set<keyof Placed>(['letters', 'key', 'place']);
const splits = readSplits(folder);
const chatRows = readChatRows(folder);
const ofChats = new Set(chatRows.map(batchOf));
const look = (): Report => checkCorpus(readRows(folder), splits.development.filter((batch) => !ofChats.has(batch)));

let report = look();
const removed = asked.fix ? planFix(report) : [];
const reordered = asked.fix ? reorderLabels(readRows(folder)) : [];
if (asked.fix) {
  writeFix(folder, removed, reordered);
  // With --json, what stands on stdout is one JSON object.
  const say = asked.json ? console.error : console.log;
  for (const removal of removed) say(removalWords(removal));
  for (const { file, number } of reordered) say(`labels put in order: ${file}:${number}`);
  say(`${removed.length} lines removed, ${reordered.length} with labels put in order\n`);
  report = look();
}
const chats = checkChats(chatRows, readRows(folder), splits);
const errors = errorsOf(report) + chatErrorsOf(chats);
if (asked.json) console.log(JSON.stringify({ ...report, chats, errors, removed, reordered }, withoutLetters));
else console.log(wordsOf(report, asked.all, chats).join('\n'));
process.exitCode = errors > 0 ? 1 : 0;

/** What is only ours to compare with is no news to whoever reads the JSON. */
function withoutLetters(key: string, value: unknown): unknown {
  return OURS.has(key) ? undefined : value;
}
