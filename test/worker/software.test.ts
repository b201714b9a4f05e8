import { expect, it, vi } from 'vitest';
import { browserName, softwareUsed } from '../../src/worker/software.ts';

vi.mock('wxt/browser', () => ({
  browser: {
    runtime: { getManifest: () => ({ version: '0.1.0' }), getPlatformInfo: async () => ({ os: 'win', arch: 'x86-64' }) },
    i18n: { getUILanguage: () => 'zh-TW' },
  },
}));

it('says what the browser says of itself, and what the page’s reader found of the window', async () => {
  const screen = { width: 1920, height: 1080, pixelRatio: 1.25, viewportWidth: 1536, viewportHeight: 730, scrollX: 0, scrollY: 900 };
  const facts = { extension: '0.1.0', model: 'm1', browser: browserName(navigator.userAgent), os: 'win x86-64', userAgent: navigator.userAgent, locale: 'zh-TW' };
  expect(await softwareUsed('m1', screen)).toEqual({ ...facts, screen });
  expect(await softwareUsed('m1')).toEqual({ ...facts, screen: null });
});

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.7', 'Firefox 153.7'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36', 'Chrome 156.0.0.0'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0', 'Edge 150.0'],
  ['Something else', 'Something else'],
])('%s', (userAgent, name) => { expect(browserName(userAgent)).toBe(name); });
