// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { Picking } from '../../src/reader/picking.ts';
import type { Offer } from '../../src/reader/known.ts';
import type { Session } from '../../src/reader/session.ts';

test('a page that takes the line away at once leaves nothing on, and it can be tried again', () => {
  const offers: (Offer | null)[] = [];
  const session = { messages: 1, offerTo: (offer: Offer | null) => void offers.push(offer) } as unknown as Session;
  const stop = new AbortController();
  const picking = new Picking({ session, document, language: 'en', calm: false, endElsewhere: async () => true, signal: stop.signal });
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

test('ended by the reader here it ends in the other frames; ended from there, or with the reader of the page, nothing is sent back', () => {
  let ended = 0;
  const session = { messages: 1, offerTo: () => undefined } as unknown as Session;
  const stop = new AbortController();
  const endElsewhere = () => {
    ended++;
    return Promise.reject(new Error('No response'));
  };
  const picking = new Picking({ session, document, language: 'en', calm: false, endElsewhere, signal: stop.signal });
  picking.set(true);
  picking.set(false);
  expect(ended).toBe(0);
  picking.set(true);
  const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
  document.body.dispatchEvent(escape);
  // A key that the page makes up is none.
  expect([picking.on, ended]).toEqual([true, 0]);
  document.body.dispatchEvent(Object.defineProperty(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }), 'isTrusted', { value: true }));
  expect([picking.on, ended]).toEqual([false, 1]);
  picking.set(true);
  stop.abort();
  expect([picking.on, ended]).toEqual([false, 1]);
});
