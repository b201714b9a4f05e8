import { defineConfig } from 'wxt';

/** Every page and the worker: nothing is ever fetched. `connect-src 'none'` is the promise kept by the browser, not by us. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-src 'none'; object-src 'none'";

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
  vite: () => ({ assetsInclude: ['**/*.bin'], build: { target: 'es2022' } }),
  manifest: ({ browser }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    // `unlimitedStorage`: what was kept as evidence must not be evicted when the disk runs low. It shows no warning.
    permissions: ['storage', 'unlimitedStorage', 'scripting', 'activeTab'],
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
