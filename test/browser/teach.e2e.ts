// The built extension in a real Chromium on the practice page: the reader teaches it, takes that back, and marks what was missed.
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { history } from '../../src/locales/history.ts';
import { labelNames } from '../../src/locales/labels.ts';
import { lessons } from '../../src/locales/lessons.ts';
import { mark } from '../../src/locales/mark.ts';
import { pick } from '../../src/locales/pick.ts';
import { popup } from '../../src/locales/popup.ts';
import { openOwnPage, openPopupFor, storedFlags } from '../../tools/browser/extension-pages.ts';
import type { LaunchedExtension } from '../../tools/browser/launch-chromium.ts';
import { cardText, clickInCard, markedWords, marksOnPage } from '../../tools/browser/marks-on-page.ts';
import { openEnabledChat, pause, type EnabledChat } from './enabled-chat.ts';
import { eventually } from './eventually.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');
const THREAT = '今晚八点前不转账，我把你的裸照发给你妈和你们公司全体同事';
const VEILED = '周五之前方便回个话吗';

let enabled: EnabledChat;
let browser: LaunchedExtension;
let chat: Page;
let own: Page;

const html = `<!doctype html><meta charset="utf-8"><title>Practice</title><style>body{font:16px/1.6 sans-serif;padding:90px 20px}li{list-style:none;margin:0 0 60px;max-width:520px}</style>
<ol data-practice-chat aria-label="Practice"></ol><input id="draft"><script>
let minute = 0;
globalThis.say = (text, from = 'them') => {
  const row = document.createElement('li'); row.setAttribute('data-practice-row', from);
  const name = document.createElement('span'); name.setAttribute('data-practice-name', ''); name.textContent = from;
  const body = document.createElement('p'); body.setAttribute('data-practice-text', ''); body.textContent = text;
  const time = document.createElement('time'); time.dateTime = new Date(1_790_000_000_000 + 60_000 * minute++).toISOString(); time.textContent = '10:' + minute;
  row.append(name, body, time); document.querySelector('ol').append(row);
};
for (const [text, from] of JSON.parse(sessionStorage.said ?? '[]')) say(text, from);
</script>`;

async function say(text: string, from: 'them' | 'me' = 'them'): Promise<void> {
  await chat.evaluate(([words, who]) => {
    const all = JSON.parse(sessionStorage.said ?? '[]') as string[][];
    sessionStorage.said = JSON.stringify([...all, [words, who]]);
    (globalThis as unknown as { say(text: string, from: string): void }).say(words!, who!);
  }, [text, from]);
}
const marks = (count: number) => eventually(() => marksOnPage(chat), (found) => found.length === count);
async function openCard(nth: number): Promise<void> {
  const { x, y } = (await marksOnPage(chat))[nth]!;
  await chat.mouse.move(x - 3, y);
  await chat.mouse.move(x, y);
  await pause();
  await chat.mouse.click(x, y);
  await eventually(() => cardText(chat), (text) => text !== null);
  // Seen for long enough to be pressed.
  await pause(900);
}

beforeAll(async () => {
  enabled = await openEnabledChat(EXTENSION, html, { width: 1000, height: 900 });
  ({ browser, chat, own } = enabled);
});
afterAll(() => enabled?.close());

test('dismissed, and the same wording stays unmarked, also after a reload; undone, it is marked', async () => {
  await say(THREAT);
  expect((await marks(1)).length).toBe(1);
  await openCard(0);
  await clickInCard(chat, new RegExp(mark.en.dismiss));
  await eventually(() => storedFlags(own), ([flag]) => flag?.state === 'dismissed');
  await chat.keyboard.press('Escape');
  // The page hears of the lesson after the history does.
  await pause(1_000);
  await say(THREAT);
  await pause(1_000);
  expect(await marksOnPage(chat)).toEqual([]);
  expect((await storedFlags(own)).length).toBe(1);
  await chat.reload();
  await pause(1_500);
  expect([await marksOnPage(chat), await markedWords(chat)]).toEqual([[], []]);
  expect((await storedFlags(own)).length).toBe(1);

  // Undone on the options page, where the very words stand.
  const options = await openOwnPage(browser.context, browser.extensionId, 'options.html');
  await options.getByText(lessons.en.says_not_harassment).waitFor();
  expect(await options.locator('.lesson blockquote').textContent()).toBe(THREAT);
  await options.getByRole('button', { name: lessons.en.take_back }).click();
  await options.getByText(lessons.en.none).waitFor();
  await options.close();
  await chat.bringToFront();
  // The second message; the first was dismissed itself, and that stands.
  expect((await marks(1)).length).toBe(1);
  expect((await eventually(() => storedFlags(own), (flags) => flags.length === 2)).map(({ state }) => state).sort()).toEqual(['dismissed', 'open']);
});

test('“this is harassment” is remembered and taken back', async () => {
  await openCard(0);
  await clickInCard(chat, new RegExp(mark.en.confirm));
  expect(await eventually(() => cardText(chat), (text) => text?.includes(mark.en.confirmed_said) === true)).toContain(mark.en.confirmed_said);
  await chat.keyboard.press('Escape');
  await chat.reload();
  await marks(1);
  await openCard(0);
  expect(await cardText(chat)).toContain(mark.en.confirmed_said);
  await clickInCard(chat, new RegExp(mark.en.confirm));
  await eventually(() => cardText(chat), (text) => text?.includes(mark.en.confirmed_said) === false);
  await chat.keyboard.press('Escape');
});

test('a message that was missed is chosen by keyboard, kept, and stands in the history', async () => {
  await say(VEILED);
  await say('好的，知道了', 'me');
  await pause(800);
  expect((await storedFlags(own)).length).toBe(2);
  const opened = await openPopupFor(browser.context, browser.extensionId, chat);
  await opened.getByRole('button', { name: popup.en.missed }).click();
  await eventually(async () => opened.isClosed(), (closed) => closed);
  await chat.bringToFront();
  await chat.locator('#draft').evaluate((field: HTMLInputElement) => (field.value = 'draft'));
  await pause();
  // The reader's own message stands last; the arrow goes past it.
  await chat.keyboard.press('ArrowUp');
  await chat.keyboard.press('Enter');
  await pause(300);
  expect(await cardText(chat)).toBeNull();
  await chat.keyboard.press('ArrowUp');
  await chat.keyboard.press('Enter');
  expect(await eventually(() => cardText(chat), (text) => text !== null)).toContain(VEILED);
  await pause(900);
  // Tab goes to the first kind and on; Space chooses.
  await chat.keyboard.press('Tab');
  await chat.keyboard.press('Tab');
  await chat.keyboard.press('Space');
  await chat.keyboard.press('Shift+Tab');
  await chat.keyboard.press('Shift+Tab');
  await chat.keyboard.press('Shift+Tab');
  await chat.keyboard.press('Enter');
  const flags = await eventually(() => storedFlags(own), (found) => found.length === 3);
  expect(flags.find(({ message }) => message.text === VEILED)).toMatchObject({ markedBy: 'reader', verdict: { labels: [{ id: 'visit', score: 1 }], modelVersion: 'reader' } });
  expect(await chat.locator('#draft').inputValue()).toBe('draft');
  expect((await marks(2)).at(-1)!.name).toContain(mark.en.by_reader);
  await own.bringToFront();
  await own.reload();
  const row = own.locator('[data-row]').filter({ hasText: VEILED });
  await row.getByRole('button', { name: history.en.details }).click();
  await own.getByText(history.en.marked_by_you, { exact: true }).waitFor();
  expect(await row.textContent()).toContain(labelNames.en.visit);
});

test('by mouse: the row under the pointer is outlined, Escape ends it, and the page is as it was', async () => {
  const opened = await openPopupFor(browser.context, browser.extensionId, chat);
  await opened.getByRole('button', { name: popup.en.missed }).click();
  await eventually(async () => opened.isClosed(), (closed) => closed);
  await chat.bringToFront();
  const before = await chat.locator('html > span').count();
  expect(before).toBe(1);
  await chat.locator('[data-practice-row]').first().hover();
  await pause(800);
  await chat.locator('[data-practice-text]').first().click();
  // The first was dismissed: it may be marked after all.
  expect(await eventually(() => cardText(chat), (text) => text !== null)).toContain(pick.en.title);
  await chat.keyboard.press('Escape');
  await eventually(() => cardText(chat), (text) => text === null);
  await chat.keyboard.press('Escape');
  expect(await eventually(() => chat.locator('html > span').count(), (count) => count === 0)).toBe(0);
});
