/**
 * The site of a page. A frame without an address of its own (`about:blank`, `srcdoc`: chat widgets live there) belongs to the page
 * that made it, and its script's own `origin` says which; `null` for a frame that is locked away from every site.
 */
export function originOf(document: Document): string | null {
  const { location, defaultView } = document;
  const origin = location.protocol === 'about:' ? (defaultView?.origin ?? 'null') : location.origin;
  return /^https?:\/\//.test(origin) ? origin : null;
}

/** Where the page stands; of a frame without an address, where the page that made it stands. */
export function addressOf(document: Document): string {
  return document.location.protocol === 'about:' ? document.baseURI : document.location.href;
}
