// What the two builds ask for and show to pages, against a written list: any change here is a change of promises.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const OUTPUT = resolve(import.meta.dirname, '../../.output');

describe.each(['chrome-mv3', 'firefox-mv3'])('%s', (name) => {
  const manifest = () => JSON.parse(readFileSync(join(OUTPUT, name, 'manifest.json'), 'utf8')) as Record<string, unknown>;

  test('asks for no site at install and for nothing beyond the list', () => {
    const { permissions, host_permissions, optional_host_permissions, optional_permissions, content_scripts } = manifest();
    expect(permissions).toEqual(['storage', 'unlimitedStorage', 'scripting', 'activeTab']);
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

  test('may open no connection', () => {
    const { content_security_policy: policy } = manifest() as { content_security_policy: { extension_pages: string } };
    expect(policy.extension_pages).toContain("default-src 'none'");
    expect(policy.extension_pages).toContain("connect-src 'none'");
    expect(policy.extension_pages).not.toContain('unsafe');
    expect(policy.extension_pages).not.toMatch(/https?:/);
  });

  test('has its icons, its languages and every page it names', () => {
    const { icons, default_locale, action, options_ui } = manifest() as { icons: Record<string, string>; default_locale: string; action: { default_popup: string }; options_ui: { page: string } };
    const files = readdirSync(join(OUTPUT, name), { recursive: true }) as string[];
    expect(Object.keys(icons)).toEqual(['16', '32', '48', '96', '128']);
    expect(default_locale).toBe('en');
    for (const language of ['en', 'zh_CN', 'zh_TW']) expect(files).toContain(join('_locales', language, 'messages.json'));
    for (const page of [action.default_popup, options_ui.page, 'records.html', 'welcome.html', 'reader.js', ...Object.values(icons)]) expect(files).toContain(page.replace(/^\//, ''));
  });

  test('no address outside the device stands in what ships, but names of formats', () => {
    const allowed = /^https?:\/\/(www\.w3\.org|json-schema\.org|bit\.ly\/|dexie\.org|wxt\.dev|tinyurl\.com|goo\.gl|github\.com|developer\.mozilla\.org|127\.0\.0\.1|localhost)/;
    for (const file of (readdirSync(join(OUTPUT, name), { recursive: true }) as string[]).filter((path) => /\.(js|html|css)$/.test(path))) {
      const text = readFileSync(join(OUTPUT, name, file), 'utf8');
      for (const [address] of text.matchAll(/https?:\/\/[a-z0-9.-]+\.[a-z]{2,}[^\s"'`<>)\\]*/gi)) expect(address, file).toMatch(allowed);
    }
  });
});
