import type { StampAuthority } from '../core/stamp.ts';

/**
 * Authorities that answer without an account, for the reader to choose from. What is known of each, from where and of when, stands beside it;
 * none was asked by us. None of these is run in mainland China, Taiwan or Hong Kong: for those places no public address that answers
 * without a contract could be sourced (looked for on 2026-11-22), so the free entry is for them. Whether a court takes the word of
 * any of them is for the court.
 */
export const AUTHORITIES: readonly StampAuthority[] = [
  // Its certificates say O=Free TSA, L=Wuerzburg, C=DE, and its root signed itself (valid to 2041-03-07): no browser and no system knows it.
  // Source: freetsa.org/files/cacert.pem as described in public archives of it; address as in its own instructions. Read 2026-11-22.
  { id: 'freetsa', name: 'Free TSA', url: 'https://freetsa.org/tsr', country: 'DE' },
  // sectigo.com/resource-library/time-stamping-server names both addresses and asks for 15 seconds between two questions; of the second it
  // says that it is the one for eIDAS. Its practice statement for that one is v1.1.4, in force since 2026-02-11. Read 2026-11-22.
  { id: 'sectigo_qualified', name: 'Sectigo (eIDAS)', url: 'http://timestamp.sectigo.com/qualified', country: 'EU' },
  { id: 'sectigo', name: 'Sectigo', url: 'http://timestamp.sectigo.com/', country: 'GB' },
  // The address stands in instructions for signing programs everywhere; no terms of its own for time stamps were found. A public survey
  // of 2026 had an answer under policy 2.16.840.1.114412.7.1. Read 2026-11-22.
  { id: 'digicert', name: 'DigiCert', url: 'http://timestamp.digicert.com/', country: 'US' },
];

const LONGEST = 500;

/**
 * The one spelling of an authority's address. Null for what is none: another scheme, a name and password in it, too long, not an address.
 * Plain `http` is allowed, as many authorities have no other: the answer is signed, and the question is a hash.
 */
export function parseAuthority(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST || !/^https?:\/\/[^/]/i.test(trimmed) || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  url.hash = '';
  return url.href.length > LONGEST ? null : url.href;
}

/** The one host of an address, as the browser grants it. */
export function authorityPattern(url: string): string {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
}
