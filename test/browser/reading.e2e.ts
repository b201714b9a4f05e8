// Pages that keep their lists in every way programs do, read in a real Chromium from a world of its own, without the extension:
// by an adapter and by detection. Each message once, whatever the page does with its rows.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatShape } from '../../src/sites/chat-shape.ts';
import { bundleSites, readPage, type PageReader } from '../../tools/browser/bundle-sites.ts';
import { launchBrowser, type LaunchedBrowser } from '../../tools/browser/launch-chromium.ts';
import type { SeenMessage } from '../../tools/browser/sites-entry.ts';
import { eventually } from './eventually.ts';

interface ChatPage {
  truth(): { text: string; role: string; at: string }[];
  say(text?: string): void;
  open(chat: string, n: number): void;
  remove(n: number): void;
  pane(): HTMLElement;
}
declare const chat: ChatPage;

const PAGES = join(import.meta.dirname, 'pages');
/** Read by an adapter, by detection, and as a reader showed it. */
const KINDS = { 'an adapter': 'thelounge', detection: 'detected', teaching: 'taught' } as const;
const LOOKS = { thelounge: 'lounge', detected: 'plain', taught: 'plain' } as const;
const SHAPE: ChatShape = {
  format: 1, list: ['.pane'], unit: '.row', text: '.words', skip: '',
  author: { selector: '.who', attribute: null, scope: 'unit' }, time: { selector: 'time', attribute: 'datetime', scope: 'unit' },
  day: null, mine: { by: 'selector', selector: '.mine' }, idAttribute: null, title: '.name',
};

let server: Server;
let browser: LaunchedBrowser;
let bundle: string;
let address: string;

beforeAll(async () => {
  bundle = await bundleSites();
  server = createServer((request, response) => {
    const name = new URL(request.url!, 'http://x').pathname.slice(1);
    response.setHeader('content-type', 'text/html; charset=utf-8').end(/^[\w-]+\.html$/.test(name) ? readFileSync(join(PAGES, name)) : '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser({ timezoneId: 'Asia/Shanghai', locale: 'zh-CN' });
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

async function openPage(query: string, { name = 'chat-kinds.html', shape }: { name?: string; shape?: ChatShape | undefined } = {}): Promise<{ page: Page; reader: PageReader }> {
  const page = await browser.context.newPage();
  await page.goto(`${address}/${name}?${query}`);
  const reader = await readPage(page, bundle);
  await reader.start(shape ? { shape } : {});
  return { page, reader };
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const line = ({ text, role }: { text: string; role: string }) => `${role}: ${text}`;
const inOrder = (lines: string[]) => lines.toSorted();

/** Waits until so many messages were read, and a little longer for those that should not come. */
async function read(reader: PageReader, count: number): Promise<SeenMessage[]> {
  await eventually(() => reader.seen(), ({ messages }) => messages.length >= count, 20_000).catch(() => undefined);
  await pause(600);
  return (await reader.seen()).messages;
}

async function expectAll(page: Page, reader: PageReader): Promise<void> {
  const truth = await page.evaluate(() => chat.truth());
  const messages = await read(reader, truth.length);
  expect(inOrder(messages.map(line))).toEqual(inOrder(truth.map(line)));
}

/** Scrolls through the whole list as a reader does. */
async function scrollUp(page: Page): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const top = await page.evaluate(async () => {
      chat.pane().scrollTop -= 500;
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      return chat.pane().scrollTop;
    });
    if (top === 0 && await page.evaluate(async () => { await new Promise((done) => setTimeout(done, 60)); return chat.pane().scrollTop === 0; })) return;
  }
}

describe.each(Object.entries(KINDS))('by %s', (_, adapter) => {
  const look = LOOKS[adapter];
  const open = (query: string) => openPage(query, adapter === 'taught' ? { shape: SHAPE } : {});

  test('a whole list, and what is said then', async () => {
    const { page, reader } = await open(`look=${look}&count=60`);
    await expectAll(page, reader);
    await page.evaluate(() => { for (let n = 0; n < 5; n++) chat.say(); });
    await expectAll(page, reader);
    expect((await reader.seen()).adapter).toBe(adapter);
    await page.close();
  });

  test.each(['virtual', 'reused'])('a %s list of 400, scrolled through and back', async (kind) => {
    const { page, reader } = await open(`look=${look}&kind=${kind}`);
    await read(reader, 10);
    await scrollUp(page);
    await expectAll(page, reader);
    await page.evaluate(() => { chat.pane().scrollTop = chat.pane().scrollHeight; });
    await pause(300);
    await page.evaluate(() => { for (let n = 0; n < 3; n++) chat.say(); });
    await expectAll(page, reader);
    await page.close();
  });

  test('a history of 2,000 that comes as the reader scrolls', async () => {
    const { page, reader } = await open(`look=${look}&kind=lazy&count=2000`);
    await read(reader, 50);
    await scrollUp(page);
    await expectAll(page, reader);
    await page.close();
  });

  test('a page that builds its whole tree anew every second', async () => {
    const { page, reader } = await open(`look=${look}&kind=rebuilt&count=80`);
    await expectAll(page, reader);
    for (let n = 0; n < 3; n++) {
      await page.evaluate(() => chat.say());
      await pause(1_100);
    }
    await expectAll(page, reader);
    await page.close();
  });

  test('another conversation in the same list: its messages under its own name', async () => {
    const { page, reader } = await open(`look=${look}&kind=switched&count=40`);
    await expectAll(page, reader);
    await page.evaluate(() => chat.open('li', 30));
    const messages = await read(reader, 70);
    const truth = await page.evaluate(() => chat.truth());
    expect(inOrder(messages.slice(40).map(line))).toEqual(inOrder(truth.map(line)));
    expect([...new Set(messages.slice(40).map(({ conversation }) => conversation))]).toEqual(['li']);
    await page.close();
  });

  test('a message taken out from between others is known to be gone; scrolling takes none', async () => {
    const { page, reader } = await open(`look=${look}&count=40`);
    const before = await read(reader, 40);
    await page.evaluate(() => chat.remove(20));
    const { changes } = await eventually(() => reader.seen(), (seen) => seen.changes.length > 0);
    expect(changes).toMatchObject([{ what: 'gone', key: before[20]!.key }]);
    await page.close();
    const virtual = await open(`look=${look}&kind=virtual`);
    await read(virtual.reader, 10);
    await scrollUp(virtual.page);
    await pause(2_000);
    expect((await virtual.reader.seen()).changes).toEqual([]);
    await virtual.page.close();
  });
});

describe('a page that wants to break its reader', () => {
  interface Hostile {
    frames: { count: number; longest: number };
    say(text: string): void;
    stop(): void;
  }
  const said = (page: Page, text: string) => page.evaluate((words) => {
    const { hostile } = globalThis as unknown as { hostile: Hostile };
    hostile.say(words);
  }, text);
  const hears = async (reader: PageReader, text: string) => (await eventually(() => reader.seen(), ({ messages }) => messages.some((one) => one.text === text), 60_000)).messages.filter((one) => one.text === text).length;

  test.each(['plain', 'deep', 'named', 'million', 'huge'])('%s: what is said afterwards is read, once', async (attack) => {
    const { page, reader } = await openPage(`attack=${attack}`, { name: 'hostile.html' });
    await said(page, 'after all that');
    expect(await hears(reader, 'after all that')).toBe(1);
    const seen = await reader.seen();
    expect(seen.adapter).toBe('thelounge');
    if (attack === 'huge') expect(seen.note).toBe('cut');
    if (attack === 'deep') expect(seen.messages.map(({ text }) => text)).toContain('from the deep');
    if (attack === 'named') expect(seen.messages.filter(({ text }) => text.startsWith('form with ')).length).toBe(18);
    await page.close();
  });

  test('prototypes that throw are not those of our world', async () => {
    const page = await browser.context.newPage();
    await page.goto(`${address}/hostile.html?attack=plain`);
    const reader = await readPage(page, bundle);
    // The page breaks its own world only once the test has put its words there.
    await said(page, 'before');
    await reader.start();
    await page.evaluate(() => {
      Object.defineProperty(Node.prototype, 'textContent', { get: () => { throw new Error('bang'); } });
      Object.defineProperty(Element.prototype, 'matches', { value: () => { throw new Error('bang'); } });
      globalThis.MutationObserver = undefined as never;
    });
    await page.evaluate(() => {
      const { body } = document;
      const row = document.querySelector('.msg')!.cloneNode(true) as HTMLElement;
      row.querySelector('.content')!.firstChild!.nodeValue = 'after';
      document.querySelector('.pane')!.append(row);
      return body.id;
    });
    expect(await hears(reader, 'after')).toBe(1);
    await page.close();
  });

  test.each(['endless', 'restless'])('%s: the page keeps moving, it is said that some waits, and in the end what stands there is read', async (attack) => {
    const { page, reader } = await openPage(`attack=${attack}`, { name: 'hostile.html' });
    const notes: (string | null)[] = [];
    for (let n = 0; n < 16; n++) {
      await pause(500);
      notes.push((await reader.seen()).note);
    }
    if (attack === 'endless') expect(notes).toContain('flooded');
    const frames = await page.evaluate(() => {
      const { hostile } = globalThis as unknown as { hostile: Hostile };
      return { ...hostile.frames };
    });
    expect(frames.count).toBeGreaterThan(40);
    await page.evaluate(() => {
      const { hostile } = globalThis as unknown as { hostile: Hostile };
      hostile.stop();
      hostile.say('after the flood');
    });
    expect(await hears(reader, 'after the flood')).toBe(1);
    const heap = await reader.evaluate('performance.memory.usedJSHeapSize') as number;
    expect(heap).toBeLessThan(400 * 2 ** 20);
    expect((await eventually(() => reader.seen(), ({ note }) => note === null, 60_000)).note).toBeNull();
    await page.close();
  }, 180_000);

  test('stopped, nothing more is read', async () => {
    const { page, reader } = await openPage('attack=plain', { name: 'hostile.html' });
    await said(page, 'first');
    expect(await hears(reader, 'first')).toBe(1);
    const before = await page.content();
    await reader.stop();
    expect(await page.content()).toBe(before);
    await said(page, 'second');
    await pause(1_500);
    expect((await reader.seen()).messages.map(({ text }) => text)).toEqual(['first']);
    await page.close();
  });
});
