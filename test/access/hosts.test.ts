import { describe, expect, test } from 'vitest';
import { isOneSite, patternOf, whyUnreadable } from '../../src/access/hosts.ts';

describe('patternOf names one site', () => {
  test.each([
    ['https://chat.example/a/b?c#d', 'https://chat.example/*'],
    ['http://localhost:9000/#/chan-2', 'http://localhost/*'],
    ['https://聊天.example/', 'https://xn--rss932g.example/*'],
  ])('%s', (url, pattern) => {
    expect(patternOf(url)).toBe(pattern);
    expect(isOneSite(pattern)).toBe(true);
  });
});

describe('pages that cannot be read say why', () => {
  test.each([
    ['https://chromewebstore.google.com/detail/x', 'store'],
    ['https://addons.mozilla.org/firefox/', 'store'],
    ['chrome://settings', 'browser'],
    ['about:config', 'browser'],
    ['moz-extension://11/x.html', 'extension'],
    ['file:///home/a.html', 'file'],
    ['https://a.example/contract.pdf', 'pdf'],
    ['https://a.example/contract.PDF?x=1', 'pdf'],
    ['data:text/html,x', 'other'],
    ['', 'other'],
  ])('%s', (url, why) => {
    expect(whyUnreadable(url)).toBe(why);
    expect(patternOf(url)).toBeNull();
  });
});

test.each(['*://*/*', '<all_urls>', 'https://*/*', 'http://*/*', 'https://*.example/*', 'https://a.example/b', 'https://a.example/'])('%s is not one site', (pattern) => {
  expect(isOneSite(pattern)).toBe(false);
});
