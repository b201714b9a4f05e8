import { browser } from 'wxt/browser';
import { askFrames } from '../../src/access/ask-frames.ts';
import { foreignParts } from '../../src/access/foreign-frames.ts';
import { isGranted, patternOf, requestSite, whyUnreadable } from '../../src/access/hosts.ts';
import { tabHealth } from '../../src/access/tab-health.ts';
import { Failure } from '../../src/core/failure.ts';
import { countFlags } from '../../src/store/history.ts';
import type { Store } from '../../src/store/schema.ts';
import type { PopupDeps } from '../../src/ui/popup/popup-page.tsx';
import { sendMessage } from '../../src/wire/protocol.ts';
import { pickInTab, teachInTab } from '../../src/worker/tab-frames.ts';

/** Joins the popup to its tab: the one named by `?tab=<id>`, where the popup is opened as a page, else the active one. */
export function popupDeps(store: Store, params: URLSearchParams): PopupDeps {
  const named = params.get('tab');
  const findTab = async () => (named ? browser.tabs.get(Number(named)) : (await browser.tabs.query({ active: true, currentWindow: true }))[0]);
  async function onPage(act: (tabId: number) => Promise<void>): Promise<void> {
    const tab = await findTab();
    if (tab?.id === undefined) throw new Failure('not_found');
    await act(tab.id);
    window.close();
  }
  return {
    async facts() {
      const tab = await findTab();
      // A tab's address shows only after a toolbar click or with a grant; a page opened beside it may pass it on.
      const url = tab?.url ?? params.get('url');
      const pattern = url ? patternOf(url) : null;
      const enabled = pattern !== null && (await isGranted(pattern));
      const [frames, parts] = pattern === null || tab?.id === undefined ? [[], []] : await Promise.all([askFrames(tab.id), foreignParts(tab.id, pattern)]);
      const health = enabled ? tabHealth(frames) : null;
      const { picking = false, alsoBroken = null } = health ?? {};
      return { url: url ?? null, unreadable: url ? whyUnreadable(url) : null, pattern, enabled, health, picking, alsoBroken, parts };
    },
    requestSite,
    turnedOn: (pattern) => sendMessage('siteGranted', { pattern }),
    turnOff: (pattern) => sendMessage('siteRevoked', { pattern }),
    pickMissed: (on) => onPage((tabId) => pickInTab(tabId, on)),
    async archiveInView() {
      const tab = await findTab();
      if (tab?.id === undefined) throw new Failure('not_found');
      return sendMessage('archiveInTab', { tabId: tab.id });
    },
    teach: () => onPage((tabId) => teachInTab(tabId, true)),
    keptToday() {
      const today = new Date();
      today.setHours(0, 0, 0, 0);
      return countFlags(store, { from: today.toISOString() });
    },
    openHistory: () => void browser.tabs.create({ url: browser.runtime.getURL('/records.html' as '/') }).then(() => window.close()),
    openOptions: () => void browser.runtime.openOptionsPage().then(() => window.close()),
  };
}
