import type { BrowserContext, ElementHandle, Page } from 'playwright-core';
import type { GalleryProgram } from '../chats/gallery.ts';
import type { Gallery, Truth } from '../chats/gallery/page.ts';
import type { TalkName } from '../chats/gallery/talks.ts';

type GalleryWindow = Window & { gallery: Gallery };

/** A page of the gallery in a tab. */
export interface GalleryPage {
  page: Page;
  /** The talks it has; the first is open. */
  talks: TalkName[];
  truth(): Promise<Truth[]>;
  traps(): Promise<string[]>;
  /** So many more messages, by turns the other side's and the reader's. */
  say(count: number): Promise<void>;
  /** Types with the keyboard, sends, and waits until the page has taken it. */
  sayAsMe(text: string): Promise<void>;
  open(talk: TalkName): Promise<void>;
  /** Brings every message into view once, where the page draws only a part; `seen` is called after each step. */
  scrollThrough(seen: () => Promise<void>): Promise<void>;
}

const STEPS = 60;

/** Opens a page, which can reach nothing but itself, and waits until its first messages are drawn. */
export async function openGalleryPage(context: BrowserContext, program: GalleryProgram): Promise<GalleryPage> {
  const page = await context.newPage();
  const { host } = new URL(program.url);
  await page.route((url) => url.protocol.startsWith('http') && url.host !== host, (route) => route.abort());
  await page.goto(program.url);
  await page.waitForFunction(() => 'gallery' in window);
  await page.evaluate(() => (window as unknown as GalleryWindow).gallery.ready);

  const truth = (): Promise<Truth[]> => page.evaluate(() => (window as unknown as GalleryWindow).gallery.truth());
  /** By its place on the screen: Playwright's own click takes an element in a frame for one that something lies over. */
  const click = async (which: 'composer' | 'sendButton'): Promise<boolean> => {
    const handle = await page.evaluateHandle((name) => (window as unknown as GalleryWindow).gallery[name](), which);
    const box = await (handle.asElement() as ElementHandle<HTMLElement> | null)?.boundingBox();
    if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    return !!box;
  };

  return {
    page,
    talks: await page.evaluate(() => (window as unknown as GalleryWindow).gallery.talks),
    truth,
    traps: () => page.evaluate(() => (window as unknown as GalleryWindow).gallery.traps()),
    say: (count) => page.evaluate((times) => (window as unknown as GalleryWindow).gallery.say(times), count),
    async sayAsMe(text) {
      const before = (await truth()).length;
      if (!(await click('composer'))) throw new Error(`${program.id} shows no field to type into.`);
      await page.keyboard.insertText(text);
      if (!(await click('sendButton'))) await page.keyboard.press('Enter');
      await page.waitForFunction((count) => (window as unknown as GalleryWindow).gallery.truth().length > count, before, { timeout: 5000 });
    },
    open: (talk) => page.evaluate((name) => (window as unknown as GalleryWindow).gallery.open(name), talk),
    async scrollThrough(seen) {
      // Up and down again: which way leads to the oldest differs, and both ends stop by themselves.
      for (const way of [-1, 1]) {
        for (let step = 0; step < STEPS; step++) {
          const moved = await page.evaluate(async (sign) => {
            const scroller = (window as unknown as GalleryWindow).gallery.scroller();
            if (!scroller) return false;
            const from = scroller.scrollTop;
            scroller.scrollBy({ top: sign * scroller.clientHeight * 0.6, behavior: 'instant' });
            await new Promise((done) => setTimeout(done, 150));
            return scroller.scrollTop !== from;
          }, way);
          await seen();
          if (!moved) break;
        }
      }
    },
  };
}
