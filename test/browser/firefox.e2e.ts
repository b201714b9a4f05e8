// The Firefox build in a real Firefox: turn a site on, read, keep, archive with a photograph, turn off.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capture } from '../../src/locales/capture.ts';
import { popup } from '../../src/locales/popup.ts';
import { practiceScript } from '../../src/ui/welcome/practice-script.ts';
import { archivedInDatabase, flagsInDatabase, pixelsOfColour, wordsUnderlined } from '../../tools/browser/in-page.ts';
import { launchFirefox, type LaunchedFirefox } from '../../tools/browser/launch-firefox.ts';
import { servePracticePage, type PracticePage } from '../../tools/practice-page.ts';
import { eventually } from './eventually.ts';
import { archivePage, DOT, NEAR, SCREEN } from './pages/archive-page.ts';

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

/** @param nth which of the open tabs, in their order */
async function openPopupFor(nth: number): Promise<Page> {
  const tabs = await own.evaluate(async () => {
    type Tabs = { query(filter: object): Promise<{ id: number; title?: string; url?: string }[]> };
    return (await (globalThis as unknown as { browser: { tabs: Tabs } }).browser.tabs.query({})).map(({ id }) => id);
  });
  // Firefox hides the address of a tab that we may not read, so the tab is told by its order.
  return firefox.openOwnPage(`popup.html?tab=${tabs.at(nth)}`);
}
async function turnOffInPopup(): Promise<void> {
  // The chat was opened first after the blank one.
  const page = await openPopupFor(1);
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

test('a chat that gives no hint is read once its messages were pointed at, and kept by a key', async () => {
  const threat = '今晚八点前不转账，我把你的裸照发给你妈和你们公司全体同事';
  const html = `<!doctype html><meta charset="utf-8"><style>.z9{text-align:right}</style><main></main><script>
globalThis.line = (who, text) => { const row = document.createElement('div'), name = document.createElement('b'), said = document.createElement('p'); row.className = who === 'me' ? 'k3 z9' : 'k3';
  name.textContent = who; said.textContent = text; row.append(name, said); document.querySelector('main').append(row); };
for (const [who, text] of [['Anna', '你好'], ['me', '在的'], ['Anna', '有空吗'], ['me', '下午有空'], ['Anna', '好的']]) line(who, text);
</script>`;
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const page = await firefox.browser.newPage();
  const pause = () => new Promise((done) => setTimeout(done, 600));
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const opened = await openPopupFor(-1);
    await (await opened.waitForSelector(`::-p-text(${popup.en.teach})`, { timeout: 10_000 }))!.click();
    await pause();
    if (!opened.isClosed()) await opened.close();
    await page.bringToFront();
    // Our controls take no press sooner than they can be seen.
    await pause();
    const [, , theirs, mine] = await page.$$('p');
    for (const step of [() => mine!.click(), () => theirs!.click(), () => page.keyboard.press('Tab'), () => page.keyboard.press('Enter')]) await step().then(pause);
    await page.evaluate((text) => ['me', 'Anna'].forEach((who) => (globalThis as unknown as { line(who: string, text: string): void }).line(who, text)), threat);
    const taught = async () => (await flags()).filter(({ source }) => source.trust === 'taught').map(({ message }) => [message.author.name, message.text]);
    await eventually(taught, (found) => found.length > 0);
    await pause();
    expect(await taught()).toEqual([['Anna', threat]]);
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
});

const archived = () => own.evaluate(archivedInDatabase);
const coloured = (picture: string, colour: [number, number, number]) => own.evaluate(pixelsOfColour, picture, colour);

test('the shortcut and the menu archive with a photograph, and with the images that the page shows', async () => {
  const server = createServer((request, response) => {
    if (request.url!.endsWith('.png')) response.setHeader('content-type', 'image/png').end(Buffer.from(DOT, 'base64'));
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(archivePage(request.headers.host!.split(':')[1]!));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const page = await firefox.browser.newPage();
  const bringInView = (words: string) => page.evaluate((text) => {
    const row = [...document.querySelectorAll('.msg')].find(({ textContent }) => textContent!.includes(text))!;
    row.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, bottom } = row.getBoundingClientRect();
    return { x: left + 60, y: bottom - 25 };
  }, words);
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.bringToFront();
    await eventually(async () => (await flags()).map(({ message }) => message.text), (texts) => [NEAR, SCREEN].every((words) => texts.some((text) => text.includes(words))));
    await bringInView(NEAR);
    await firefox.inBrowserWindow('document.querySelector(\'keyset[id*="witnessmark"] key\').doCommand()');
    const [first] = await eventually(archived, ({ length }) => length > 0);
    expect(first!.facts).toMatchObject({ captureMethod: 'screen', trigger: 'shortcut', picture: { covers: 'message_and_context', pieces: 1 }, context: { before: { length: 5 }, after: { length: 5 } } });
    expect(first!.facts.message.text).toContain(NEAR);
    expect(first!.facts.fragment!.images.map(({ from }) => from)).toEqual(['original', 'redrawn', 'redrawn']);
    expect(first!.html).toContain(`<b>今晚</b>${NEAR}`);
    const { screen, picture } = { screen: first!.facts.software.screen!, picture: first!.facts.picture! };
    const dots = await coloured(first!.picture, [130, 255, 130]);
    expect(dots).toEqual({ width: picture.width, height: picture.height, count: 3 * 400 * picture.pixelRatio ** 2 });
    expect(picture.width / picture.pixelRatio).toBeGreaterThan(screen.viewportWidth - 40);
    // Our underline is not on it.
    expect((await coloured(first!.picture, [192, 74, 11])).count).toBe(0);

    const { x, y } = await bringInView(SCREEN);
    await page.mouse.click(x, y, { button: 'right' });
    const item = 'document.querySelector("#contentAreaContextMenu menuitem[id*=witnessmark]")';
    expect(await eventually(() => firefox.inBrowserWindow(`${item}?.label`), Boolean)).toBe(capture.en.menu_archive);
    await firefox.inBrowserWindow(`document.querySelector("#contentAreaContextMenu").activateItem(${item})`);
    const [, second] = await eventually(archived, ({ length }) => length > 1);
    expect([second?.facts.captureMethod, second?.facts.trigger, second?.facts.message.text]).toEqual(['screen', 'menu', expect.stringContaining(SCREEN)]);
    expect((await coloured(second!.picture, [0, 160, 80])).count).toBe(4_000 * second!.facts.picture!.pixelRatio ** 2);
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}, 60_000);

test('turned off in the popup: the marks go, nothing more is read', async () => {
  await turnOffInPopup();
  const before = (await flags()).length;
  expect(await eventually(markedWords, (found) => found.length === 0)).toEqual([]);
  await chat.reload();
  await new Promise((done) => setTimeout(done, 5_000));
  expect((await flags()).length).toBe(before);
});
