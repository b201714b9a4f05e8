import { defineConfig } from 'wxt';
import { verifyPagePlugin } from './tools/build/verify-page-plugin.ts';

/**
 * What holds for every page and the worker. A policy in the manifest is fixed at build time, and which authority a reader will ask for a time
 * stamp is not known then: so it lets through what one page needs, and `connectNothing` takes it away from all the others again.
 */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src http: https:; form-action 'none'; base-uri 'none'; frame-src 'self'; object-src 'none'";

/** The one page that may connect, and the one that may put it into a frame. */
const CONNECTS = 'stamp.html';
const FRAMES = 'records.html';

/** Every page but one carries a second policy: nothing is ever fetched. A promise kept by the browser, not by us; pages that are yet to be written have it too. */
function connectNothing() {
  return {
    name: 'connect-nothing',
    apply: 'build' as const,
    transformIndexHtml: {
      order: 'post' as const,
      handler(html: string, { path }: { path: string }) {
        const page = `${path.replace(/\/index\.html$/, '').split('/').at(-1)!.replace(/\.html$/, '')}.html`;
        if (page === CONNECTS) return { html, tags: [] };
        const content = page === FRAMES ? "connect-src 'none'" : "connect-src 'none'; frame-src 'none'";
        return { html, tags: [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' as const }] };
      },
    },
  };
}

export default defineConfig({
  srcDir: 'src',
  entrypointsDir: '../entrypoints',
  imports: false,
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'firefox'],
  modules: ['@wxt-dev/webextension-polyfill'],
  // Chrome refuses a script that holds U+FFFE/U+FFFF unescaped, and the tables of `text/` have odd characters.
  experimental: { escapeUnicode: true },
  // The model is a file beside its code; `?inline` makes it part of the script, so that no page can probe for it.
  // The polyfill of preloading is the one thing that would fetch.
  vite: () => ({ assetsInclude: ['**/*.bin'], build: { target: 'es2022', modulePreload: { polyfill: false } }, plugins: [connectNothing(), verifyPagePlugin()] }),
  manifest: ({ browser }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    // `unlimitedStorage`: what was kept as evidence must not be evicted when the disk runs low. It shows no warning.
    // `contextMenus`: one line in the browser's menu. With it, the shortcut and the toolbar button the browser allows a picture of the tab.
    permissions: ['storage', 'unlimitedStorage', 'scripting', 'activeTab', 'contextMenus'],
    commands: { 'archive-message': { suggested_key: { default: 'Alt+Shift+E' }, description: '__MSG_commandArchive__' } },
    // Nothing at install. The popup asks for one site, in the click; nothing else is ever asked for.
    optional_host_permissions: ['http://*/*', 'https://*/*'],
    content_security_policy: { extension_pages: contentSecurityPolicy },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'witnessmark@witnessmark.org',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '120' }),
  }),
  zip: { excludeSources: ['test/**', 'corpus/**', 'out/**'] },
});
