// The built extension in a real Chromium: what an archived message brings along from its page. A card's button alone brings a drawn picture; the
// toolbar, the menu and the shortcut bring a photograph, of a high message in pieces; and the page is afterwards what it was.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mark } from '../../src/locales/mark.ts';
import type { ArchiveHere } from '../../src/wire/protocol.ts';
import { enableSite, openOwnPage, storedFlags } from '../../tools/browser/extension-pages.ts';
import { archivedInDatabase, type ArchivedInDatabase } from '../../tools/browser/in-page.ts';
import { launchChromium, type LaunchedExtension } from '../../tools/browser/launch-chromium.ts';
import { cardText, clickInCard, marksOnPage } from '../../tools/browser/marks-on-page.ts';
import { archivePage, DOT, framedPage, HIGH, NEAR, PLAIN, SCREEN } from './pages/archive-page.ts';
import { eventually } from './eventually.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');
/** Where pictures are put to be looked at; nowhere when not asked for. */
const LOOK_AT = process.env.ARCHIVE_PICTURES;

let server: Server;
let browser: LaunchedExtension;
let own: Page;
/** A tab in which the toolbar button was pressed, and one in which it never was. */
let allowed: Page;
let plain: Page;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url!.endsWith('.png')) response.setHeader('content-type', 'image/png').end(Buffer.from(DOT, 'base64'));
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(request.url === '/framed' ? framedPage() : archivePage(request.headers.host!.split(':')[1]!));
  });
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  browser = await launchChromium({ extension: EXTENSION, locale: 'en', viewport: { width: 900, height: 640 } });
  own = await openOwnPage(browser.context, browser.extensionId, 'records.html');
  allowed = await browser.context.newPage();
  await allowed.goto(`http://localhost:${port}/allowed`);
  await enableSite(browser.context, browser.extensionId, allowed);
  plain = await browser.context.newPage();
  await plain.goto(`http://localhost:${port}/plain`);
  await eventually(() => marksOnPage(plain), (found) => found.length > 0);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** What was archived of the message that holds these words. */
async function archivedOf(words: string): Promise<ArchivedInDatabase | undefined> {
  const found = (await own.evaluate(archivedInDatabase)).find(({ facts }) => facts.message.text.includes(words));
  if (LOOK_AT && found?.picture) {
    mkdirSync(LOOK_AT, { recursive: true });
    writeFileSync(join(LOOK_AT, `${found.facts.trigger}-${found.facts.captureMethod}.png`), Buffer.from(found.picture, 'base64'));
    writeFileSync(join(LOOK_AT, `${found.facts.trigger}.html`), found.html);
  }
  return found;
}

const whenArchived = (words: string) => eventually(() => archivedOf(words), (found) => found !== undefined, 20_000) as Promise<ArchivedInDatabase>;

/** The page as it would be without us, and where all stands in it. Our own elements on it have no name and nothing in them. */
const asItIs = (page: Page) => page.evaluate(() => {
  const copy = document.documentElement.cloneNode(true) as Element;
  for (const one of copy.querySelectorAll('span[popover]')) one.remove();
  return {
    html: copy.outerHTML,
    scrolled: [...document.querySelectorAll('*')].filter((one) => one.scrollTop !== 0 || one.scrollLeft !== 0).map((one) => [one.className, one.scrollTop, one.scrollLeft]),
    focus: document.activeElement?.id ?? '',
    selection: String(getSelection()),
    changes: (globalThis as unknown as { changes: string[] }).changes.splice(0),
  };
});

type AsItIs = Awaited<ReturnType<typeof asItIs>>;

/** What is another than before, and what the page saw change; of the page's whole HTML only that it is another. */
function sameAs(before: AsItIs, after: AsItIs, but: (keyof AsItIs)[] = []): string[] {
  const others = (['html', 'scrolled', 'focus', 'selection'] as const).filter((name) => !but.includes(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return [...others.map((name) => (name === 'html' ? name : `${name}: ${JSON.stringify(before[name])} → ${JSON.stringify(after[name])}`)), ...after.changes];
}

/** How many pixels of the picture are nearly of this colour, by where they are: in its upper and its lower half. */
const coloured = (base64: string, colour: [number, number, number]) => own.evaluate(async ([data, [r, g, b]]) => {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (char) => char.charCodeAt(0))], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data: pixels } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const found = { width: bitmap.width, height: bitmap.height, first: -1, last: -1, pixels: 0 };
  for (let i = 0; i < pixels.length; i += 4) {
    if (Math.abs(pixels[i]! - r) + Math.abs(pixels[i + 1]! - g) + Math.abs(pixels[i + 2]! - b) > 30) continue;
    const y = Math.floor(i / 4 / bitmap.width);
    if (found.first < 0) found.first = y;
    found.last = y;
    found.pixels++;
  }
  return found;
}, [base64, colour] as const);

/** What a browser's menu or shortcut starts, where no hand can reach them. */
async function gesture(kind: 'menu' | 'shortcut', page: Page): Promise<void> {
  const url = page.url();
  await browser.worker.evaluate(async ([which, address]) => {
    type Event = { dispatch(...args: unknown[]): void };
    type Chrome = { tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> }; contextMenus: { onClicked: Event }; commands: { onCommand: Event } };
    const { chrome } = globalThis as unknown as { chrome: Chrome };
    const tab = (await chrome.tabs.query({})).find((one) => one.url === address);
    if (which === 'menu') chrome.contextMenus.onClicked.dispatch({ menuItemId: 'archive-message', frameId: 0, editable: false, pageUrl: address }, tab);
    else chrome.commands.onCommand.dispatch('archive-message', tab);
  }, [kind, url] as const);
}

async function bringInView(page: Page, words: string, frame: Frame = page.mainFrame()): Promise<void> {
  await page.bringToFront();
  await frame.evaluate((text) => [...document.querySelectorAll('.msg')].find((row) => row.textContent!.includes(text))!.scrollIntoView({ block: 'center', behavior: 'instant' }), words);
  await new Promise((done) => setTimeout(done, 400));
}

test('a card’s button without any gesture: archived with the words, their context and a drawn picture', async () => {
  await bringInView(plain, NEAR);
  await plain.evaluate(() => (document.querySelector('#draft') as HTMLElement).focus({ preventScroll: true }));
  const { x, y } = (await eventually(() => marksOnPage(plain), (found) => found.some((one) => one.y > 120 && one.y < 560))).find((one) => one.y > 120 && one.y < 560)!;
  const before = await asItIs(plain);
  await new Promise((done) => setTimeout(done, 400));
  await plain.mouse.click(x, y);
  await eventually(() => cardText(plain), (text) => text !== null);
  await new Promise((done) => setTimeout(done, 700));
  await clickInCard(plain, /Archive/);
  const { facts, html, picture } = await whenArchived(NEAR);
  expect([facts.captureMethod, facts.trigger, facts.picture?.method]).toEqual(['rendered', 'card', 'rendered']);
  expect(facts.notCaptured.find(({ what }) => what === 'true_picture')?.why).toBe('needs_a_gesture');
  expect(picture.length).toBeGreaterThan(1_000);
  expect(facts.context.before.map(({ text }) => text)).toEqual(['第 7 条，平常的话', '第 8 条，平常的话', '第 9 条，平常的话', '第 10 条，平常的话', '第 11 条，平常的话']);
  expect(facts.context.after.length).toBe(5);
  expect(facts.ownAccount?.name).toBe('alice');
  // The image of the page's own site and the one inlined in it; of the other site's only that it is there.
  expect(facts.fragment?.images.map(({ from }) => from).sort()).toEqual(['original', 'redrawn']);
  expect(facts.notCaptured.find(({ what }) => what === 'images')).toMatchObject({ why: 'protected_by_the_page', count: 1 });
  expect(html).toContain('<b>今晚</b>');
  expect(html).not.toMatch(/不可见|<input|<button|<script|onclick/);
  expect(await eventually(() => cardText(plain), (text) => text?.includes(mark.en.picture_rendered) ?? false)).toContain(mark.en.picture_rendered);
  await plain.keyboard.press('Escape');
  await eventually(() => cardText(plain), (text) => text === null);
  expect(sameAs(before, await asItIs(plain), ['focus'])).toEqual([]);
});

test('the toolbar: what is in view is archived with a photograph, and none of ours is on it', async () => {
  await bringInView(allowed, SCREEN);
  await eventually(() => marksOnPage(allowed), (found) => found.some((one) => one.y > 120 && one.y < 560));
  await allowed.evaluate(() => {
    (document.querySelector('#draft') as HTMLInputElement).focus({ preventScroll: true });
    (document.querySelector('#draft') as HTMLInputElement).setSelectionRange(1, 3);
  });
  const before = await asItIs(allowed);
  const answer = await own.evaluate(async (address) => {
    type Chrome = { tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> }; runtime: { sendMessage(message: unknown): Promise<{ res: ArchiveHere }> } };
    const { chrome } = globalThis as unknown as { chrome: Chrome };
    const tab = (await chrome.tabs.query({})).find((one) => one.url === address)!;
    return chrome.runtime.sendMessage({ id: 1, type: 'archiveInTab', data: { tabId: tab.id }, timestamp: Date.now() });
  }, allowed.url());
  expect(answer.res).toMatchObject({ outcome: 'archived', count: 1, screen: true });
  const { facts, picture } = await whenArchived(SCREEN);
  expect([facts.captureMethod, facts.trigger, facts.picture?.covers]).toEqual(['screen', 'toolbar', 'message_and_context']);
  const green = await coloured(picture, [0, 160, 80]);
  expect(green.pixels).toBeGreaterThan(1_000);
  // The words are underlined in this colour on the page, and not in the photograph.
  expect((await coloured(picture, [192, 74, 11])).pixels).toBe(0);
  // The bar over the list, in this colour, is no part of the list.
  expect((await coloured(picture, [40, 40, 120])).pixels).toBe(0);
  expect(sameAs(before, await asItIs(allowed))).toEqual([]);
  if (LOOK_AT) await allowed.screenshot({ path: join(LOOK_AT, 'page-after-toolbar.png') });
});

test('a message higher than the window, by the menu: put together of pieces, and the page put back', async () => {
  await bringInView(allowed, HIGH);
  const { height, ratio } = await allowed.evaluate((text) => ({
    height: [...document.querySelectorAll('.msg')].find((row) => row.textContent!.includes(text))!.getBoundingClientRect().height, ratio: devicePixelRatio,
  }), HIGH);
  // The press itself takes the focus from the field, and marks a word.
  await allowed.mouse.click(300, 300, { button: 'right' });
  const before = await asItIs(allowed);
  await gesture('menu', allowed);
  const { facts, picture } = await whenArchived(HIGH);
  expect([facts.captureMethod, facts.trigger, facts.picture?.covers]).toEqual(['screen', 'menu', 'message']);
  expect(facts.notCaptured.some(({ what }) => what === 'whole_picture')).toBe(false);
  expect(facts.picture!.pieces).toBeGreaterThanOrEqual(3);
  const red = await coloured(picture, [220, 20, 20]);
  const blue = await coloured(picture, [20, 20, 220]);
  expect(red.height).toBeGreaterThanOrEqual(Math.floor(height * ratio) - 1);
  expect(red.height).toBeLessThanOrEqual(Math.ceil(height * ratio) + 2);
  // Each bar is 20 high, at either end (the first below the line of the name), and there once.
  expect(red.first).toBeLessThan(40 * ratio);
  expect(red.height - blue.last).toBeLessThan(8 * ratio);
  expect(red.last - red.first).toBeLessThan(21 * ratio);
  expect(blue.last - blue.first).toBeLessThan(21 * ratio);
  // The day line that sticks to the top of the list and the page's own bar are on none of the pieces.
  expect((await coloured(picture, [40, 40, 120])).pixels + (await coloured(picture, [240, 200, 40])).pixels).toBe(0);
  expect(sameAs(before, await asItIs(allowed))).toEqual([]);
});

test('the menu on a message that is not marked asks what it is, and archives it then', async () => {
  await bringInView(allowed, PLAIN);
  const place = await allowed.evaluate((text) => {
    const { left, top } = [...document.querySelectorAll('.content')].find((row) => row.textContent!.includes(text))!.getBoundingClientRect();
    return { x: left + 20, y: top + 8 };
  }, PLAIN);
  await allowed.mouse.click(place.x, place.y, { button: 'right' });
  await gesture('menu', allowed);
  expect(await eventually(() => cardText(allowed), (text) => text !== null)).toContain(PLAIN);
  if (LOOK_AT) await allowed.screenshot({ path: join(LOOK_AT, 'asked.png') });
  await new Promise((done) => setTimeout(done, 700));
  await clickInCard(allowed, /visit|Threat|threat/i);
  await new Promise((done) => setTimeout(done, 400));
  await clickInCard(allowed, /Keep|Mark/);
  const { facts } = await whenArchived(PLAIN);
  expect([facts.captureMethod, facts.trigger]).toEqual(['screen', 'menu']);
  if (LOOK_AT) await allowed.screenshot({ path: join(LOOK_AT, 'said.png') });
});

test('the shortcut on what is archived adds nothing', async () => {
  await bringInView(allowed, SCREEN);
  await allowed.mouse.move(300, 20);
  const before = (await storedFlags(own)).filter(({ state }) => state === 'archived').length;
  await gesture('shortcut', allowed);
  await new Promise((done) => setTimeout(done, 1_500));
  if (LOOK_AT) await allowed.screenshot({ path: join(LOOK_AT, 'archived-before.png') });
  expect((await storedFlags(own)).filter(({ state }) => state === 'archived').length).toBe(before);
});

test('a chat in a frame of the same site is photographed where it stands', async () => {
  const { origin } = new URL(allowed.url());
  // The right to photograph stays with the tab while it stays on its site.
  await allowed.goto(`${origin}/framed`);
  const frame = allowed.frames().find((one) => one.url().endsWith('/chat'))!;
  // Of this site SCREEN was archived; the same words in a chat of another page are the same message.
  await frame.evaluate((text) => {
    const row = [...document.querySelectorAll('.msg')].find((one) => one.textContent!.includes(text))!;
    row.querySelector('.content')!.append('，等着');
  }, SCREEN);
  await bringInView(allowed, SCREEN, frame);
  await eventually(() => storedFlags(own), (flags) => flags.some(({ message }) => message.text.includes('，等着')));
  await new Promise((done) => setTimeout(done, 300));
  await gesture('shortcut', allowed);
  const { facts, picture } = await whenArchived(`${SCREEN}，等着`);
  expect([facts.captureMethod, facts.picture?.covers]).toEqual(['screen', 'message_and_context']);
  expect((await coloured(picture, [0, 160, 80])).pixels).toBeGreaterThan(1_000);
  // Neither the frame's edge nor what stands over it.
  expect((await coloured(picture, [200, 0, 200])).pixels + (await coloured(picture, [40, 40, 120])).pixels).toBe(0);
});
