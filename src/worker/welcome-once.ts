import { browser } from 'wxt/browser';
import { changeSettings, readSettings } from '../store/settings.ts';

/** Opens the welcome page the first time the extension is installed, and never again. */
export function welcomeOnce(): void {
  browser.runtime.onInstalled.addListener(async ({ reason }) => {
    if (reason !== 'install' || (await readSettings()).welcomed) return;
    await changeSettings({ welcomed: true });
    await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html' as '/') });
  });
}
