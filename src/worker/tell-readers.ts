import { browser } from 'wxt/browser';
import { grantedSites, patternOf } from '../access/hosts.ts';
import type { KeptFlag } from '../core/flag.ts';
import { sendMessage } from '../wire/protocol.ts';

/** A tab that hangs does not answer for as long as its page likes; nobody waits longer for it, in ms. */
const WAIT_MS = 1_000;

/** Tells the tabs of the site that may show this flag. A tab without a reader does not answer, and need not. */
export async function tellFlag(flag: KeptFlag, site: string): Promise<void> {
  const pattern = patternOf(site);
  const tabs = pattern ? await browser.tabs.query({ url: pattern }) : [];
  const told = Promise.allSettled(tabs.map((tab) => sendMessage('flagChanged', flag, tab.id!)));
  await Promise.race([told, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
}

/**
 * Tells every tab of every granted site that what was taught has changed. Not waited for: a page that hangs must not hold up
 * the answer to another.
 */
export function tellLessons(): void {
  void (async () => {
    const url = await grantedSites();
    const tabs = url.length > 0 ? await browser.tabs.query({ url }) : [];
    await Promise.allSettled(tabs.map((tab) => sendMessage('lessonsChanged', undefined, tab.id!)));
  })().catch(() => undefined);
}
