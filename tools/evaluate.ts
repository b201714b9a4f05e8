/**
 * `npm run evaluate [-- --json] [-- --hold zhs-p1,zhs-n1]`: learns without the development lines, reads them and the held-out background with the code of the
 * page, writes out/evaluation.json and prints the figures. `--hold` names other batches to hold out than corpus/splits.json does.
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
import { backgroundFolder, isHeldOut, readBackground } from './classifier/background.ts';
import { development, gather } from './classifier/build.ts';
import { cloak } from './classifier/cloak.ts';
import { readCorpus, readSplits } from './classifier/corpus.ts';
import { figuresOf, perThousand, type Reading } from './classifier/figures.ts';
import { pack } from './classifier/pack.ts';
import { randomFrom } from './classifier/random.ts';
import { chooseDevelopment } from './classifier/split.ts';
import { printFigures } from './classifier/table.ts';

const root = resolve(import.meta.dirname, '..');
const corpus = readCorpus(join(root, 'corpus'));
const folder = backgroundFolder(root);
const background = folder ? readBackground(folder) : [];
const { values: asked } = parseArgs({ options: { json: { type: 'boolean', default: false }, hold: { type: 'string' } } });
const choice = chooseDevelopment(corpus, asked.hold ? { development: asked.hold.split(',') } : readSplits(join(root, 'corpus')));
const { trained, measured } = development(gather(corpus.lines, background), choice.isDevelopment);
const { file } = pack(trained.header, trained.packed);
const heldOut = background.filter(({ text }) => isHeldOut(text));
const random = randomFrom(11);
const read = reader(file);
const shippedPath = join(root, 'src/classify/model.bin');

const result = {
  development: choice.words,
  lines: { training: corpus.lines.length - measured.lines.length, development: measured.lines.length },
  background: folder ? `${heldOut.length} held-out texts` : 'none: false flags were not counted',
  plain: figuresOf(measured.lines, measured.lines.map(({ text }) => read(text))),
  hidden: figuresOf(measured.lines, measured.lines.map(({ text }) => read(cloak(text, random)))),
  falseFlagsPerThousand: perThousand(heldOut.map(({ source }) => source), heldOut.map(({ text }) => read(text))),
  shipped: existsSync(shippedPath) ? shipped(readFileSync(shippedPath)) : null,
};
mkdirSync(join(root, 'out'), { recursive: true });
writeFileSync(join(root, 'out/model-development.bin'), file);
writeFileSync(join(root, 'out/evaluation.json'), `${JSON.stringify(result, null, 2)}\n`);
if (asked.json) console.log(JSON.stringify(result));
else printFigures(result);

/** The shipped model has learned the development lines: only the held-out background can tell anything of it. */
function shipped(bytes: Uint8Array) {
  const readShipped = reader(bytes);
  return {
    version: readModel(bytes).header.version,
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
