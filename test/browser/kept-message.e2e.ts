// The built extension's history page in a real Chromium: a message is archived from it, shown with its picture, exported in two copies and a small
// report, and deleted; afterwards the archive is whole.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, openAsBlob, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { common } from '../../src/locales/common.ts';
import { history } from '../../src/locales/history.ts';
import { masking } from '../../src/locales/masking.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { openOwnPage } from '../../tools/browser/extension-pages.ts';
import { launchChromium, type LaunchedExtension } from '../../tools/browser/launch-chromium.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');
const say = history.en;

let browser: LaunchedExtension;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'witnessmark-kept-'));
const downloads: Download[] = [];
/** What the page's own policy refused, and faults. */
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchChromium({ extension: EXTENSION, locale: 'en' });
  page = await openOwnPage(browser.context, browser.extensionId, 'verify.html');
  const built = await build({ configFile: false, publicDir: false, logLevel: 'error', build: { write: false, minify: false, target: 'es2022', lib: { entry: resolve(import.meta.dirname, 'export-large-entry.ts'), name: 'filling', formats: ['iife'] } } });
  const code = [built].flat().flatMap((result) => ('output' in result ? result.output : [])).find((file) => file.type === 'chunk')!.code;
  await page.evaluate(`(async () => { ${code}; await filling.fill(4, 0, 0); })()`);
  page.on('download', (download) => downloads.push(download));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => { if (/Content Security Policy|Refused/i.test(message.text())) complaints.push(message.text()); });
  await page.goto(page.url().replace('verify.html', 'records.html'));
  // The welcome page may have opened over it, and what lies behind is drawn once a second.
  await page.bringToFront();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const detail = () => page.locator('.panel.detail');
const panel = () => page.locator('.panel.export');

test('archived from here it has a drawn picture, which is shown, and says what it cannot have', async () => {
  await page.locator('.row .details').first().click();
  await detail().getByRole('button', { name: say.archive, exact: true }).click();
  const image = detail().locator('.picture img');
  await image.waitFor();
  await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBeGreaterThan(100);
  await detail().getByText(say.picture_rendered, { exact: true }).waitFor();
  await detail().getByText(say.archived_from_history).waitFor();
  expect(complaints).toEqual([]);
});

test('two copies and a small report: the masked one holds nothing of what was masked, and the full one vouches for it', async () => {
  await page.getByRole('button', { name: say.export_open, exact: true }).click();
  await panel().getByText(say.more_choices).click();
  await panel().getByLabel(say.masked_too).check();
  await panel().getByLabel(say.small_too).check();
  await panel().getByRole('button', { name: say.export_start, exact: true }).click();
  await page.locator('.mask-own input').fill('门口');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: masking.en.to_pictures }).click();
  await page.locator('.mask-stage img').waitFor();
  await page.locator('.mask-decision button').first().click();
  await page.getByRole('button', { name: masking.en.make }).click();
  await page.getByRole('heading', { name: say.export_done }).waitFor({ timeout: 30_000 });
  await expect.poll(() => downloads.length).toBe(3);

  for (const download of downloads) await download.saveAs(join(folder, download.suggestedFilename()));
  const named = (end: RegExp) => join(folder, readdirSync(folder).find((name) => end.test(name))!);
  const [full, masked, small] = [named(/\d\.zip$/), named(/-masked\.zip$/), named(/-small\.html$/)];
  execFileSync('unzip', ['-q', masked, '-d', join(folder, 'masked')]);
  execFileSync('sha256sum', ['--quiet', '-c', 'manifest-sha256.txt'], { cwd: join(folder, 'masked') });
  const text = readdirSync(join(folder, 'masked'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => readFileSync(join(one.parentPath, one.name), 'utf8')).join('\n');
  expect(text).not.toContain('门口');
  expect(text).toMatch(/⟦[A-Z]1⟧/);
  const both = await verifyBundle(await openAsBlob(masked), { full: await openAsBlob(full) });
  expect([both.overall, both.problems]).toEqual(['good', []]);
  expect((await verifyBundle(await openAsBlob(full))).overall).toBe('good');
  expect(readFileSync(small, 'utf8')).toContain('data:image/jpeg;base64,');
});

/** `age -d` asks for the passphrase at a terminal and nowhere else: this is one. */
const AT_TERMINAL = `
import os, pty, sys
pid, fd = pty.fork()
if pid == 0: os.execvp('age', ['age', '-d', '-o', sys.argv[2], sys.argv[1]])
seen = b''
while True:
    try: part = os.read(fd, 4096)
    except OSError: break
    if not part: break
    if b'assphrase' in part and b'assphrase' not in seen: os.write(fd, sys.argv[3].encode() + b'\\n')
    seen += part
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))`;

test('locked with a passphrase made for the reader, the file is opened by the standard program and is whole', async () => {
  await panel().getByRole('button', { name: say.export_again }).click();
  await panel().locator('.fold > summary').first().click();
  await panel().getByLabel(say.masked_too).uncheck();
  await panel().getByLabel(say.small_too).uncheck();
  await panel().getByLabel(say.lock_passphrase).check();
  await panel().getByRole('button', { name: say.passphrase_make }).click();
  const passphrase = (await panel().locator('.lock-fields code').textContent())!;
  expect(passphrase).toMatch(/^(\w{4}-){4}\w{4}$/);
  await panel().getByRole('button', { name: say.export_start, exact: true }).click();
  await panel().getByText(say.done_locked).waitFor({ timeout: 20_000 });
  expect(await page.content()).not.toContain(passphrase);
  await expect.poll(() => downloads.length).toBe(4);
  const [sealed, opened] = [join(folder, downloads[3]!.suggestedFilename()), join(folder, 'opened.zip')];
  expect(sealed).toMatch(/\.zip\.age$/);
  await downloads[3]!.saveAs(sealed);
  expect(() => execFileSync('python3', ['-c', AT_TERMINAL, sealed, opened, `${passphrase}x`])).toThrow();
  expect(existsSync(opened)).toBe(false);
  execFileSync('python3', ['-c', AT_TERMINAL, sealed, opened, passphrase]);
  expect((await verifyBundle(await openAsBlob(opened))).overall).toBe('good');
}, 40_000);

test('deleted after two questions it is gone from the list, and the archive is still whole', async () => {
  await panel().getByRole('button', { name: common.en.close, exact: true }).click();
  await page.getByRole('button', { name: say.state_archived }).click();
  await page.locator('.row .details').first().click();
  await detail().getByRole('button', { name: say.delete_open }).click();
  await detail().getByLabel(say.delete_reason).fill('by mistake');
  await detail().getByRole('button', { name: say.delete_next, exact: true }).click();
  await detail().getByRole('button', { name: say.delete_now }).click();
  await page.locator('.toast').getByText('The message is deleted. Number 1 and its hash stay.').waitFor();
  await expect.poll(() => page.locator('.row').count()).toBe(0);
  await page.getByRole('button', { name: say.check_open }).click();
  await page.getByText(say.check_whole_more).waitFor();
  await page.locator('.panel.checking').getByText(say.count_deleted).waitFor();
  expect(complaints).toEqual([]);
});

test('when every message is deleted the page keeps the focus, and what remains can be exported and checked', async () => {
  await page.locator('.panel.checking').getByRole('button', { name: common.en.close, exact: true }).click();
  await page.getByRole('button', { name: say.state_open }).click();
  for (let left = 3; left > 0; left -= 1) {
    await page.locator('.row .details').first().click();
    await detail().getByRole('button', { name: say.delete_open }).click();
    await detail().getByRole('button', { name: say.delete_next, exact: true }).click();
    await detail().getByRole('button', { name: say.delete_now }).click();
    await detail().waitFor({ state: 'detached' });
  }
  await page.getByRole('heading', { name: say.empty_title_now }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('empty-title');
  await page.getByRole('button', { name: say.remains_export }).click();
  await panel().getByRole('button', { name: say.export_start, exact: true }).click();
  await expect.poll(() => downloads.length).toBe(5);
  const file = join(folder, downloads[4]!.suggestedFilename());
  await downloads[4]!.saveAs(file);
  const checked = await verifyBundle(await openAsBlob(file));
  expect([checked.overall, checked.problems]).toEqual(['good', []]);
  expect(complaints).toEqual([]);
});
