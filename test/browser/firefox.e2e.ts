// The Firefox build in a real Firefox: turn a site on, read, keep, see it in the history, turn off.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { popup } from '../../src/locales/popup.ts';
import { practiceScript } from '../../src/ui/welcome/practice-script.ts';
import { flagsInDatabase, wordsUnderlined } from '../../tools/browser/in-page.ts';
import { launchFirefox, type LaunchedFirefox } from '../../tools/browser/launch-firefox.ts';
import { servePracticePage, type PracticePage } from '../../tools/practice-page.ts';
import { eventually } from './eventually.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/firefox-mv3');

let firefox: LaunchedFirefox;
let served: PracticePage;
let chat: Page;
let own: Page;

beforeAll(async () => {
  const manifest = JSON.parse(readFileSync(resolve(EXTENSION, 'manifest.json'), 'utf8'));
  served = await servePracticePage();
  firefox = await launchFirefox({ extension: EXTENSION, extensionId: manifest.browser_specific_settings.gecko.id });
  chat = await firefox.browser.newPage();
  await chat.goto(served.url);
  own = await firefox.openOwnPage('records.html');
});

afterAll(async () => {
  await firefox?.close();
  await served?.stop();
});

const flags = () => own.evaluate(flagsInDatabase);
const markedWords = () => chat.evaluate(wordsUnderlined);

async function turnOffInPopup(): Promise<void> {
  const tab = await own.evaluate(async () => {
    type Tabs = { query(filter: object): Promise<{ id: number; title?: string; url?: string }[]> };
    return (await (globalThis as unknown as { browser: { tabs: Tabs } }).browser.tabs.query({})).map(({ id }) => id);
  });
  // Firefox hides the address of a tab that we may not read, so the tab is told by its order: the chat was opened first after the blank one.
  const page = await firefox.openOwnPage(`popup.html?tab=${tab[1]}`);
  const button = await page.waitForSelector(`::-p-text(${popup.en.turn_off})`, { timeout: 10_000 });
  await button!.click();
  // Without `activeTab` the popup cannot see which page the tab shows any more, so it offers nothing.
  await page.waitForSelector(`::-p-text(${popup.en.turn_off})`, { hidden: true, timeout: 10_000 });
  await page.close();
}

test('a site is turned on, its chat is read at once and kept once', async () => {
  await own.evaluate((origin) => {
    // A tab's address shows only with `activeTab`, which no driver can press for here: the permission is asked for directly, in a click.
    const button = document.createElement('button');
    button.id = 'ask';
    button.textContent = 'ask';
    button.addEventListener('click', () => {
      type Permissions = { request(wanted: object): Promise<boolean> };
      void (globalThis as unknown as { browser: { permissions: Permissions } }).browser.permissions.request({ origins: [`${origin}/*`] });
    });
    document.querySelector('main')!.prepend(button);
  }, new URL(served.url).origin.replace(/:\d+$/, ''));
  await own.bringToFront();
  await own.click('#ask');
  const kept = await eventually(flags, (found) => found.length >= 1);
  expect(kept.length).toBeGreaterThanOrEqual(1);
  expect(kept.every((flag) => flag.message.author.role === 'them' && flag.source.adapter === 'practice')).toBe(true);
  expect(new Set(kept.map((flag) => flag.id)).size).toBe(kept.length);
});

test('words are underlined on the page', async () => {
  await chat.bringToFront();
  expect((await eventually(markedWords, (found) => found.length > 0)).length).toBeGreaterThan(0);
});

test('a reload makes no second flag', async () => {
  const lines = Object.values(practiceScript).flat().filter((line) => line.from === 'collector');
  const before = await eventually(flags, (found) => found.length >= 3);
  expect(before.length).toBeLessThanOrEqual(lines.length);
  await chat.reload();
  await eventually(markedWords, (found) => found.length > 0);
  await new Promise((done) => setTimeout(done, 1_000));
  const texts = (await flags()).map((flag) => flag.message.text);
  expect(new Set(texts).size).toBe(texts.length);
});

test('turned off in the popup: the marks go, nothing more is read', async () => {
  await turnOffInPopup();
  const before = (await flags()).length;
  expect(await eventually(markedWords, (found) => found.length === 0)).toEqual([]);
  await chat.reload();
  await new Promise((done) => setTimeout(done, 5_000));
  expect((await flags()).length).toBe(before);
});
