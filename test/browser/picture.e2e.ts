// True pictures in a real Chromium: what is cut out of a photograph of the window is exactly the message, at every density and zoom, in one piece
// and in several; without the right to photograph, a picture drawn of the words that says so.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageCapture, ShotAnswer, ShotRequest } from '../../src/core/capture.ts';
import type { MessageEntry } from '../../src/core/entry.ts';
import type { FlagInput, KeptFlag } from '../../src/core/flag.ts';
import type { Message } from '../../src/core/message.ts';
import { LANGUAGES, type Language } from '../../src/locales/language.ts';
import type { EntryReceipt } from '../../src/wire/protocol.ts';
import { enableSite, openOwnPage } from '../../tools/browser/extension-pages.ts';
import { launchChromium, type LaunchedExtension } from '../../tools/browser/launch-chromium.ts';
import { triggerAction } from '../../tools/browser/trigger-action.ts';
import { PIXEL } from '../evidence/capture-samples.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');
/** None of a test's pretending: a pretended viewport has a density of its own. */
const REAL = null as never;
/** Where pictures are left to be looked at, when somebody wants to. */
const LOOK = process.env.PICTURES;

// A box of two colours on green, 37 px from the left, with a line of its own every 50 px below; taller than the window.
const PAGE = `<!doctype html><meta charset="utf-8"><title>Box</title><style>body{margin:0;background:#0f0;height:3000px}
#box{position:absolute;left:37px;top:61px;width:220px;height:120px;background:linear-gradient(90deg,#f00 50%,#00f 50%)}
#tall{position:absolute;left:320px;top:61px;width:200px;height:2000px;background:linear-gradient(#f00 50%,#00f 50%);background-size:100% 100px}</style><div id="box"></div><div id="tall"></div>`;

let server: Server;
let address: string;
beforeAll(async () => {
  server = createServer((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Chromium with the extension on for the page, one tab of it in front. */
class Stage {
  readonly browser: LaunchedExtension;
  page!: Page;
  own!: Page;
  private constructor(browser: LaunchedExtension) {
    this.browser = browser;
  }

  static async open(density: number): Promise<Stage> {
    const stage = new Stage(await launchChromium({ extension: EXTENSION, locale: 'en', viewport: REAL, args: [`--force-device-scale-factor=${density}`, '--window-size=1000,800'] }));
    const { context, extensionId } = stage.browser;
    stage.own = await openOwnPage(context, extensionId, 'records.html');
    stage.page = await stage.openTab('/');
    await enableSite(context, extensionId, stage.page);
    return stage;
  }

  async openTab(path: string): Promise<Page> {
    const page = await this.browser.context.newPage();
    await page.goto(address + path);
    return page;
  }

  inWorker<T>(func: string, args: unknown[]): Promise<T> {
    return this.browser.worker.evaluate(`(${func})(...${JSON.stringify(args)})`) as Promise<T>;
  }

  zoom(page: Page, factor: number): Promise<void> {
    return this.inWorker('async (url, factor) => { const [tab] = await chrome.tabs.query({ url }); await chrome.tabs.setZoom(tab.id, factor); }', [page.url(), factor]);
  }

  /** Sends a message of the protocol from beside the page, as its reader does. As text: on its way into a page null would be lost. */
  async send<T>(page: Page, type: string, data: unknown): Promise<T> {
    const answer = await this.inWorker<{ res?: T; err?: { message: string } }>(`async (url, message) => {
      const [tab] = await chrome.tabs.query({ url });
      const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, args: [message], func: (one) => chrome.runtime.sendMessage(JSON.parse(one)) });
      return result;
    }`, [page.url(), JSON.stringify({ id: 1, type, data, timestamp: 1 })]);
    if (answer.err) throw new Error(answer.err.message);
    return answer.res as T;
  }

  shot(page: Page, request: ShotRequest): Promise<ShotAnswer> {
    return this.send(page, 'takeShot', request);
  }

  async archive(page: Page, message: Message, change: Partial<PageCapture>): Promise<EntryReceipt> {
    const flag: FlagInput = { message, verdict: { flagged: true, labels: [{ id: 'visit', score: 1 }], spans: [], pressing: 0, modelVersion: 'm' }, source: { adapter: 'detected', adapterVersion: '1', trust: 'detected', pageTitle: 'Box' } };
    const [kept] = await this.send<KeptFlag[]>(page, 'keepFlags', [flag]);
    const capture: PageCapture = {
      rows: [{ place: 'message', message, nodes: [message.text] }], ownAccount: null, page: { url: message.url, title: 'Box' }, locale: 'en',
      screen: { width: 1000, height: 800, pixelRatio: 1, viewportWidth: 1000, viewportHeight: 800, scrollX: 0, scrollY: 0 }, picture: { none: 'failed' }, ...change,
    };
    return this.send(page, 'archiveFlag', { flagId: kept!.id, trigger: 'toolbar', capture });
  }

  /** An Entry with its files, read past our own code; of a picture its size and its pixels, row by row. */
  async stored(seq: number): Promise<{ entry: MessageEntry; html: string; png: { base64: string; width: number; height: number; rgb: string; red: number } }> {
    return this.own.evaluate(async (number) => {
      const asked = <T>(request: IDBRequest<T>) => new Promise<T>((done, fail) => {
        request.addEventListener('success', () => done(request.result));
        request.addEventListener('error', () => fail(request.error));
      });
      const database = await asked(indexedDB.open('witnessmark'));
      const read = database.transaction(['entries', 'artefacts']);
      const entry = await asked(read.objectStore('entries').get(number));
      const files = await Promise.all(['message.html', 'picture.png'].map((name) => asked<{ bytes: Uint8Array<ArrayBuffer> } | undefined>(read.objectStore('artefacts').get([number, name]))));
      database.close();
      const [html, png] = files.map((file) => file?.bytes ?? new Uint8Array());
      const bitmap = await createImageBitmap(new Blob([png!]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      // 1 red, 2 green, 3 blue, 0 none of them: enough for the page of this test.
      const codes = new Uint8Array(data.length / 4);
      for (let n = 0, at = 0; at < data.length; n += 1, at += 4) {
        const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
        codes[n] = 48 + (red > 200 && green < 60 && blue < 60 ? 1 : green > 200 && red < 60 && blue < 60 ? 2 : blue > 200 && red < 60 && green < 60 ? 3 : 0);
      }
      // A large one would take long on its way to the test.
      const rgb = codes.length < 2_000_000 ? new TextDecoder().decode(codes) : '';
      const red = codes.filter((code) => code === 49).length;
      return { entry, html: new TextDecoder().decode(html), png: { base64: (png as unknown as { toBase64(): string }).toBase64(), width: bitmap.width, height: bitmap.height, rgb, red } };
    }, seq);
  }
}

let messages = 0;
function messageOf(text: string, change: Partial<Message> = {}): Message {
  messages += 1;
  return {
    key: `k${messages}`, site: address, conversation: { id: 'c', title: '客服 张经理' }, author: { name: '张经理', role: 'them' }, text, sentAtShown: '21:14', seenAt: '2026-03-02T13:15:00.000Z',
    kind: 'text', attachments: [], url: `${address}/`, ...change,
  };
}

const boxOf = (page: Page, selector: string) => page.evaluate((name) => {
  const { x, y, width, height } = document.querySelector(name)!.getBoundingClientRect();
  return { crop: { x, y, width, height }, viewport: { width: innerWidth, height: innerHeight }, ratio: devicePixelRatio };
}, selector);
const covers = 'message' as const;

/** The box and nothing else: its left half red, its right half blue, green at most on the outermost pixel of an edge. */
function expectBox(png: { width: number; height: number; rgb: string }, scale: number): void {
  expect(Math.abs(png.width - 220 * scale)).toBeLessThanOrEqual(1.5);
  expect(Math.abs(png.height - 120 * scale)).toBeLessThanOrEqual(1.5);
  const at = (x: number, y: number) => Number(png.rgb[y * png.width + x]);
  const middle = Math.round(110 * scale);
  for (let y = 2; y < png.height - 2; y += 1) {
    for (let x = 2; x < png.width - 2; x += 1) {
      if (Math.abs(x - middle) <= 2) continue;
      if (at(x, y) !== (x < middle ? 1 : 3)) expect.fail(`pixel ${x},${y} of ${png.width}×${png.height} is ${at(x, y)}`);
    }
  }
}

describe.each([1, 2])('at density %d', (density) => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(density); }, 40_000);
  afterAll(() => stage?.browser.close());

  test.each([1, 1.5])('with the toolbar button pressed, zoom %d: the message and nothing else', async (zoom) => {
    const { page } = stage;
    await page.bringToFront();
    await stage.zoom(page, zoom);
    await expect.poll(async () => (await boxOf(page, '#box')).ratio).toBeCloseTo(density * zoom, 1);
    const { crop, viewport } = await boxOf(page, '#box');
    const picture = crypto.randomUUID();
    expect(await stage.shot(page, { picture, piece: 0, crop, top: 0, viewport })).toEqual({ taken: true });
    const receipt = await stage.archive(page, messageOf(`true picture ${density} ${zoom}`), { picture: { shots: picture, covers, cut: false } });
    expect(receipt.captureMethod).toBe('screen');
    const { entry, png } = await stage.stored(receipt.seq);
    expectBox(png, density * zoom);
    const { facts } = entry.body;
    expect(facts.picture).toMatchObject({ method: 'screen', pieces: 1, covers, width: png.width, height: png.height, bytes: Buffer.from(png.base64, 'base64').length });
    expect(facts.picture!.pixelRatio).toBeCloseTo(density * zoom, 1);
    expect(facts.notCaptured.map(({ what }) => what)).not.toContain('true_picture');
    await stage.zoom(page, 1);
  });

  test('taller than the window: scrolled, photographed piece by piece, and put together without a seam', async () => {
    const { page } = stage;
    await page.bringToFront();
    await expect.poll(async () => (await boxOf(page, '#tall')).ratio).toBeCloseTo(density, 1);
    const picture = crypto.randomUUID();
    const { height: step } = (await boxOf(page, '#tall')).viewport;
    for (let piece = 0, top = 0; top < 2000; piece += 1, top += step - 33) {
      await page.evaluate((y) => new Promise((done) => { scrollTo(0, y); requestAnimationFrame(() => requestAnimationFrame(done)); }), 61 + top);
      const { crop, viewport } = await boxOf(page, '#tall');
      const shown = { x: crop.x, y: Math.max(0, crop.y), width: crop.width, height: Math.min(viewport.height, crop.y + crop.height) - Math.max(0, crop.y) };
      expect(await stage.shot(page, { picture, piece, crop: shown, top: shown.y - crop.y, viewport })).toEqual({ taken: true });
    }
    await page.evaluate(() => scrollTo(0, 0));
    const receipt = await stage.archive(page, messageOf(`tall ${density}`), { picture: { shots: picture, covers, cut: true } });
    const { entry, png } = await stage.stored(receipt.seq);
    expect(receipt.captureMethod).toBe('screen');
    expect(entry.body.facts.picture!.pieces).toBeGreaterThanOrEqual(3);
    expect(entry.body.facts.notCaptured).toContainEqual({ what: 'whole_picture', why: 'too_large' });
    expect([png.width, png.height]).toEqual([200 * density, 2000 * density]);
    const column = Array.from({ length: png.height }, (_none, y) => Number(png.rgb[y * png.width + 10]));
    const wrong = column.flatMap((colour, y) => {
      const inStripe = (y / density) % 50;
      return inStripe < 1 || inStripe > 49 || colour === ((y / density) % 100 < 50 ? 1 : 3) ? [] : [y];
    });
    expect(wrong).toEqual([]);
  });

  if (density === 1) {
    test('a page that the reader has not pressed a button for: drawn, and the record says why', async () => {
      const page = await stage.openTab('/other');
      const { crop, viewport } = await boxOf(page, '#box');
      const picture = crypto.randomUUID();
      expect(await stage.shot(page, { picture, piece: 0, crop, top: 0, viewport })).toEqual({ taken: false, why: 'needs_a_gesture' });
      const receipt = await stage.archive(page, messageOf('没有截图'), { picture: { shots: picture, covers, cut: false } });
      expect(receipt.captureMethod).toBe('rendered');
      const { entry, png } = await stage.stored(receipt.seq);
      expect(entry.body.facts.picture).toMatchObject({ method: 'rendered', pieces: 0, pixelRatio: 2, width: 1440 });
      expect(entry.body.facts.notCaptured).toContainEqual({ what: 'true_picture', why: 'needs_a_gesture' });
      // Nothing of the page is in it.
      expect(png.rgb).not.toContain('2');
      await page.close();
    });

    test('a tab that is not in front is not photographed, nor is what stands before it', async () => {
      const page = await stage.openTab('/behind');
      await triggerAction(stage.browser.context, stage.browser.extensionId, page);
      const { crop, viewport } = await boxOf(page, '#box');
      const request = { piece: 0, crop, top: 0, viewport };
      expect(await stage.shot(page, { ...request, picture: crypto.randomUUID() })).toEqual({ taken: true });
      await stage.page.bringToFront();
      expect(await stage.shot(page, { ...request, picture: crypto.randomUUID() })).toEqual({ taken: false, why: 'tab_not_visible' });
      await page.close();
    });

    test('what is missing between two pieces, or never came, makes no picture', async () => {
      const { page } = stage;
      await page.bringToFront();
      const { viewport } = await boxOf(page, '#box');
      const hole = crypto.randomUUID();
      const request = { picture: hole, crop: { x: 0, y: 0, width: 300, height: 100 }, viewport };
      expect(await stage.shot(page, { ...request, piece: 0, top: 0 })).toEqual({ taken: true });
      expect(await stage.shot(page, { ...request, piece: 1, top: 150 })).toEqual({ taken: true });
      const receipt = await stage.archive(page, messageOf('a hole'), { picture: { shots: hole, covers, cut: false } });
      const unknown = await stage.archive(page, messageOf('photographs that nobody took'), { picture: { shots: crypto.randomUUID(), covers, cut: false } });
      for (const { seq, captureMethod } of [receipt, unknown]) {
        expect(captureMethod).toBe('rendered');
        expect((await stage.stored(seq)).entry.body.facts.notCaptured).toContainEqual({ what: 'true_picture', why: 'failed' });
      }
    });

    test('the menu and the shortcut are there', async () => {
      // Neither can be pressed without a screen: that they are there, and that both lead to the reader, is looked at apart.
      expect(await stage.inWorker('() => chrome.contextMenus.update("archive-message", {}).then(() => "there", (error) => error.message)', [])).toBe('there');
      expect(await stage.inWorker('() => chrome.commands.getAll()', [])).toContainEqual(expect.objectContaining({ name: 'archive-message', shortcut: 'Alt+Shift+E' }));
    });

    test.each(LANGUAGES)('%s: the drawn picture of any writing', async (language: Language) => {
      const { page } = stage;
      await page.bringToFront();
      await stage.inWorker('(language) => chrome.storage.local.get("settings").then(({ settings }) => chrome.storage.local.set({ settings: { ...settings, language } }))', [language]);
      const text = '你好，王先生。您的欠款已逾期 37 天，今天下午 17:00 前不还款，我们会联系您的「紧急联系人」、单位和家人。\n臺灣的朋友：請儘速處理，否則後果自負🔥👨‍👩‍👧\nPay by 5 pm or else: https://pay.example/a/very/long/address/that/has/no/spaces/at/all/0123456789012345678901234567890123456789\nسوف نتصل بعائلتك 123 غدا\nhidden\u202etxet\u200b and \0 end Z̷͕̑a̸l̵g̶o̴\n' + '催收'.repeat(language === 'en' ? 100_000 : 100);
      const message = messageOf(`${text} ${language}`);
      const red = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==';
      const around = (place: 'before' | 'after', words: string, me = false) => ({ place, message: messageOf(words, { author: { name: me ? '小美' : '张经理', role: me ? 'me' as const : 'them' as const } }), nodes: [words] });
      const capture: Partial<PageCapture> = {
        rows: [around('before', '你好，请问什么事？', true), around('before', 'x'.repeat(3000)), { place: 'message', message, nodes: [message.text, { tag: 'img', alt: 'id card', width: 160, height: 100, data: { type: 'image/png', base64: red, from: 'original' } }, { tag: 'img', alt: 'lost', width: 1, height: 1, why: 'protected_by_the_page' }, { tag: 'img', alt: 'dot', width: 4, height: 4, data: { type: 'image/png', base64: PIXEL, from: 'redrawn' } }] }, around('after', '我会报警。', true)],
        picture: { none: 'needs_a_gesture' },
      };
      const began = performance.now();
      const receipt = await stage.archive(page, message, capture);
      if (LOOK) console.log(language, 'archived in', Math.round(performance.now() - began), 'ms');
      const { entry, html, png } = await stage.stored(receipt.seq);
      if (LOOK) {
        mkdirSync(LOOK, { recursive: true });
        writeFileSync(join(LOOK, `${language}.png`), Buffer.from(png.base64, 'base64'));
        writeFileSync(join(LOOK, `${language}.html`), html);
      }
      expect(entry.body.facts.picture).toMatchObject({ method: 'rendered', covers: 'message_and_context' });
      expect(png.width).toBe(1440);
      if (language === 'en') expect(png.height).toBeGreaterThan(6000);
      // The image of the message is drawn: 160 × 100 at two pixels each.
      expect(png.red).toBeGreaterThan(25_000);
      expect(html).toContain(`lang="${{ en: 'en', zh_CN: 'zh-Hans', zh_TW: 'zh-Hant' }[language]}"`);
      expect(entry.body.facts.notCaptured).toContainEqual({ what: 'images', why: 'protected_by_the_page', count: 1 });
    });
  }
});
