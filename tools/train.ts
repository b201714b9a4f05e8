/** `npm run train`: corpus and background → src/classify/model.bin. The same input gives the same bytes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { backgroundFolder, readBackground } from './classifier/background.ts';
import { development, everything, gather } from './classifier/build.ts';
import { readConversations } from './classifier/conversations.ts';
import { readCorpus, readSplits } from './classifier/corpus.ts';
import { pack } from './classifier/pack.ts';
import { chooseDevelopment } from './classifier/split.ts';

const root = resolve(import.meta.dirname, '..');
const corpus = readCorpus(join(root, 'corpus'));
for (const reason of corpus.broken) console.error(`left out: ${reason}`);
const folder = backgroundFolder(root);
if (!folder) {
  console.error('No background texts: set WITNESSMARK_BACKGROUND to their folder (see corpus/README.md).');
  console.error('Without them false flags cannot be counted. The model goes to out/ and not into the extension.');
}
const background = folder ? readBackground(folder) : [];
const choice = chooseDevelopment(corpus, readSplits(join(root, 'corpus')));
console.log(`${corpus.lines.length} labelled lines, ${background.length} background texts; development: ${choice.words}`);

const material = gather(corpus.lines, readConversations(join(root, 'corpus')), background);
const held = development(material, choice);
console.log(`development model: ${held.trained.known} features known`);
const trained = everything(material, held);
const { file, left } = pack(trained.header, trained.packed);
console.log(`final model: ${trained.known} features known, ${trained.packed.features.length - left} kept, ${file.length} bytes`);

const path = join(root, folder ? 'src/classify/model.bin' : 'out/model-without-background.bin');
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, file);
console.log(`written: ${path.slice(root.length + 1)}`);
