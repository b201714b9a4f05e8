import { expect, test } from 'vitest';
import { assertOwnPage, assertSpeaksFor } from '../../src/worker/senders.ts';

const OWN = 'chrome-extension://abc';
const own = { id: 'abc', url: `${OWN}/records.html` };
const page = { id: 'abc', url: 'https://chat.example/room', tab: { id: 1 } };

test('our own pages may ask anything; a reader only for its own site', () => {
  expect(() => assertOwnPage(own, OWN)).not.toThrow();
  expect(() => assertSpeaksFor(own, 'https://chat.example', OWN)).not.toThrow();
  expect(() => assertSpeaksFor(page, 'https://chat.example', OWN)).not.toThrow();
});

test('a frame without an address speaks for the page that made it, and for no other', () => {
  const frame = { url: 'about:blank', origin: 'https://chat.example' };
  expect(() => assertSpeaksFor(frame, 'https://chat.example', OWN)).not.toThrow();
  expect(() => assertSpeaksFor(frame, 'https://bank.example', OWN)).toThrow(/bad_request/);
  expect(() => assertSpeaksFor({ url: 'about:srcdoc', origin: 'null' }, 'null', OWN)).toThrow(/bad_request/);
  expect(() => assertSpeaksFor({ url: 'about:blank' }, 'https://chat.example', OWN)).toThrow(/bad_request/);
});

test.each([
  ['a reader asking as a page of ours', () => assertOwnPage(page, OWN)],
  ['a page whose address begins like ours', () => assertOwnPage({ url: 'https://evil.example/chrome-extension://abc/' }, OWN)],
  ['a look-alike id', () => assertOwnPage({ url: `${OWN}d/records.html` }, OWN)],
  ['a reader of another site', () => assertSpeaksFor(page, 'https://bank.example', OWN)],
  ['another port is another site', () => assertSpeaksFor({ url: 'http://localhost:1/' }, 'http://localhost:2', OWN)],
  ['no address at all', () => assertSpeaksFor({}, 'https://chat.example', OWN)],
])('%s is refused', (_name, ask) => expect(ask).toThrow(/bad_request/));
