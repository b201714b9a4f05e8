/** `npm run -s classify`: JSON lines in, JSON lines out, by the code and the model of the page. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createClassifier } from '../src/classify/classify.ts';
import { SENSITIVITIES, type Sensitivity } from '../src/core/verdict.ts';
import { answerConversation, answerMessage, LineError } from './classifier/answer.ts';

const HELP = `npm run -s classify [-- --conversations] [-- --sensitivity low|normal|high] [-- --model FILE] < lines

Reads JSON lines on standard input and answers each with one on standard output.
  {"id","text"}  →  {"id","flagged","labels":["visit"],"scores":{"visit":0.97,…},"spans":[{"start","end","label"}],"pressing","lawful"}
With --conversations:
  {"id","tz","rules","messages":[{"from":"them","at":"2026-03-02T21:14:00+08:00","text":"…"}]}
             →  {"id","messages":[{"flagged","labels"}],"patterns":[]}
  "from": "me" is the reader and is never flagged. patterns stays empty: contact patterns (off_hours, frequency, …)
  are not computed by this version.
A line that cannot be read is answered with {"id","error"}, the others go on, and the exit status is 1.
`;

const { values } = readArguments();
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const sensitivity = values.sensitivity as Sensitivity;
const model = values.model ?? join(resolve(import.meta.dirname, '..'), 'src/classify/model.bin');
const classifier = createClassifier(readFileSync(model));
const answer = values.conversations ? answerConversation : answerMessage;

// A reader that closes early (head) ends us quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

for await (const row of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (row.trim() === '') continue;
  let line: Record<string, unknown>;
  try {
    line = answer(classifier, sensitivity, row);
  } catch (error) {
    process.exitCode = 1;
    line = { id: error instanceof LineError ? (error.id ?? null) : null, error: error instanceof Error ? error.message : String(error) };
  }
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
}

function readArguments() {
  try {
    const read = parseArgs({
      options: {
        conversations: { type: 'boolean', default: false },
        sensitivity: { type: 'string', default: 'normal' },
        model: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (!(SENSITIVITIES as readonly string[]).includes(read.values.sensitivity)) throw new Error(`--sensitivity is one of ${SENSITIVITIES.join(', ')}`);
    return read;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    process.exit(2);
  }
}
