// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { Picking } from '../../src/reader/picking.ts';
import type { Offer, Session } from '../../src/reader/session.ts';

test('a page that takes the line away at once leaves nothing on, and it can be tried again', () => {
  const offers: (Offer | null)[] = [];
  const session = { messages: 1, offerTo: (offer: Offer | null) => void offers.push(offer) } as unknown as Session;
  const stop = new AbortController();
  const picking = new Picking({ session, document, language: 'en', calm: false, signal: stop.signal });
  // A listener of the page for lost focus runs while the line is being put up.
  document.documentElement.append = () => undefined;
  expect(picking.set(true)).toBe(false);
  expect(picking.on).toBe(false);
  expect(offers.at(-1)).toBeNull();
  Reflect.deleteProperty(document.documentElement, 'append');
  expect(picking.set(true)).toBe(true);
  expect(offers.at(-1)).not.toBeNull();
  stop.abort();
  expect(picking.on).toBe(false);
});
