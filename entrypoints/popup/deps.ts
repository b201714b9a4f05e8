import { browser } from 'wxt/browser';
import { isGranted, patternOf, requestSite, whyUnreadable } from '../../src/access/hosts.ts';
import { Failure } from '../../src/core/failure.ts';
import { countFlags } from '../../src/store/history.ts';
import type { Store } from '../../src/store/schema.ts';
import type { PopupDeps } from '../../src/ui/popup/popup-page.tsx';
import { sendMessage } from '../../src/wire/protocol.ts';

/** Joins the popup to its tab: the one named by `?tab=<id>`, where the popup is opened as a page, else the active one. */
export function popupDeps(store: Store, params: URLSearchParams): PopupDeps {
  async function findTab() {
    const named = params.get('tab');
    if (named) return browser.tabs.get(Number(named));
    return (await browser.tabs.query({ active: true, currentWindow: true }))[0];
  }
  return {
    async facts() {
      const tab = await findTab();
      // A tab's address shows only after a toolbar click or with a grant; a page opened beside it may pass it on.
      const url = tab?.url ?? params.get('url');
      const pattern = url ? patternOf(url) : null;
      const enabled = pattern !== null && (await isGranted(pattern));
      const health = enabled && tab?.id !== undefined ? await sendMessage('pageHealth', undefined, tab.id).catch(() => null) : null;
      return { url: url ?? null, unreadable: url ? whyUnreadable(url) : null, pattern, enabled, health, picking: health?.picking === true };
    },
    requestSite,
    turnedOn: (pattern) => sendMessage('siteGranted', { pattern }),
    turnOff: (pattern) => sendMessage('siteRevoked', { pattern }),
    async pickMissed(on) {
      const tab = await findTab();
      if (tab?.id === undefined) throw new Failure('not_found');
      await sendMessage('pickMissed', { on }, tab.id);
      window.close();
    },
    keptToday() {
      const today = new Date();
      today.setHours(0, 0, 0, 0);
      return countFlags(store, { from: today.toISOString() });
    },
    openHistory: () => void browser.tabs.create({ url: browser.runtime.getURL('/records.html' as '/') }).then(() => window.close()),
    openOptions: () => void browser.runtime.openOptionsPage().then(() => window.close()),
  };
}
