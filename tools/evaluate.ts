/**
 * `npm run evaluate [-- --json] [-- --curve] [-- --hold zhs-p1,zhs-n1]`: learns without the development lines, reads them and the held-out background with the code of the
 * page, writes out/evaluation.json and prints the figures. `--hold` names other batches to hold out than corpus/splits.json does; `--curve` trains three times more, on less text.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createClassifier } from '../src/classify/classify.ts';
import { readModel } from '../src/classify/model.ts';
import { makeScratch, scoreWindows } from '../src/classify/score.ts';
import { tokenise } from '../src/classify/tokens.ts';
import { SENSITIVITIES, type Sensitivity } from '../src/core/verdict.ts';
import { normalise } from '../src/text/normalise.ts';
import { backgroundFolder, isHeldOut, readBackground, readUnlearned } from './classifier/background.ts';
import { development, gather } from './classifier/build.ts';
import { cloak } from './classifier/cloak.ts';
import { chatFigures } from './classifier/chat-figures.ts';
import { readConversations } from './classifier/conversations.ts';
import { readCorpus, readSplits } from './classifier/corpus.ts';
import { figuresOf, perThousand, type Reading } from './classifier/figures.ts';
import { learningCurve } from './classifier/learning-curve.ts';
import { pack } from './classifier/pack.ts';
import { randomFrom } from './classifier/random.ts';
import { reliability } from './classifier/reliability.ts';
import { chooseDevelopment } from './classifier/split.ts';
import { printFigures } from './classifier/table.ts';

const root = resolve(import.meta.dirname, '..');
const corpus = readCorpus(join(root, 'corpus'));
const folder = backgroundFolder(root);
const background = folder ? readBackground(folder) : [];
const { values: asked } = parseArgs({ options: { json: { type: 'boolean', default: false }, hold: { type: 'string' }, curve: { type: 'boolean', default: false } } });
const chats = readConversations(join(root, 'corpus'));
const choice = chooseDevelopment(corpus, asked.hold ? { development: asked.hold.split(','), test: [] } : readSplits(join(root, 'corpus')));
const material = gather(corpus.lines, chats, background);
const { trained, measured } = development(material, choice);
const { file } = pack(trained.header, trained.packed);
const heldOut = [...background.filter(({ text }) => isHeldOut(text)), ...(folder ? readUnlearned(folder) : [])];
const test = corpus.lines.filter(choice.isTest);
const random = randomFrom(11);
const read = reader(file);
const classifier = createClassifier(file);
const shippedPath = join(root, 'src/classify/model.bin');

const result = {
  development: choice.words,
  lines: { training: corpus.lines.length - measured.lines.length - test.length, development: measured.lines.length, test: test.length },
  background: folder ? `${heldOut.length} held-out texts` : 'none: false flags were not counted',
  plain: figuresOf(measured.lines, measured.lines.map(({ text }) => read(text))),
  hidden: figuresOf(measured.lines, measured.lines.map(({ text }) => read(cloak(text, random)))),
  test: test.length > 0 ? figuresOf(test, test.map(({ text }) => read(text))) : null,
  reliability: test.length > 0 ? reliability(test, test.map(({ text }) => read(text))) : null,
  curve: asked.curve ? learningCurve(material, choice, test.length > 0 ? test : measured.lines, reader) : null,
  conversations: {
    development: bothWays(chats.filter(choice.isDevelopment)),
    test: bothWays(chats.filter(choice.isTest)),
  },
  falseFlagsPerThousand: perThousand(heldOut.map(({ source }) => source), heldOut.map(({ text }) => read(text))),
  shipped: existsSync(shippedPath) ? shipped(readFileSync(shippedPath)) : null,
};
mkdirSync(join(root, 'out'), { recursive: true });
writeFileSync(join(root, 'out/model-development.bin'), file);
writeFileSync(join(root, 'out/evaluation.json'), `${JSON.stringify(result, null, 2)}\n`);
if (asked.json) console.log(JSON.stringify(result));
else printFigures(result);

function bothWays(of: typeof chats) {
  return { asTheyCome: chatFigures(classifier, of, false), lookedAtAgain: chatFigures(classifier, of, true) };
}

/** The shipped model has learned the development lines: only the held-out background can tell anything of it. */
function shipped(bytes: Uint8Array) {
  const readShipped = reader(bytes);
  return {
    version: readModel(bytes).header.version,
    test: test.length > 0 ? figuresOf(test, test.map(({ text }) => read(text))) : null,
  conversations: {
    development: bothWays(chats.filter(choice.isDevelopment)),
    test: bothWays(chats.filter(choice.isTest)),
  },
  falseFlagsPerThousand: perThousand(heldOut.map(({ source }) => source), heldOut.map(({ text }) => readShipped(text))),
  };
}

function reader(bytes: Uint8Array): (text: string) => Reading {
  const classifier = createClassifier(bytes);
  const model = readModel(bytes);
  const scratch = makeScratch(model);
  return (text) => {
    const comparable = normalise(text);
    const windows = scoreWindows(model, scratch, comparable.text, tokenise(comparable.text));
    const verdicts = SENSITIVITIES.map((sensitivity) => [sensitivity, classifier.classify(text, comparable, { sensitivity })] as const);
    return {
      joint: Math.max(...windows.map(({ joint }) => joint)),
      verdict: Object.fromEntries(verdicts) as Record<Sensitivity, (typeof verdicts)[number][1]>,
    };
  };
}
