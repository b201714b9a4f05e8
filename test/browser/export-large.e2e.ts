// The built extension in a real Chromium exports 10,000 flags and 1,000 entries with pictures from its own page: the file is whole, memory stays
// bounded, and it can be cancelled in the middle.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CDPSession, Download, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { common } from '../../src/locales/common.ts';
import { history } from '../../src/locales/history.ts';
import { openOwnPage } from '../../tools/browser/extension-pages.ts';
import { launchChromium, type LaunchedExtension } from '../../tools/browser/launch-chromium.ts';
import { eventually } from './eventually.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');
const FLAGS = 10_000;
const ENTRIES = 1_000;
const PICTURE = 50_000;
const BUDGET = 300_000_000;
const say = history.en;

let browser: LaunchedExtension;
let page: Page;
let cdp: CDPSession;
const folder = mkdtempSync(join(tmpdir(), 'witnessmark-large-'));
const downloads: Download[] = [];

beforeAll(async () => {
  browser = await launchChromium({ extension: EXTENSION, locale: 'en' });
  // A page that follows no query, or each write would be shown.
  page = await openOwnPage(browser.context, browser.extensionId, 'verify.html');
  const built = await build({ configFile: false, publicDir: false, logLevel: 'error', build: { write: false, minify: false, target: 'es2022', lib: { entry: resolve(import.meta.dirname, 'export-large-entry.ts'), name: 'filling', formats: ['iife'] } } });
  const code = [built].flat().flatMap((result) => ('output' in result ? result.output : [])).find((file) => file.type === 'chunk')!.code;
  const began = performance.now();
  // By the debugger: the page's own policy lets no foreign script in.
  await page.evaluate(`(async () => { ${code}; await filling.fill(${FLAGS}, ${ENTRIES}, ${PICTURE}); })()`);
  console.log(`filling: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  await page.goto(page.url().replace('verify.html', 'records.html'));
  cdp = await browser.context.newCDPSession(page);
  page.on('download', (download) => downloads.push(download));
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface HeapUsage { usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number }

/** Bytes that the page's script holds: objects, what the browser holds for them, and the contents of its buffers. */
async function held(): Promise<number> {
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = (await cdp.send('Runtime.getHeapUsage')) as HeapUsage;
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

const panel = () => page.locator('.panel.export');
const openPanel = () => page.getByRole('button', { name: say.export_open, exact: true }).click();
const start = () => panel().getByRole('button', { name: say.export_start, exact: true }).click();

test('10,000 flags with 1,000 pictures: a whole file, and bounded memory', async () => {
  await openPanel();
  const before = await held();
  const began = performance.now();
  await start();
  let most = before;
  while (!(await page.getByRole('heading', { name: say.export_done }).isVisible())) {
    most = Math.max(most, await held());
    await page.waitForTimeout(100);
  }
  console.log(`export: ${((performance.now() - began) / 1000).toFixed(1)} s, ${(before / 1e6).toFixed(0)} MB before, at most ${(most / 1e6).toFixed(0)} MB`);
  expect(most).toBeLessThan(BUDGET);
  await expect.poll(() => downloads.length).toBe(1);

  const zip = join(folder, 'export.zip');
  await downloads[0]!.saveAs(zip);
  execFileSync('unzip', ['-tq', zip]);
  execFileSync('unzip', ['-q', zip, '-d', join(folder, 'bag')]);
  execFileSync('sha256sum', ['--quiet', '-c', 'manifest-sha256.txt'], { cwd: join(folder, 'bag') });
  const manifest = readFileSync(join(folder, 'bag/manifest-sha256.txt'));
  expect(await panel().locator('.made-files code.hash').last().textContent()).toBe(createHash('sha256').update(manifest).digest('hex'));
  expect(manifest.toString().match(/picture\.png$/gm)).toHaveLength(ENTRIES);
  expect(readFileSync(join(folder, 'bag/data/flags.ndjson'), 'utf8').trim().split('\n')).toHaveLength(FLAGS);
  expect(JSON.parse(readFileSync(join(folder, 'bag/data/not-captured.json'), 'utf8')).problems).toEqual([]);
});

test('cancelled in the middle nothing is saved, and the memory is given back', async () => {
  const before = await held();
  await panel().getByRole('button', { name: say.export_again }).click();
  await start();
  await page.getByText(say.step_entries).waitFor();
  await panel().getByRole('button', { name: common.en.cancel, exact: true }).click();
  await panel().getByRole('button', { name: say.export_start, exact: true }).waitFor();
  await page.waitForTimeout(1500);
  expect(downloads).toHaveLength(1);
  await panel().getByText(say.past_title.replace('{n}', '1')).waitFor();
  await cdp.send('HeapProfiler.collectGarbage');
  const after = await eventually(held, (bytes) => bytes < before + 20_000_000);
  expect(after).toBeLessThan(before + 20_000_000);
});

test('the archive of 1,000 entries is checked on the same page, and the check is noted', async () => {
  await page.locator('.panel.export').getByRole('button', { name: common.en.close, exact: true }).click();
  await page.getByRole('button', { name: say.check_open }).click();
  await page.getByText(say.check_whole_more).waitFor({ timeout: 30_000 });
  expect(await page.locator('.panel.checking .counts dd').first().textContent()).toBe('1,000');
  await page.getByText(say.check_noted).waitFor();
});
