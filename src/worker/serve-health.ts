import { browser } from 'wxt/browser';
import { injectOpenTabs, syncRegistration } from '../access/registration.ts';
import type { Store } from '../store/schema.ts';
import { onMessage } from '../wire/protocol.ts';
import { showBadge } from './badge.ts';
import { assertOwnPage, isOwnPage } from './senders.ts';
import { tryStorage } from './try-storage.ts';

/** A page of many frames tells much at once; its badge is looked after this often at most, in ms. */
const AT_MOST_EVERY_MS = 500;

/** Keeps the toolbar's badges true, and answers the self-check. What a tab's badge says is asked anew each time, never remembered. */
export function serveHealth(store: Store): void {
  const ownOrigin = browser.runtime.getURL('/').replace(/\/$/, '');
  /** Tabs that are being looked at; true: look once more afterwards. */
  const busy = new Map<number, boolean>();

  async function lookAfter(tabId: number): Promise<void> {
    if (busy.has(tabId)) return void busy.set(tabId, true);
    do {
      busy.set(tabId, false);
      // A tab that was closed meanwhile has no badge.
      await showBadge(tabId).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, AT_MOST_EVERY_MS));
    } while (busy.get(tabId));
    busy.delete(tabId);
  }

  // Also from a site that was just turned off, to take the badge away. A page can reach no tab but its own.
  onMessage('healthChanged', ({ sender }) => {
    const tabId = sender.tab?.id;
    if (tabId === undefined || isOwnPage(sender, ownOrigin)) return false;
    void lookAfter(tabId);
    return true;
  });

  onMessage('checkStorage', ({ sender }) => {
    assertOwnPage(sender, ownOrigin);
    return tryStorage(store);
  });

  onMessage('repairSites', async ({ sender }) => {
    assertOwnPage(sender, ownOrigin);
    for (const pattern of await syncRegistration()) await injectOpenTabs(pattern);
    return true;
  });
}
