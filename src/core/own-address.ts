/**
 * An address of this site, else the site itself. A page can say that it stands elsewhere (`<base>` in a frame without an address of its own),
 * and the browser tells us only of which site it is: a record must not name another's page.
 * @param site an origin
 */
export function ownAddress(url: string, site: string): string {
  return url === '' || url.startsWith(`${site}/`) ? url : site;
}
