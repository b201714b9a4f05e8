import { browser } from 'wxt/browser';
import { askFrames } from '../../src/access/ask-frames.ts';
import { registrationStands } from '../../src/access/check-registration.ts';
import { grantedSites, patternOf } from '../../src/access/hosts.ts';
import { tabHealth } from '../../src/access/tab-health.ts';
import { tryMarking } from '../../src/reader/try-marking.ts';
import type { SelfCheckDeps } from '../../src/ui/options/self-check.ts';
import { sendMessage } from '../../src/wire/protocol.ts';

/** Joins the self-check to the browser, to the readers in open tabs and to the worker. */
export function selfCheckDeps(): SelfCheckDeps {
  return {
    sites: grantedSites,
    async openTabs() {
      const url = await grantedSites();
      const tabs = url.length > 0 ? await browser.tabs.query({ url }) : [];
      // A tab that the browser has put to sleep is read again when it wakes.
      return tabs.flatMap(({ id, url: address = '', discarded }) => {
        const pattern = patternOf(address);
        return id === undefined || pattern === null || discarded ? [] : [{ tab: id, pattern }];
      });
    },
    tabHealth: async (tab) => tabHealth(await askFrames(tab)),
    tryMarking: () => tryMarking(document),
    tryStorage: () => sendMessage('checkStorage', undefined),
    registrationStands,
    repair: () => sendMessage('repairSites', undefined),
  };
}
