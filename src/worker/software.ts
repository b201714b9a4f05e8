import { browser } from 'wxt/browser';

/** What took part in a capture, in the words of the browser itself. */
export async function softwareUsed(model: string): Promise<{ extension: string; model: string; browser: string; os: string }> {
  const { os, arch } = await browser.runtime.getPlatformInfo();
  return {
    extension: browser.runtime.getManifest().version,
    model,
    browser: browserName(navigator.userAgent),
    os: `${os} ${arch}`,
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
