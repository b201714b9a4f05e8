import { expect, test, vi } from 'vitest';
import { assertGranted, assertSpeaksFor, type Sender } from '../../src/worker/senders.ts';

vi.mock('../../src/access/hosts.ts', async (original) => ({ ...(await original<object>()), isGranted: async (pattern: string) => pattern === 'https://widget.example/*' }));

const OWN = 'chrome-extension://abc';
const WIDGET = 'https://widget.example';
/** A reader in a frame: the tab is the page's, the address is the frame's. */
const inFrame = (url: string, origin: string, page: string): Sender => ({ id: 'abc', url, origin, tab: { id: 1, url: page } });

test.each<[string, Sender]>([
  ['in a page that is off', inFrame(`${WIDGET}/chat`, WIDGET, 'https://shop.example/')],
  ['without an address, made by a frame that is on', inFrame('about:blank', WIDGET, 'https://shop.example/')],
  ['with its document within, made by a frame that is on', inFrame('about:srcdoc', WIDGET, 'https://shop.example/')],
])('a frame of a site that is on may speak for that site: %s', async (_name, sender) => {
  await expect(assertGranted(sender, OWN)).resolves.toBeUndefined();
  expect(() => assertSpeaksFor(sender, WIDGET, OWN)).not.toThrow();
  expect(() => assertSpeaksFor(sender, 'https://shop.example', OWN)).toThrow(/bad_request/);
});

test.each<[string, Sender]>([
  ['a page that is off, though a frame in it is on', { id: 'abc', url: 'https://shop.example/', origin: 'https://shop.example', tab: { id: 1, url: 'https://shop.example/' } }],
  ['a frame of a site that is off, in a page that is on', inFrame('https://ads.example/', 'https://ads.example', `${WIDGET}/`)],
  ['a frame without an address of a site that is off, in a page that is on', inFrame('about:blank', 'https://ads.example', `${WIDGET}/`)],
  ['a frame that is locked away, in a page that is on', inFrame('about:srcdoc', 'null', `${WIDGET}/`)],
  ['a frame of a site that is on and is locked away', inFrame(`${WIDGET}/chat`, 'null', 'https://shop.example/')],
])('the frame’s own site is what counts: %s is refused', async (_name, sender) => {
  await expect(assertGranted(sender, OWN)).rejects.toThrow(/permission_missing/);
  expect(() => assertSpeaksFor(sender, WIDGET, OWN)).toThrow(/bad_request/);
});
