import type { Browser } from 'wxt/browser';
import { isGranted, patternOf } from '../access/hosts.ts';
import { Failure } from '../core/failure.ts';

/** The part of a runtime message's sender that checks need. */
export interface Sender {
  id?: string;
  url?: string;
  origin?: string;
  tab?: Pick<Browser.tabs.Tab, 'id' | 'url'>;
}

/** True for our own pages (history, popup, options, welcome). */
export function isOwnPage(sender: Sender, ownOrigin: string): boolean {
  return (sender.url ?? '').startsWith(`${ownOrigin}/`);
}

/** The page's origin, for a request that comes from a reader on a web page; null from our own pages. */
export function pageOrigin(sender: Sender, ownOrigin: string): string | null {
  if (isOwnPage(sender, ownOrigin) || sender.url === undefined) return null;
  // A frame that is locked away (`sandbox`) keeps its address and belongs to no site.
  if (sender.origin === 'null') return null;
  // A frame without an address of its own (`about:blank`, `srcdoc`) belongs to the page that made it; the browser says to which.
  const origin = sender.url.startsWith('about:') ? (sender.origin ?? 'null') : new URL(sender.url).origin;
  return origin === 'null' ? null : origin;
}

/** Lets through our own pages alone. */
export function assertOwnPage(sender: Sender, ownOrigin: string): void {
  if (!isOwnPage(sender, ownOrigin)) throw new Failure('bad_request', 'only our own pages may ask this');
}

/**
 * Lets through our own pages, and readers speaking of the site they stand on: a page that took over its own reader
 * must not be able to touch what was kept from another site.
 */
export function assertSpeaksFor(sender: Sender, site: string, ownOrigin: string): void {
  if (isOwnPage(sender, ownOrigin)) return;
  if (pageOrigin(sender, ownOrigin) !== site) throw new Failure('bad_request', 'a page may speak for its own site alone');
}

/** Whether the page that speaks stands on a site that is granted now; our own pages always do. */
export async function isGrantedPage(sender: Sender, ownOrigin: string): Promise<boolean> {
  if (isOwnPage(sender, ownOrigin)) return true;
  const pattern = patternOf(pageOrigin(sender, ownOrigin) ?? '');
  return pattern !== null && isGranted(pattern);
}

/** Refuses a reader whose site was turned off: a page back from the browser's cache has not heard of it. */
export async function assertGranted(sender: Sender, ownOrigin: string): Promise<void> {
  if (!(await isGrantedPage(sender, ownOrigin))) throw new Failure('permission_missing');
}
