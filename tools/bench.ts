// `npm run bench`: the design's figures, measured side by side in one run. A report, never a test: machines differ.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { classifyFigures, hundredCharacterTexts } from './bench/classify-figures.ts';
import { table, type Figure } from './bench/figure.ts';
import { loadTenThousand, markLatency } from './bench/page-figures.ts';
import { disableSite, enableSite } from './browser/extension-pages.ts';
import { launchChromium } from './browser/launch-chromium.ts';
import { servePracticePage } from './practice-page.ts';

const ROOT = resolve(import.meta.dirname, '..');
const MESSAGES = 10_000;

for (const args of [['run', '-s', 'build:chrome'], ['exec', '--', 'wxt', 'zip']]) spawnSync('npm', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });

const figures: Figure[] = [];
const megabytes = (path: string) => statSync(path).size / 1e6;
figures.push({ name: 'model', value: megabytes(join(ROOT, 'src/classify/model.bin')), unit: 'MB', budget: 4 });
const zip = readdirSync(join(ROOT, '.output')).find((name) => name.endsWith('-chrome.zip'));
if (zip) figures.push({ name: 'extension package', value: megabytes(join(ROOT, '.output', zip)), unit: 'MB', budget: 5 });

const served = await servePracticePage();
const { context, extensionId, close } = await launchChromium({ extension: join(ROOT, '.output/chrome-mv3') });
try {
  const page = await context.newPage();
  await page.goto(served.url);
  figures.push(...(await classifyFigures(page)));

  // Ordinary texts with a marked one among fifty: as many marks as a bad chat has, not a page of nothing else.
  const ordinary = readFileSync(join(ROOT, 'corpus/seed-zhs-neg.jsonl'), 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { text: string }).text);
  const hostile = readFileSync(join(ROOT, 'corpus/seed-zhs-pos.jsonl'), 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { text: string }).text);
  const texts = Array.from({ length: MESSAGES }, (_, i) => `${(i % 50 === 0 ? hostile : ordinary)[i % 1_000]!} ${i}`);
  const off = await loadTenThousand(context, served.url, texts);
  await page.bringToFront();
  await enableSite(context, extensionId, page);
  figures.push(...(await markLatency(page, hundredCharacterTexts().slice(0, 100))));
  const on = await loadTenThousand(context, served.url, texts);
  figures.push(
    { name: `${MESSAGES} messages: extra main-thread time`, value: (on.seconds - off.seconds) * 1e3, unit: 'ms', budget: 1_500, note: `${(off.seconds * 1e3).toFixed(0)} ms without us, ${(on.seconds * 1e3).toFixed(0)} ms with` },
    { name: `${MESSAGES} messages: longest task`, value: on.longestMs, unit: 'ms', budget: 50, note: `the page alone: ${off.longestMs.toFixed(0)} ms (it inserts all at once)` },
    { name: `${MESSAGES} messages: memory over the page’s own`, value: on.heapMb - off.heapMb, unit: 'MB', budget: 20, note: 'heap after collection' },
  );
  await disableSite(context, extensionId, page);
} finally {
  await close();
  await served.stop();
}

mkdirSync(join(ROOT, 'out'), { recursive: true });
writeFileSync(join(ROOT, 'out/bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.log(table(figures));
