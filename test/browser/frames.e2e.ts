// The built extension in a real Chromium on a page of many frames: those of the page itself are read with it, one of another site only once
// the reader has said so, one that is locked away from every site never; and turned off, nothing is left in any of them.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lessons } from '../../src/locales/lessons.ts';
import { options } from '../../src/locales/options.ts';
import { popup } from '../../src/locales/popup.ts';
import { buttonSaying, enableSite, openOwnPage, openPopupFor, storedFlags } from '../../tools/browser/extension-pages.ts';
import { grantSite } from '../../tools/browser/grant-site.ts';
import { wordsUnderlined } from '../../tools/browser/in-page.ts';
import { launchChromium, type LaunchedExtension } from '../../tools/browser/launch-chromium.ts';
import { eventually } from './eventually.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');
const threat = (to: string) => `今晚八点前不转账，我把你的裸照发给${to}和你们公司全体同事`;
const VEILED = '周五之前方便回个话吗';
/** Whom the threat names, by the frame that holds it. */
const WHOM = { written: '你妈', filled: '你爸', srcdoc: '你姐', widget: '你哥', locked: '你妻子', lockedAway: '你姑姑' } as const;
type Name = keyof typeof WHOM;
const OWN: Name[] = ['written', 'filled', 'srcdoc'];
const LOCKED: Name[] = ['locked', 'lockedAway'];

let server: Server;
let browser: LaunchedExtension;
let page: Page;
let own: Page;
let site: string;
let widget: string;
/** The page's own frames before anything was turned on, and the other site's with its last message, as HTML. */
let before: string[];
let afterSaid: string;

/** The Lounge, as much of it as its adapter asks for. */
const chat = (name: Name) => `<!doctype html><meta charset="utf-8"><title>${name}</title><style>body{font:16px/1.6 sans-serif;padding-top:90px}</style><div id="viewport"><div class="network"></div><div id="chat-container"><div id="chat"><div class="chat-view"><div class="header"><span class="title">${name}</span></div>${row(threat(WHOM[name]))}${row(VEILED)}</div></div></div></div><textarea></textarea>`;
const row = (words: string) => `<div class="msg" data-type="message" data-from="Wang"><span class="time" aria-label="21 September 2026, 12:00:00">12:00</span><span class="content">${words}</span></div>`;
const box = 'width="320" height="300" style="border:0"';

function pageWithFrames(port: string): string {
  const text = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!doctype html><meta charset="utf-8"><title>Shop</title><h1>Shop</h1>
<iframe name="written" ${box}></iframe><iframe name="filled" ${box}></iframe><iframe name="srcdoc" srcdoc="${text(chat('srcdoc'))}" ${box}></iframe>
<iframe name="widget" src="http://127.0.0.1:${port}/widget" ${box}></iframe>
<iframe name="locked" sandbox="allow-scripts" srcdoc="${text(chat('locked'))}" ${box}></iframe><iframe name="lockedAway" sandbox="allow-scripts" src="/lockedAway" ${box}></iframe>
<iframe name="tiny" src="http://tiny.localhost:${port}/empty" width="60" height="60"></iframe><iframe name="unseen" src="http://unseen.localhost:${port}/empty" width="320" height="260" style="visibility:hidden"></iframe>
<script>
const { document: written } = document.querySelector('[name=written]').contentWindow;
written.open(); written.write(${JSON.stringify(chat('written')).replaceAll('</', '<\\/')}); written.close();
document.querySelector('[name=filled]').contentDocument.body.innerHTML = new DOMParser().parseFromString(${JSON.stringify(chat('filled')).replaceAll('</', '<\\/')}, 'text/html').body.innerHTML;
</script>`;
}

const pause = (ms = 500) => new Promise((done) => setTimeout(done, ms));
const frame = (name: Name, of = page): Frame => of.frame({ name })!;
/** Which frames have words underlined. */
async function marked(of = page): Promise<Name[]> {
  const names = Object.keys(WHOM) as Name[];
  const words = await Promise.all(names.map((name) => frame(name, of)?.evaluate(wordsUnderlined) ?? []));
  return names.filter((_name, n) => words[n]!.length > 0);
}
const markedAt = (names: Name[], of = page) => eventually(() => marked(of), (found) => String(found) === String(names));
async function says(name: Name, words: string): Promise<void> {
  afterSaid = await frame(name).evaluate((html) => {
    document.querySelector('.chat-view')!.insertAdjacentHTML('beforeend', html);
    const copy = document.documentElement.cloneNode(true) as Element;
    // A sign of ours may stand there already; once the site is off there is none.
    for (const sign of copy.querySelectorAll('.msg > span:not([class])')) sign.remove();
    return copy.outerHTML;
  }, row(words));
}
const whole = (of: Page, names: Name[]) => Promise.all(names.map((name) => frame(name, of).evaluate(() => document.documentElement.outerHTML)));
const kept = async () => (await storedFlags(own)).map(({ message }) => [message.text, message.site]).toSorted();
const keeps = (names: Name[]) => names.map((name) => [threat(WHOM[name]), name === 'widget' ? widget : site]).toSorted();

beforeAll(async () => {
  server = createServer((request, response) => {
    const name = request.url!.slice(1) as Name;
    response.setHeader('content-type', 'text/html; charset=utf-8').end(name in WHOM ? chat(name) : request.url === '/' ? pageWithFrames(request.headers.host!.split(':')[1]!) : '');
  });
  // `localhost` and `127.0.0.1` are two sites to a browser.
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  [site, widget] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  browser = await launchChromium({ extension: EXTENSION, locale: 'en', viewport: { width: 1100, height: 900 } });
  own = await openOwnPage(browser.context, browser.extensionId, 'records.html');
  page = await browser.context.newPage();
  await page.goto(`${site}/`);
  // A frame gets its name a moment after it is there.
  await eventually(async () => (Object.keys(WHOM) as Name[]).every((name) => page.frame({ name }) !== null), Boolean);
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

test('turned on, the page’s own frames are read with it; the other site’s is not, nor one that is locked away', async () => {
  const locked = await whole(page, LOCKED);
  before = await whole(page, OWN);
  expect(await marked()).toEqual([]);
  await enableSite(browser.context, browser.extensionId, page);
  expect(await markedAt(OWN)).toEqual(OWN);
  await pause(1_000);
  expect(await marked()).toEqual(OWN);
  expect(await kept()).toEqual(keeps(OWN));
  expect(await whole(page, LOCKED)).toEqual(locked);
});

test('the popup names the other site, and reads there at once when the reader says so', async () => {
  await grantSite(browser.context, browser.extensionId, 'http://127.0.0.1/*');
  const opened = await openPopupFor(browser.context, browser.extensionId, page);
  await opened.getByText(popup.en.part_off_more.replace('{site}', '127.0.0.1')).waitFor();
  // One alone: what is too small for a chat, or cannot be seen, is not offered.
  expect(await opened.getByRole('button', { name: popup.en.part_turn_on }).count()).toBe(1);
  expect(await opened.textContent('main')).not.toMatch(/tiny|unseen/);
  await opened.getByRole('button', { name: popup.en.part_turn_on }).click();
  await opened.getByText(popup.en.part_on.replace('{site}', '127.0.0.1')).waitFor();
  await opened.close();
  await page.bringToFront();
  expect(await markedAt([...OWN, 'widget'])).toEqual([...OWN, 'widget']);
  expect(await eventually(kept, (flags) => flags.length === 4)).toEqual(keeps([...OWN, 'widget']));
});

test('after a reload it is all read again, and nothing is kept twice', async () => {
  await page.reload();
  expect(await markedAt([...OWN, 'widget'])).toEqual([...OWN, 'widget']);
  await pause(1_000);
  expect(await kept()).toEqual(keeps([...OWN, 'widget']));
});

test('a missed message chosen in one frame, choosing has ended in the others', async () => {
  const hosts = () => Promise.all([...OWN, 'widget' as const].map((name) => frame(name).locator('html > span').count()));
  const none = await hosts();
  await frame('widget').locator('textarea').focus();
  const opened = await openPopupFor(browser.context, browser.extensionId, page);
  await opened.getByRole('button', { name: popup.en.missed }).click();
  await eventually(async () => opened.isClosed(), (closed) => closed);
  await page.bringToFront();
  expect(await eventually(hosts, (counts) => counts.every((count, n) => count > none[n]!))).toEqual(none.map((count) => count + 1));
  await pause(1_000);
  await frame('written').locator('.content').nth(1).click();
  // Its line and the question what it is; of the others nothing, and none of them takes the keys away.
  expect(await eventually(hosts, ([first, ...others]) => first === none[0]! + 2 && String(others) === String(none.slice(1)))).toEqual([none[0]! + 2, ...none.slice(1)]);
  await pause();
  expect(await frame('widget').evaluate(() => document.hasFocus())).toBe(false);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  expect(await eventually(hosts, (counts) => String(counts) === String(none))).toEqual(none);
  expect(await frame('widget').locator('textarea').inputValue()).toBe('');
});

test('what is said in the history reaches the frame of the other site', async () => {
  await own.bringToFront();
  await own.reload();
  await own.locator('[data-row]').filter({ hasText: threat(WHOM.widget) }).locator('[data-act=dismiss]').click();
  // The same wording is left alone everywhere, until that is taken back; what was dismissed itself stays so.
  await page.bringToFront();
  expect(await markedAt([])).toEqual([]);
  const opened = await openOwnPage(browser.context, browser.extensionId, 'options.html');
  await opened.getByRole('button', { name: lessons.en.take_back }).click();
  await opened.getByText(lessons.en.none).waitFor();
  await opened.close();
  await page.bringToFront();
  expect(await markedAt(OWN)).toEqual(OWN);
  await pause(1_000);
  expect(await marked()).toEqual(OWN);
});

test('the page turned off, its own frames are as they were; the other site’s is still read, and the popup says so', async () => {
  const opened = await openPopupFor(browser.context, browser.extensionId, page);
  await buttonSaying(opened, 'turn_off').click();
  await buttonSaying(opened, 'turn_on').waitFor();
  await opened.getByText(popup.en.part_on.replace('{site}', '127.0.0.1')).waitFor();
  await opened.close();
  await page.bringToFront();
  expect(await markedAt([])).toEqual([]);
  expect(await whole(page, OWN)).toEqual(before);
  await says('widget', threat('你外婆'));
  expect(await markedAt(['widget'])).toEqual(['widget']);
  expect(await eventually(kept, (flags) => flags.length === 5)).toContainEqual([threat('你外婆'), widget]);
});

test('in a page that is off a frame of a site that is on is read from its loading on, and kept as its own', async () => {
  await page.reload();
  await eventually(async () => frame('widget')?.title(), (title) => title === 'widget');
  await says('widget', threat('你外公'));
  expect(await markedAt(['widget'])).toEqual(['widget']);
  expect(await eventually(kept, (flags) => flags.length === 6)).toContainEqual([threat('你外公'), widget]);
});

test('options list the other site as any; turned off there, nothing is left', async () => {
  const listed = await openOwnPage(browser.context, browser.extensionId, 'options.html');
  await listed.locator('.site-list li').filter({ hasText: '127.0.0.1' }).getByRole('button').click();
  await listed.getByText(options.en.site_off.replace('{site}', '127.0.0.1')).waitFor();
  await listed.close();
  await page.bringToFront();
  expect(await markedAt([])).toEqual([]);
  expect(await whole(page, ['widget'])).toEqual([afterSaid]);
  await says('widget', threat('你叔叔'));
  await pause(1_500);
  expect([await marked(), (await kept()).length]).toEqual([[], 6]);
});
