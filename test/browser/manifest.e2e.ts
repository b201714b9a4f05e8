// What the two builds ask for and show to pages, against a written list: any change here is a change of promises.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capture } from '../../src/locales/capture.ts';
import type { Language } from '../../src/locales/language.ts';
import { AUTHORITIES } from '../../src/timestamp/authorities.ts';

const OUTPUT = resolve(import.meta.dirname, '../../.output');

describe.each(['chrome-mv3', 'firefox-mv3'])('%s', (name) => {
  const manifest = () => JSON.parse(readFileSync(join(OUTPUT, name, 'manifest.json'), 'utf8')) as Record<string, unknown>;

  test('asks for no site at install and for nothing beyond the list', () => {
    const { permissions, host_permissions, optional_host_permissions, optional_permissions, content_scripts } = manifest();
    expect(permissions).toEqual(['storage', 'unlimitedStorage', 'scripting', 'activeTab', 'contextMenus']);
    expect(host_permissions).toBeUndefined();
    expect(content_scripts).toBeUndefined();
    expect(optional_permissions).toBeUndefined();
    expect(optional_host_permissions).toEqual(['http://*/*', 'https://*/*']);
  });

  test('shows pages nothing and takes no page of the browser over', () => {
    const { web_accessible_resources, externally_connectable, chrome_url_overrides } = manifest();
    expect(web_accessible_resources).toBeUndefined();
    expect(externally_connectable).toBeUndefined();
    expect(chrome_url_overrides).toBeUndefined();
  });

  test('has one shortcut, said in three languages', () => {
    const { commands } = manifest() as { commands: Record<string, object> };
    expect(commands).toEqual({ 'archive-message': { suggested_key: { default: 'Alt+Shift+E' }, description: '__MSG_commandArchive__' } });
    for (const language of ['en', 'zh_CN', 'zh_TW']) {
      const messages = JSON.parse(readFileSync(join(OUTPUT, name, '_locales', language, 'messages.json'), 'utf8')) as Record<string, { message: string }>;
      expect(messages.commandArchive?.message, language).toBe(capture[language as Language].menu_archive);
    }
  });

  test('lets through what one page needs, and no script from anywhere else', () => {
    const { content_security_policy: policy } = manifest() as { content_security_policy: { extension_pages: string } };
    expect(policy.extension_pages.split('; ')).toEqual([
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", 'connect-src http: https:',
      "form-action 'none'", "base-uri 'none'", "frame-src 'self'", "object-src 'none'",
    ]);
  });

  test('every page but the one that asks for time stamps may open no connection, before any of its scripts runs', () => {
    const pages = (readdirSync(join(OUTPUT, name), { recursive: true }) as string[]).filter((path) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThanOrEqual(5);
    for (const page of pages) {
      const html = readFileSync(join(OUTPUT, name, page), 'utf8').replaceAll('&#39;', "'");
      const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html);
      if (page === 'stamp.html') {
        expect(policy).toBeNull();
        // It shows nothing and does nothing but ask.
        expect(html.replace(/[\s\S]*<body>|<\/body>[\s\S]*/g, '').trim()).toBe('');
        continue;
      }
      // The history page puts that one into a frame; no other page has frames.
      expect(policy?.[1]?.split('; '), page).toEqual(page === 'records.html' ? ["connect-src 'none'"] : ["connect-src 'none'", "frame-src 'none'"]);
      expect(policy!.index, page).toBeLessThan(/<script|<link/.exec(html)!.index);
    }
  });

  test('the worker and the reader hold nothing that could connect; of the pages one script does', () => {
    const asks = /\bfetch\(|XMLHttpRequest|new WebSocket|sendBeacon|new EventSource|WebTransport|RTCPeerConnection/;
    for (const file of ['background.js', 'reader.js']) expect(asks.exec(readFileSync(join(OUTPUT, name, file), 'utf8'))?.[0], file).toBeUndefined();
    const ours = readdirSync(join(OUTPUT, name, 'chunks')).filter((file) => /fetch\([^)]{0,20}\{method:.POST/.test(readFileSync(join(OUTPUT, name, 'chunks', file), 'utf8')));
    expect(ours).toHaveLength(1);
    expect(readFileSync(join(OUTPUT, name, 'stamp.html'), 'utf8')).toContain(ours[0]);
  });

  test('has its icons, its languages and every page it names', () => {
    const { icons, default_locale, action, options_ui } = manifest() as { icons: Record<string, string>; default_locale: string; action: { default_popup: string }; options_ui: { page: string } };
    const files = readdirSync(join(OUTPUT, name), { recursive: true }) as string[];
    expect(Object.keys(icons)).toEqual(['16', '32', '48', '96', '128']);
    expect(default_locale).toBe('en');
    for (const language of ['en', 'zh_CN', 'zh_TW']) expect(files).toContain(join('_locales', language, 'messages.json'));
    for (const page of [action.default_popup, options_ui.page, 'records.html', 'welcome.html', 'reader.js', ...Object.values(icons)]) expect(files).toContain(page.replace(/^\//, ''));
  });

  test('no address outside the device stands in what ships, but names of formats and authorities to choose from', () => {
    const allowed = /^https?:\/\/(www\.w3\.org|json-schema\.org|bit\.ly\/|dexie\.org|wxt\.dev|tinyurl\.com|goo\.gl|github\.com|developer\.mozilla\.org|127\.0\.0\.1|localhost)/;
    // Authorities that the reader may choose; none is asked by itself.
    const authorities = new Set(AUTHORITIES.map(({ url }) => url));
    for (const file of (readdirSync(join(OUTPUT, name), { recursive: true }) as string[]).filter((path) => /\.(js|html|css)$/.test(path))) {
      const text = readFileSync(join(OUTPUT, name, file), 'utf8');
      for (const [address] of text.matchAll(/https?:\/\/[a-z0-9.-]+\.[a-z]{2,}[^\s"'`<>)\\]*/gi)) {
        if (!authorities.has(address) || /^(background|reader)\.js$/.test(file)) expect(address, file).toMatch(allowed);
      }
    }
  });
});
