// Chat programs and interfaces that others wrote, read by detection alone, in a real Chromium. No adapter of ours is asked. One of the
// gallery's pages was never looked at while detection was written (`HELD`).
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleSites, readFrames, type PageReader } from '../../tools/browser/bundle-sites.ts';
import type { ChatPage } from '../../tools/browser/chat-page.ts';
import { openGalleryPage } from '../../tools/browser/gallery-page.ts';
import { launchBrowser, type LaunchedBrowser } from '../../tools/browser/launch-chromium.ts';
import { openConverse } from '../../tools/browser/open-converse.ts';
import { openLounge } from '../../tools/browser/open-lounge.ts';
import type { SeenMessage } from '../../tools/browser/sites-entry.ts';
import { GALLERY_IDS, startGallery, type RunningGallery } from '../../tools/chats/gallery.ts';
import type { Truth } from '../../tools/chats/gallery/page.ts';
import { COLLECTOR_LINES } from '../../tools/chats/script.ts';
import { startChats, type Chats } from '../../tools/chats/start-chats.ts';

const HELD = ['react-chat-widget'];
const TYPED = '我明天上午去銀行轉帳，請先不要打電話到我公司';

let browser: LaunchedBrowser;
let bundle: string;
let gallery: RunningGallery;

beforeAll(async () => {
  bundle = await bundleSites();
  gallery = await startGallery();
  browser = await launchBrowser({ timezoneId: 'Asia/Shanghai' });
});
afterAll(async () => {
  await browser?.close();
  await gallery?.stop();
});

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const plain = (words: string) => words.replace(/\s+/g, '');

/** Pictures without words are read too; the truth is of words. */
async function detect(page: Page): Promise<{ readers: PageReader[]; seen(): Promise<SeenMessage[]> }> {
  const readers = await readFrames(page, bundle);
  for (const reader of readers) await reader.start({ only: ['detected'] });
  await pause(2_000);
  return { readers, seen: async () => (await Promise.all(readers.map((reader) => reader.seen()))).flatMap(({ messages }) => messages).filter(({ text }) => text !== '') };
}

interface Figures {
  text: number;
  side: number;
  author: number;
  /** Read and not there: other things taken for messages, or messages twice. */
  extra: string[];
  missed: string[];
}

/** Each message of the truth with one that was read; shares from 0 to 1. */
function compare(truth: Truth[], seen: SeenMessage[]): Figures {
  const left = [...seen];
  const found: { truth: Truth; read: SeenMessage }[] = [];
  const missed: string[] = [];
  for (const one of truth) {
    const fitting = left.filter(({ text }) => plain(text) === plain(one.text));
    const read = fitting.find(({ role, author }) => role === one.side && isAuthor(one, author)) ?? fitting.find(({ role }) => role === one.side) ?? fitting[0];
    if (!read) {
      missed.push(one.text);
      continue;
    }
    left.splice(left.indexOf(read), 1);
    found.push({ truth: one, read });
  }
  return {
    text: found.length / truth.length,
    side: found.filter(({ truth: { side }, read: { role } }) => role === side).length / found.length,
    author: found.filter(({ truth: one, read: { author } }) => isAuthor(one, author)).length / found.length,
    extra: left.map(({ text }) => text),
    missed,
  };
}

/** Of one's own messages the side says enough. */
const isAuthor = ({ author, orName, side }: Truth, read: string): boolean => side === 'me' || author === '' || read === author || read === orName;

function expectRead(figures: Figures): void {
  const said = JSON.stringify(figures, null, 1);
  expect(figures.text, said).toBeGreaterThanOrEqual(0.95);
  expect(figures.side, said).toBeGreaterThanOrEqual(0.9);
  expect(figures.author, said).toBeGreaterThanOrEqual(0.9);
  expect(figures.extra, said).toEqual([]);
}

describe.each(GALLERY_IDS.map((id) => [id, HELD.includes(id) ? 'never looked at' : 'looked at']))('%s (%s)', (id) => {
  test('what stands there, what comes, and what the reader types', async () => {
    const chat = await openGalleryPage(browser.context, gallery.programs.find((program) => program.id === id)!);
    const { seen } = await detect(chat.page);
    await chat.scrollThrough(async () => void (await seen()));
    await chat.say(6);
    await chat.sayAsMe(TYPED);
    await pause(2_000);
    expectRead(compare(await chat.truth(), await seen()));
    await chat.page.close();
  });
});

describe('programs run for real, their adapters off', () => {
  let chats: Chats;
  beforeAll(async () => {
    chats = await startChats(['lounge', 'converse']);
  });
  afterAll(() => chats?.stop());

  test.each(['lounge', 'converse'] as const)('%s: a talk between two, with answers', async (which) => {
    const chat: ChatPage = which === 'lounge' ? await openLounge(browser.context, chats.lounge) : await openConverse(browser.context, chats.converse);
    const bob = await chats[which].person('bob');
    const truth: Truth[] = [];
    await bob.tell(COLLECTOR_LINES[0]!.text);
    await chat.openDirect('bob');
    const { seen } = await detect(chat.page);
    const theirs = COLLECTOR_LINES.slice(0, 9).map(({ text }) => text);
    for (const [n, text] of theirs.entries()) {
      if (n > 0) await bob.tell(text);
      truth.push({ text, author: 'bob', orName: 'Bob', side: 'them' });
      if (n % 2 === 1) {
        await chat.sayAsAlice(`${TYPED} ${n}`);
        truth.push({ text: `${TYPED} ${n}`, author: '', side: 'me' });
      }
      await pause(200);
    }
    await pause(2_000);
    const figures = compare(truth, await seen());
    // The Lounge also shows its own lines ("You have joined"); they are judged as any stranger's, and nobody's words are lost.
    expect(figures.text, JSON.stringify(figures)).toBeGreaterThanOrEqual(0.95);
    expect(figures.side, JSON.stringify(figures)).toBeGreaterThanOrEqual(0.9);
    expect(figures.author, JSON.stringify(figures)).toBeGreaterThanOrEqual(0.9);
    expect(figures.extra.filter((text) => truth.some((one) => plain(one.text) === plain(text))), 'twice').toEqual([]);
    await chat.page.close();
  });
});
