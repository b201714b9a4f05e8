import { browser } from 'wxt/browser';
import { grantedSites } from '../access/hosts.ts';
import { framesOf } from '../access/in-frames.ts';
import type { KeptFlag } from '../core/flag.ts';
import { sendMessage } from '../wire/protocol.ts';

/** A tab that hangs does not answer for as long as its page likes; nobody waits longer for it, in ms. */
const WAIT_MS = 1_000;

/**
 * Tells the readers of the site that may show this flag, in whichever tab their frames stand. To those of other sites it is not said:
 * another may have a message with the same key.
 */
export async function tellFlag(flag: KeptFlag, site: string): Promise<void> {
  const tabs = await browser.tabs.query({});
  const told = Promise.allSettled(tabs.map(async ({ id: tabId }) => {
    const frames = tabId === undefined ? [] : await framesOf(tabId, (origin) => origin === site);
    await Promise.allSettled(frames.map((frameId) => sendMessage('flagChanged', flag, { tabId: tabId!, frameId })));
  }));
  await Promise.race([told, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
}

/**
 * Tells every reader that what was taught has changed; a tab without one does not answer, and need not. Not waited for: a page that hangs must
 * not hold up the answer to another.
 */
export function tellLessons(): void {
  void (async () => {
    // In a tab of any site there may be a frame of one that is on.
    const tabs = (await grantedSites()).length > 0 ? await browser.tabs.query({}) : [];
    await Promise.allSettled(tabs.map((tab) => sendMessage('lessonsChanged', undefined, tab.id!)));
  })().catch(() => undefined);
}
