import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { build } from 'vite';
import { describe, expect, test, vi } from 'vitest';
import { buildVerifyPage, MOST_BYTES, verifyPage } from '../../tools/build/verify-page.ts';
import { verifyPagePlugin } from '../../tools/build/verify-page-plugin.ts';

vi.setConfig({ testTimeout: 30_000 });

describe('verify.html', () => {
  test('is the same to the byte whenever it is built, and small', async () => {
    const page = await buildVerifyPage();
    expect(await buildVerifyPage()).toBe(page);
    expect(await verifyPage()).toBe(page);
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(MOST_BYTES);
  });

  test('is the same from a plain Node, without the settings of a test run', async () => {
    const root = resolve(import.meta.dirname, '../..');
    const line = "import('./tools/build/verify-page.ts').then(({ buildVerifyPage }) => buildVerifyPage()).then((page) => process.stdout.write(page))";
    const { NODE_ENV: _, VITEST: __, ...env } = process.env;
    const page = execFileSync(resolve(root, 'node_modules/.bin/node'), ['-e', line], { cwd: root, encoding: 'utf8', env, maxBuffer: 4e6 });
    expect(page === (await buildVerifyPage())).toBe(true);
  });

  test('works for a script in plain Node after `verify-page-node.ts`', async () => {
    const root = resolve(import.meta.dirname, '../..');
    const line = "import('./tools/build/verify-page-node.ts').then(() => import('virtual:verify-page')).then(({ default: page }) => process.stdout.write(page))";
    const page = execFileSync(resolve(root, 'node_modules/.bin/node'), ['--input-type=module', '-e', line], { cwd: root, encoding: 'utf8', maxBuffer: 4e6 });
    expect(page === (await verifyPage())).toBe(true);
  });

  test('is one file that may reach nothing, with one script and one style that its policy names', async () => {
    const page = await verifyPage();
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    for (const [tag, rule] of [['script', 'script-src'], ['style', 'style-src']] as const) {
      const found = [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
      expect(found).toHaveLength(1);
      expect(policy).toContain(`${rule} 'sha256-${createHash('sha256').update(found[0]![1]!).digest('base64')}'`);
    }
    expect(page.match(/<script\b/g)).toHaveLength(1);
    expect(/<link|<iframe|\ssrc=|@import|url\(/.exec(page)?.[0]).toBeUndefined();
    // Names of formats, none of which is ever asked for.
    for (const [address] of page.matchAll(/https?:\/\/[a-z0-9.-]+\.[a-z]{2,}[^\s"'`<>)\\]*/gi)) expect(address).toMatch(/^http:\/\/www\.w3\.org\//);
    expect(page.includes(resolve(import.meta.dirname, '../..'))).toBe(false);
    expect(/[\u202a-\u202e\u2066-\u2069]/.exec(page)?.[0]).toBeUndefined();
    expect(page.includes('\0')).toBe(false);
  });

  test('`virtual:verify-page` gives it in a build', async () => {
    const entry = { name: 'entry', resolveId: (id: string) => (id === 'virtual:entry' ? '\0entry' : null), load: (id: string) => (id === '\0entry' ? 'export { default } from "virtual:verify-page";' : null) };
    const result = await build({
      configFile: false, logLevel: 'error', plugins: [verifyPagePlugin(), entry],
      build: { write: false, minify: false, rolldownOptions: { input: 'virtual:entry', preserveEntrySignatures: 'strict', output: { format: 'es' } } },
    });
    const { output } = (Array.isArray(result) ? result[0] : result) as { output: { code: string }[] };
    const { default: html } = (await import(`data:text/javascript;base64,${Buffer.from(output[0]!.code).toString('base64')}`)) as { default: string };
    expect(html).toBe(await verifyPage());
  });
});
