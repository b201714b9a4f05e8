// The built extension in a real Chromium against chat programs that others wrote: from turning a site on to a checked export.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { common } from '../../src/locales/common.ts';
import { history } from '../../src/locales/history.ts';
import type { ChatPage } from '../../tools/browser/chat-page.ts';
import { disableSite, enableSite, openOwnPage, storedFlags } from '../../tools/browser/extension-pages.ts';
import { launchChromium, type LaunchedExtension } from '../../tools/browser/launch-chromium.ts';
import { cardText, clickInCard, markedWords, marksOnPage } from '../../tools/browser/marks-on-page.ts';
import { openConverse } from '../../tools/browser/open-converse.ts';
import { openLounge } from '../../tools/browser/open-lounge.ts';
import { stopWorker } from '../../tools/browser/restart-worker.ts';
import type { Person } from '../../tools/chats/people.ts';
import { ALICE_LINES, COLLECTOR_LINES, FRIEND_LINES } from '../../tools/chats/script.ts';
import { startChats, type Chats } from '../../tools/chats/start-chats.ts';
import { eventually } from './eventually.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');

let chats: Chats;
let browser: LaunchedExtension;
let own: Page;

beforeAll(async () => {
  [chats, browser] = await Promise.all([
    startChats(['lounge', 'converse']) as Promise<Chats>,
    launchChromium({ extension: EXTENSION, locale: 'en', viewport: { width: 1280, height: 800 } }),
  ]);
  own = await openOwnPage(browser.context, browser.extensionId, 'records.html');
});

afterAll(async () => {
  await browser?.close();
  await chats?.stop();
});

const texts = async () => (await storedFlags(own)).map((flag) => flag.message.text).sort();

/** What was stored of one chat program's site, as far as this test said it there. */
async function storedOf(said: readonly string[]): Promise<string[]> {
  return (await texts()).filter((text) => said.includes(text));
}

interface Program {
  name: string;
  open(): Promise<ChatPage>;
  person(name: string): Promise<Person>;
  friendName: string;
  /** Makes a line of the script this program's own, so that the two chats can be told apart. */
  tag: string;
}

const programs: Program[] = [
  { name: 'The Lounge', tag: '', friendName: 'mei', open: () => openLounge(browser.context, chats.lounge), person: (name) => chats.lounge.person(name) },
  { name: 'Converse.js', tag: '。', friendName: 'ahui', open: () => openConverse(browser.context, chats.converse), person: (name) => chats.converse.person(name) },
];

describe.each(programs)('$name', ({ open, person, friendName, tag }) => {
  const mark = (text: string) => text + tag;
  const collectorLines = COLLECTOR_LINES.map((line) => mark(line.text));
  const earlier = collectorLines.slice(0, 4);
  const later = collectorLines.slice(4);
  const friendLines = FRIEND_LINES.map((line) => mark(line.text));
  let chat: ChatPage;
  let collector: Person;
  let friend: Person;

  beforeAll(async () => {
    chat = await open();
    collector = await person('bob');
    friend = await person(friendName);
    for (const text of earlier) await collector.say(text);
    await friend.say(friendLines[0]!);
    await (await chat.row(friendLines[0]!)).waitFor();
  });

  test('nothing is read before the reader turns the site on', async () => {
    await new Promise((done) => setTimeout(done, 500));
    // The second program stands on the same host as the first, whose site was turned off again at its end.
    expect(await storedOf(collectorLines)).toEqual([]);
    expect(await markedWords(chat.page)).toEqual([]);
  });

  test('earlier lines are marked on opening, at once and without a reload', async () => {
    await enableSite(browser.context, browser.extensionId, chat.page);
    expect(await eventually(() => storedOf(collectorLines), (found) => found.length >= earlier.length)).toEqual([...earlier].sort());
    const marks = await eventually(() => marksOnPage(chat.page), (found) => found.length >= 1);
    expect(marks.length).toBeGreaterThanOrEqual(1);
    expect((await markedWords(chat.page)).length).toBeGreaterThan(0);
  });

  test('lines that arrive are marked; the friend’s and the reader’s own are not', async () => {
    for (const text of later) await collector.say(text);
    for (const text of friendLines.slice(1)) await friend.say(text);
    for (const { text } of ALICE_LINES) await chat.sayAsAlice(text);
    const wanted = [...collectorLines].sort();
    expect(await eventually(() => storedOf([...collectorLines, ...friendLines, ...ALICE_LINES.map(({ text }) => text)]), (found) => found.length >= wanted.length)).toEqual(wanted);
  });

  test('another conversation, back again and a reload make no second flag', async () => {
    const before = (await storedFlags(own)).length;
    await collector.tell('在吗？');
    await chat.openDirect('bob');
    await chat.row('在吗？');
    await chat.openRoom();
    await chat.row(collectorLines.at(-1)!);
    await chat.reload();
    await chat.row(collectorLines.at(-1)!);
    await eventually(() => marksOnPage(chat.page), (found) => found.length > 0);
    await new Promise((done) => setTimeout(done, 1_500));
    expect((await storedFlags(own)).length).toBe(before);
  });

  test('a direct message is read too, also after the worker slept', async () => {
    await stopWorker(browser.context, browser.extensionId);
    const direct = mark('不还钱我明天就去你单位拉横幅，让全公司都知道你是骗子。');
    await collector.tell(direct);
    await chat.openDirect('bob');
    expect(await eventually(() => storedOf([direct]), (found) => found.length > 0)).toEqual([direct]);
    await chat.openRoom();
  });

  test('a page that throws fake clicks archives nothing and dismisses nothing', async () => {
    await eventually(() => marksOnPage(chat.page), (found) => found.length > 0);
    const clicked = await chat.page.evaluate(() => {
      // All that stands in a message, and whatever was put beside the page: not the program's own buttons.
      const targets = [...document.querySelectorAll<HTMLElement>('.msg .content, .msg .content *, .chat-msg__text, .chat-msg__text *, html > :not(head, body), body > span, body > div:empty')];
      for (let round = 0; round < 3; round++) {
        for (const element of targets) {
          element.click();
          for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick']) element.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true }));
          for (const key of ['Enter', ' ']) element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
        }
      }
      return targets.length;
    });
    expect(clicked).toBeGreaterThan(10);
    expect(await cardText(chat.page)).toBeNull();
    await new Promise((done) => setTimeout(done, 500));
    expect((await storedFlags(own)).filter((flag) => flag.state !== 'open' && flag.message.site === new URL(chat.page.url()).origin)).toEqual([]);
    // The fake clicks also opened the program's own menus.
    await chat.reload();
    await chat.row(collectorLines.at(-1)!);
  });

  test('the page cannot find the extension', async () => {
    const seen = await chat.page.evaluate(async (id) => {
      const heard: string[] = [];
      addEventListener('message', (event) => heard.push(JSON.stringify(event.data) ?? ''));
      for (const path of ['reader.js', 'records.html', 'icons/128.png', 'manifest.json']) {
        await new Promise<void>((done) => {
          const image = new Image();
          image.addEventListener('load', () => { heard.push(`loaded ${path}`); done(); });
          image.addEventListener('error', () => done());
          image.src = `chrome-extension://${id}/${path}`;
        });
      }
      const globals = Object.getOwnPropertyNames(window).join();
      const html = new XMLSerializer().serializeToString(document);
      const sheets = [...document.styleSheets, ...document.adoptedStyleSheets].map((sheet) => `${sheet.href} ${[...sheet.cssRules].map((rule) => rule.cssText).join('')}`).join();
      const entries = performance.getEntries().map((entry) => entry.name).filter((name) => !name.includes('/reader.js') && !name.includes('/icons/') && !name.includes('records.html') && !name.includes('manifest.json')).join();
      return { heard, text: globals + html + sheets + entries };
    }, browser.extensionId);
    expect(seen.heard.filter((words) => words.includes(browser.extensionId) || words.startsWith('loaded'))).toEqual([]);
    expect(seen.text.includes(browser.extensionId)).toBe(false);
    expect(seen.text).not.toMatch(/witnessmark|留证|留證/i);
  });

  test('the card opens by mouse and by keyboard, and archives', async () => {
    await (await chat.row(collectorLines.at(-1)!)).scrollIntoViewIfNeeded();
    await new Promise((done) => setTimeout(done, 500));
    const inView = async () => {
      // The program scrolls by itself while lines come in; on a busy machine they still do.
      await (await chat.row(collectorLines.at(-1)!)).scrollIntoViewIfNeeded();
      return (await marksOnPage(chat.page)).filter(({ x, y }) => x > 0 && y > 80 && y < 700);
    };
    const visible = await eventually(inView, (found) => found.length > 0, 20_000);
    expect(visible.length).toBeGreaterThan(0);
    const { x, y } = visible.at(-1)!;
    await new Promise((done) => setTimeout(done, 500));
    await chat.page.mouse.click(x, y);
    expect(await eventually(() => cardText(chat.page), (text) => text !== null)).toMatch(/may/i);
    await chat.page.keyboard.press('Escape');
    expect(await eventually(() => cardText(chat.page), (text) => text === null)).toBeNull();
    // Focus went back to the sign: Enter opens the card again.
    await new Promise((done) => setTimeout(done, 500));
    await chat.page.keyboard.press('Enter');
    await eventually(() => cardText(chat.page), (text) => text !== null);
    await new Promise((done) => setTimeout(done, 500));
    await clickInCard(chat.page, /Archive/);
    expect((await eventually(async () => (await storedFlags(own)).filter((flag) => flag.state === 'archived' && flag.message.site === new URL(chat.page.url()).origin), (found) => found.length === 1)).length).toBe(1);
  });

  test('turned off: no mark is left, the page is as it would be, nothing more is read', async () => {
    await disableSite(browser.context, browser.extensionId, chat.page);
    expect(await eventually(() => markedWords(chat.page), (found) => found.length === 0)).toEqual([]);
    expect(await eventually(() => marksOnPage(chat.page), (found) => found.length === 0)).toEqual([]);
    const late = mark('再不还钱就弄死你全家，等着。');
    await collector.say(late);
    await chat.row(late);
    await new Promise((done) => setTimeout(done, 800));
    expect(await storedOf([late])).toEqual([]);
    // Leave no archived flag behind for the next program's fake clicks.
    await chat.page.close();
  });
});

describe('history and export', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'witnessmark-export-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('everything kept is in the export, byte for byte, and outside tools accept it', async () => {
    const flags = await storedFlags(own);
    expect(flags.length).toBeGreaterThan(30);
    await own.bringToFront();
    await own.getByRole('button', { name: history.en.export_open, exact: true }).first().click();
    const download = own.waitForEvent('download');
    await own.getByRole('button', { name: history.en.export_start }).click();
    const zip = join(folder, 'bundle.zip');
    await (await download).saveAs(zip);

    const run = (command: string, args: string[]) => execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    expect(run('unzip', ['-t', zip])).toContain('No errors');
    run('unzip', ['-q', zip, '-d', folder]);
    expect(run('sha256sum', ['-c', 'manifest-sha256.txt'])).not.toContain('FAILED');
    expect(run('sha256sum', ['-c', 'tagmanifest-sha256.txt'])).not.toContain('FAILED');
    expect(run('openssl', ['dgst', '-sha256', '-verify', 'signing-key.pem', '-signature', 'manifest-sha256.txt.sig', 'manifest-sha256.txt'])).toContain('Verified OK');

    const wanted = flags.map((flag) => flag.message.text).sort();
    const lines = readFileSync(join(folder, 'data/flags.ndjson'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { message: { text: string } });
    expect(lines.map((line) => line.message.text).sort()).toEqual(wanted);
    const csv = readFileSync(join(folder, 'data/flags.csv'), 'utf8');
    const report = readFileSync(join(folder, 'data/report.html'), 'utf8');
    for (const text of wanted) {
      expect(csv).toContain(text.replaceAll('"', '""'));
      expect(report).toContain(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
    }
    const archived = flags.filter((flag) => flag.state === 'archived');
    expect(archived.length).toBe(2);
    expect(run('openssl', ['dgst', '-sha256', '-verify', 'signing-key.pem', '-signature', 'data/entries/0001/record.sig', 'data/entries/0001/record.json'])).toContain('Verified OK');
  });

  test('a dismissed message leaves what needs a decision, and undo brings it back', async () => {
    await own.reload();
    const row = own.locator('[data-row]').first();
    await row.waitFor();
    const id = (await row.getAttribute('data-row'))!;
    await row.getByRole('button', { name: history.en.dismiss }).click();
    expect(await eventually(async () => (await storedFlags(own)).find((flag) => flag.id === id)?.state, (state) => state === 'dismissed')).toBe('dismissed');
    await own.getByRole('button', { name: common.en.undo }).first().click();
    expect(await eventually(async () => (await storedFlags(own)).find((flag) => flag.id === id)?.state, (state) => state === 'open')).toBe('open');
  });
});
