import type { BrowserContext, Page } from 'playwright-core';
import type { Flag } from '../../src/core/flag.ts';
import { LANGUAGES, type Language } from '../../src/locales/language.ts';
import { popup } from '../../src/locales/popup.ts';
import { flagsInDatabase } from './in-page.ts';
import { grantSite } from './grant-site.ts';
import { triggerAction } from './trigger-action.ts';

/** One of our own pages in a tab. */
export async function openOwnPage(context: BrowserContext, extensionId: string, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${extensionId}/${path}`);
  return page;
}

/** The popup for a page's tab, in a tab of its own. The toolbar button is pressed first, so `activeTab` stands as in real use. */
export async function openPopupFor(context: BrowserContext, extensionId: string, page: Page): Promise<Page> {
  await triggerAction(context, extensionId, page);
  const probe = await openOwnPage(context, extensionId, 'popup.html');
  const url = page.url();
  const tab = await probe.evaluate(async (address) => {
    type Tabs = { query(filter: object): Promise<{ id: number; url?: string }[]> };
    const tabs = await (globalThis as unknown as { chrome: { tabs: Tabs } }).chrome.tabs.query({});
    return tabs.find((candidate) => candidate.url === address)?.id;
  }, url);
  if (tab === undefined) throw new Error(`The extension cannot see the tab of ${url}: the toolbar click did not give it`);
  await probe.goto(`chrome-extension://${extensionId}/popup.html?tab=${tab}`);
  return probe;
}

/** A button of the popup, in whichever language it speaks. */
export function buttonSaying(page: Page, key: 'turn_on' | 'turn_off') {
  const words = LANGUAGES.map((language: Language) => popup[language][key]);
  return page.getByRole('button', { name: new RegExp(`^(${words.join('|')})$`) });
}

/** Turns reading on for a page's site as a reader does, the browser's own prompt answered beforehand. */
export async function enableSite(context: BrowserContext, extensionId: string, page: Page): Promise<void> {
  const { protocol, hostname } = new URL(page.url());
  await grantSite(context, extensionId, `${protocol}//${hostname}/*`);
  const opened = await openPopupFor(context, extensionId, page);
  await buttonSaying(opened, 'turn_on').click();
  await buttonSaying(opened, 'turn_off').waitFor();
  await opened.close();
  await page.bringToFront();
}

/** Turns reading off again, in the popup. */
export async function disableSite(context: BrowserContext, extensionId: string, page: Page): Promise<void> {
  const opened = await openPopupFor(context, extensionId, page);
  await buttonSaying(opened, 'turn_off').click();
  await buttonSaying(opened, 'turn_on').waitFor();
  await opened.close();
  await page.bringToFront();
}

/** Every flag in the database, read past our own code. */
export function storedFlags(page: Page): Promise<Flag[]> {
  return page.evaluate(flagsInDatabase);
}
