import { browser } from 'wxt/browser';
import { noteSites, withoutAuthorities } from './authority-hosts.ts';

/** Why a page cannot be read, for words in the popup. */
export type Unreadable = 'store' | 'browser' | 'extension' | 'file' | 'pdf' | 'other';

const STORES = /^https:\/\/(chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org|microsoftedge\.microsoft\.com\/addons)/;

/** Null when a page of this address can be read once its site is granted. */
export function whyUnreadable(url: string): Unreadable | null {
  if (STORES.test(url)) return 'store';
  if (/^(chrome|edge|about|brave|opera|vivaldi|view-source|devtools):/.test(url)) return 'browser';
  if (/^(chrome|moz|ms-browser)-extension:/.test(url)) return 'extension';
  if (url.startsWith('file:')) return 'file';
  if (!/^https?:\/\//.test(url)) return 'other';
  return /\.pdf($|[?#])/i.test(url) ? 'pdf' : null;
}

/**
 * The one site of an address, as a match pattern: `https://chat.example/*`. Null for a page that cannot be read.
 * Without the port: Firefox refuses ports in match patterns, so a host is the smallest thing both browsers grant.
 */
export function patternOf(url: string): string | null {
  if (whyUnreadable(url)) return null;
  const { protocol, hostname } = new URL(url);
  return hostname ? `${protocol}//${hostname}/*` : null;
}

/** True for a pattern that names one host; a grant of many sites never turns reading on. */
export function isOneSite(pattern: string): boolean {
  return /^https?:\/\/[^*/]+\/\*$/.test(pattern);
}

/**
 * Asks for one site, then asks the browser what is now true. Must be the first thing in a click handler:
 * the browser takes the request only while the gesture lasts.
 */
export async function requestSite(pattern: string): Promise<boolean> {
  const asked = browser.permissions.request({ origins: [pattern] });
  // Where the host was granted as an authority's, it is a site from now on.
  if (await asked.catch(() => false)) await noteSites([pattern], true);
  return isGranted(pattern);
}

/** Whether this site is on: granted, and not as the host of a time stamp authority alone. */
export async function isGranted(pattern: string): Promise<boolean> {
  if (!(await browser.permissions.contains({ origins: [pattern] }))) return false;
  return (await withoutAuthorities([pattern])).length > 0;
}

/** Every single site the browser has granted us, hosts of authorities left out. */
export async function grantedSites(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return (await withoutAuthorities(origins.filter(isOneSite))).sort();
}

/** Tells when the browser gives or takes a permission. Answers how to end it. */
export function watchGrants(onChange: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(onChange);
  onRemoved.addListener(onChange);
  return () => {
    onAdded.removeListener(onChange);
    onRemoved.removeListener(onChange);
  };
}
