import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { LANGUAGES, type Section } from '../../src/locales/language.ts';
import { history as historyStrings } from '../../src/locales/history.ts';
import { mark } from '../../src/locales/mark.ts';
import { openOwnPage, openPopupFor } from '../browser/extension-pages.ts';
import { cardText, clickInCard, marksOnPage } from '../browser/marks-on-page.ts';

/** A control waits this long before it takes a click, so that a page cannot slip it under the pointer. */
const CLICK_GUARD_MS = 500;

const anyLanguage = <Keys extends string>(section: Section<Keys>, key: Keys) => new RegExp(`^\\s*(${LANGUAGES.map((language) => section[language][key]).join('|')})\\s*$`);

/** Opens the card of the lowest mark in view and takes its picture. */
export async function pictureCard(page: Page, path: string): Promise<void> {
  const height = page.viewportSize()?.height ?? (await page.evaluate(() => innerHeight));
  const inView = async () => (await marksOnPage(page)).filter(({ y }) => y > 80 && y < height - 60).at(-1);
  let mark = await inView();
  for (let turn = 0; !mark && turn < 10; turn++) {
    await page.mouse.move(600, height / 2);
    await page.mouse.wheel(0, -200);
    await page.waitForTimeout(CLICK_GUARD_MS);
    mark = await inView();
  }
  if (!mark) throw new Error('No mark is in view');
  await page.waitForTimeout(CLICK_GUARD_MS);
  await page.mouse.click(mark.x, mark.y);
  for (let i = 0; i < 20 && (await cardText(page)) === null; i++) await page.waitForTimeout(100);
  await page.waitForTimeout(CLICK_GUARD_MS);
  await page.screenshot({ path });
}

/** Archives the message whose card is open. */
export async function archiveSomething(page: Page): Promise<void> {
  await clickInCard(page, anyLanguage(mark, 'archive'));
  await page.waitForTimeout(CLICK_GUARD_MS);
  await page.keyboard.press('Escape');
}

export async function pictureOwnPages({ context, extensionId, page, history, folder }: {
  context: BrowserContext;
  extensionId: string;
  page: Page;
  history: Page;
  folder: string;
}): Promise<void> {
  const popup = await openPopupFor(context, extensionId, page);
  await popup.setViewportSize({ width: 360, height: 480 });
  await popup.waitForTimeout(CLICK_GUARD_MS);
  await popup.screenshot({ path: join(folder, 'popup.png') });
  await popup.close();

  await history.bringToFront();
  await history.locator('[data-row]').first().waitFor();
  await history.screenshot({ path: join(folder, 'history.png') });

  const welcome = await openOwnPage(context, extensionId, 'welcome.html');
  await welcome.waitForTimeout(CLICK_GUARD_MS);
  await welcome.screenshot({ path: join(folder, 'welcome.png'), fullPage: true });
  await welcome.close();
}

/** Opens the archived message in the history and takes a picture of all that is known of it. */
export async function pictureArchived({ context, extensionId, flagId, path }: { context: BrowserContext; extensionId: string; flagId: string; path: string }): Promise<void> {
  const detail = await openOwnPage(context, extensionId, `records.html?flag=${flagId}`);
  await detail.setViewportSize({ width: 1280, height: 1600 });
  await detail.locator('.detail').waitFor();
  await detail.waitForTimeout(CLICK_GUARD_MS * 2);
  await detail.screenshot({ path });
  await detail.close();
}

/** Prints the unpacked report as a clerk would. Browsers print to a file only without a window. */
export async function printReport(context: BrowserContext, folder: string, path: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, 'data/report.html')).href);
  await page.pdf({ path, preferCSSPageSize: true });
  await page.close();
}

/** Drops the bundle on its own page that checks it, and takes a picture of what it says. */
export async function pictureVerified(context: BrowserContext, { folder, bundle, path }: { folder: string; bundle: string; path: string }): Promise<void> {
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, 'verify.html')).href);
  await page.locator('input[type=file]').first().setInputFiles(bundle);
  await page.locator('#answer-title').waitFor();
  await page.screenshot({ path });
  await page.close();
}

/** Exports everything from the history page and saves the file. */
export async function exportEverything(history: Page, path: string): Promise<string> {
  await history.bringToFront();
  await history.getByRole('button', { name: anyLanguage(historyStrings, 'export_open') }).first().click();
  const download = history.waitForEvent('download');
  await history.getByRole('button', { name: anyLanguage(historyStrings, 'export_start') }).click();
  await (await download).saveAs(path);
  return path;
}
