/**
 * Writes `src/text/tables/simplified.ts` and `src/text/tables/readings.ts`.
 * Run: `node tools/tables/make-tables.ts <folder>` where `<folder>/node_modules` holds opencc-js and pinyin-pro.
 * They are not dependencies of the project: see README.md beside this file.
 */
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { foldSyllable } from '../../src/text/syllables.ts';

const folder = process.argv[2];
if (!folder) {
  console.error('Say the folder whose node_modules holds opencc-js and pinyin-pro.');
  process.exit(2);
}
const near = createRequire(pathToFileURL(join(resolve(folder), 'package.json')));
const root = resolve(import.meta.dirname, '../..');
const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(resolve(folder), 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;

const OpenCC = near('opencc-js') as { Converter(options: { from: string; to: string }): (text: string) => string };
const { pinyin } = near('pinyin-pro') as {
  pinyin(text: string, options: { toneType: 'none'; type: 'array'; v: true }): string[];
};

/** The characters of two national sets, read from the platform's own decoders. */
function charactersOf(encoding: string, firsts: [number, number], seconds: [number, number][]): string[] {
  const decoder = new TextDecoder(encoding);
  const found: string[] = [];
  for (let a = firsts[0]; a <= firsts[1]; a++) {
    for (const [low, high] of seconds) {
      for (let b = low; b <= high; b++) {
        const char = decoder.decode(new Uint8Array([a, b]));
        if (/^\p{Script=Han}$/u.test(char)) found.push(char);
      }
    }
  }
  return found;
}

const simplified = simplifiedPairs();
const simple = new Map(simplified);

writeFileSync(join(root, 'src/text/tables/simplified.ts'), `/**
 * Traditional (Taiwan, Hong Kong and older forms) to Simplified, one character to one.
 * Written by tools/tables/make-tables.ts from opencc-js ${versionOf('opencc-js')} (MIT; its OpenCC dictionaries are Apache-2.0). Do not edit.
 */
export const TRADITIONAL =
  '${simplified.map(([from]) => from).join('')}';
export const SIMPLIFIED =
  '${simplified.map(([, to]) => to).join('')}';
`);

const bySyllable = readings();
writeFileSync(join(root, 'src/text/tables/readings.ts'), `/**
 * Folded toneless reading of each Simplified character: a line is a syllable and the characters read so.
 * Written by tools/tables/make-tables.ts from pinyin-pro ${versionOf('pinyin-pro')} (MIT), for the characters of GB 2312, of Big5's common
 * plane and of written Cantonese. One reading a character, its most usual. Do not edit.
 */
export const READINGS = \`
${bySyllable.join('\n')}
\`;
`);
console.log(`${simplified.length} pairs, ${bySyllable.length} syllables`);

function simplifiedPairs(): [string, string][] {
  const from = ['t', 'tw', 'hk'].map((variant) => OpenCC.Converter({ from: variant, to: 'cn' }));
  const pairs: [string, string][] = [];
  for (let code = 0x3400; code <= 0x9fff; code++) {
    const char = String.fromCharCode(code);
    const to = from.map((convert) => convert(char)).find((result) => result !== char && result.length === 1);
    if (to) pairs.push([char, to]);
  }
  return pairs;
}

function readings(): string[] {
  const cantonese = [...'喺咗嘅哋佢冇乜嘢嚟啲唔噉咁睇攞掟揸畀俾啱掂揾諗冚拎搵嗰咪咩嘥曱甴撳嬲靚瞓啫喇囉嘞嗱噃喎咋𠮶嗌閪屌撚仆冧'];
  const chars = new Set(
    [
      ...charactersOf('gbk', [0xb0, 0xf7], [[0xa1, 0xfe]]),
      ...charactersOf('big5', [0xa4, 0xc6], [[0x40, 0x7e], [0xa1, 0xfe]]),
      ...cantonese,
    ].map((char) => simple.get(char) ?? char),
  );
  const rows = new Map<string, string>();
  for (const char of [...chars].sort()) {
    const [reading = ''] = pinyin(char, { toneType: 'none', type: 'array', v: true });
    if (!/^[a-z]+$/.test(reading)) continue;
    const syllable = foldSyllable(reading);
    rows.set(syllable, (rows.get(syllable) ?? '') + char);
  }
  return [...rows].map(([syllable, row]) => syllable + row).sort();
}
