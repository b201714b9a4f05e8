// The page that lies in every bundle, opened from the disk as a clerk would, and the same page in the extension.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/locales/language.ts';
import { verify } from '../../src/locales/verify.ts';
import { findProgram } from '../../tools/browser/find-browser.mjs';
import { launchBrowser, launchChromium, type LaunchedBrowser } from '../../tools/browser/launch-chromium.ts';
import { verifyPage } from '../../tools/build/verify-page.ts';
import { makeBundle, pack } from '../verify/make-bundle.ts';

const dir = mkdtempSync(join(tmpdir(), 'verify-page-'));
const path = (name: string): string => join(dir, name);
const address = pathToFileURL(path('verify.html')).href;
const made = makeBundle();
const extension = resolve(import.meta.dirname, '../../.output/chrome-mv3');

beforeAll(async () => {
  writeFileSync(path('verify.html'), await verifyPage());
  const zip = await pack(made.files);
  writeFileSync(path('good.zip'), zip);
  const picture = Buffer.from(zip).indexOf(made.files.get('data/entries/0001/picture.png')!.slice(0, 60));
  zip[picture + 100] = zip[picture + 100]! ^ 1;
  writeFileSync(path('bad.zip'), zip);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function checked(page: Page, file: string): Promise<string> {
  await page.locator('input[type=file]').first().setInputFiles(path(file));
  await page.locator('#answer-title').waitFor();
  return (await page.locator('#answer-title').textContent())!;
}

describe('verify.html from the disk in Chromium', () => {
  let browser: LaunchedBrowser;
  let page: Page;
  const faults: string[] = [];
  const asked: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser({ viewport: { width: 360, height: 800 } });
    page = browser.context.pages()[0]!;
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('request', (request) => !/^(file|blob|data):/.test(request.url()) && asked.push(request.url()));
  });
  afterAll(() => browser?.close());

  test.each(LANGUAGES)('%s: a whole bundle is good, a changed one is not, and says where', async (language) => {
    await page.goto(address);
    await page.locator('select.language').selectOption(language);
    expect(await checked(page, 'good.zip')).toBe(verify[language].good);
    expect(await page.locator('.answer.good').count()).toBe(1);
    expect(await page.locator('.hash').allTextContents()).toContain(made.key.id);
    await page.goto(address);
    await page.locator('select.language').selectOption(language);
    expect(await checked(page, 'bad.zip')).toBe(verify[language].bad);
    const first = page.locator('details.rows').first().locator('li').first();
    expect(await first.locator('.sign.bad').count()).toBe(1);
    expect(await first.textContent()).toMatch(/1/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test('the noted number is compared while it is typed', async () => {
    await page.goto(address);
    await page.locator('select.language').selectOption('en');
    await checked(page, 'good.zip');
    await page.locator('.compare input').fill(made.key.id.toUpperCase().replace(/(.{8})/g, '$1 '));
    expect(await page.locator('#noted-answer').textContent()).toBe(verify.en.noted_key);
    await page.locator('.compare input').fill('f'.repeat(64));
    expect(await page.locator('#noted-answer').textContent()).toBe(verify.en.noted_no);
  });

  test('nothing failed, and nothing was asked for', () => expect([faults, asked]).toEqual([[], []]));
});

test('verify.html from the disk in Firefox', async () => {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: findProgram(['firefox-esr', 'firefox'])!, headless: true });
  try {
    const page = await browser.newPage();
    for (const [file, word] of [['good.zip', 'good'], ['bad.zip', 'bad']] as const) {
      await page.goto(address);
      await page.select('select.language', 'zh_TW');
      const input = (await page.$('input[type=file]'))!;
      await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path(file));
      await page.waitForSelector('#answer-title');
      expect(await page.$eval('#answer-title', (title) => title.textContent)).toBe(verify.zh_TW[word]);
    }
  } finally {
    await browser.close();
  }
});

test.runIf(existsSync(join(extension, 'verify.html')))('the page of the extension', async () => {
  const { context, extensionId, close } = await launchChromium({ extension });
  try {
    const page = await context.newPage();
    await page.goto(`chrome-extension://${extensionId}/verify.html`);
    await page.locator('select.language').selectOption('zh_CN');
    expect(await checked(page, 'good.zip')).toBe(verify.zh_CN.good);
    await page.locator('main > p').last().locator('input[type=file]').setInputFiles(path('bad.zip'));
    await page.locator('.answer.bad').waitFor();
  } finally {
    await close();
  }
});
