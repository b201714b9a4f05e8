import { browser } from 'wxt/browser';
import type { SoftwareFacts } from '../core/entry.ts';

/** What took part in a capture, in the words of the browser itself. @param screen as the page's reader found it, where one was open */
export async function softwareUsed(model: string, screen: SoftwareFacts['screen'] = null): Promise<SoftwareFacts> {
  const { os, arch } = await browser.runtime.getPlatformInfo();
  return {
    extension: browser.runtime.getManifest().version,
    model,
    browser: browserName(navigator.userAgent),
    os: `${os} ${arch}`,
    userAgent: navigator.userAgent,
    locale: browser.i18n.getUILanguage(),
    screen,
  };
}

/** `Firefox 153.7`, `Chrome 156.0.0.0`, `Edge 150.0` from a user agent string; the whole string when none is known. */
export function browserName(userAgent: string): string {
  for (const [token, name] of [['Firefox', 'Firefox'], ['Edg', 'Edge'], ['OPR', 'Opera'], ['Chrome', 'Chrome']] as const) {
    const version = new RegExp(`\\b${token}/([\\d.]+)`).exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return userAgent;
}
