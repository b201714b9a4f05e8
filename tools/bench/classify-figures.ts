import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { quantile, type Figure } from './figure.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Own corpus lines of 60 to 140 characters, spread over the files: about a hundred on average. */
export function hundredCharacterTexts(): string[] {
  const files = ['seed-zhs-pos', 'seed-zhs-neg', 'seed-zht', 'seed-en-pos', 'seed-en-neg'];
  return files.flatMap((name) =>
    readFileSync(join(ROOT, 'corpus', `${name}.jsonl`), 'utf8').trimEnd().split('\n')
      .map((line) => (JSON.parse(line) as { text: string }).text)
      .filter((text) => text.length >= 60 && text.length <= 140)
      .slice(0, 200));
}

export async function classifyFigures(page: Page): Promise<Figure[]> {
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: true, lib: { entry: join(import.meta.dirname, 'classify-in-browser.ts'), formats: ['iife'], name: 'bench' } },
  });
  const [output] = Array.isArray(bundle) ? bundle : [bundle];
  const code = (output as { output: { code: string }[] }).output[0]!.code;
  await page.addScriptTag({ content: `${code};globalThis.bench = bench;` });
  const model = readFileSync(join(ROOT, 'src/classify/model.bin')).toString('base64');
  const times = await page.evaluate(
    ([base64, texts]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      type Bench = { timeEach(model: Uint8Array, texts: string[]): number[] };
      return (globalThis as unknown as { bench: Bench }).bench.timeEach(bytes, texts);
    },
    [model, hundredCharacterTexts()] as const,
  );
  return [
    { name: 'classify one message of about 100 characters, median', value: quantile(times, 0.5), unit: 'ms', budget: 0.2, note: `${times.length} messages, with spans, in Chromium` },
    { name: 'classify one message of about 100 characters, 99 %', value: quantile(times, 0.99), unit: 'ms', budget: 5 },
  ];
}
