// The built extension gets a time stamp from openssl's authority on loopback, by way of its one page that may connect; nothing else of it can.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stamp as words } from '../../src/locales/stamp.ts';
import { openOwnPage } from '../../tools/browser/extension-pages.ts';
import { grantSite } from '../../tools/browser/grant-site.ts';
import { launchChromium, type LaunchedExtension } from '../../tools/browser/launch-chromium.ts';
import { makeAuthority, serveAuthority, type Authority, type Served } from '../timestamp/authority.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');
const DATA = 'the manifest of a bundle\n';
const digest = [...createHash('sha256').update(DATA).digest()];
const say = words.en;

let authority: Authority;
let served: Served;
let browser: LaunchedExtension;
let own: Page;
let options: Page;
let code: string;

beforeAll(async () => {
  authority = makeAuthority();
  served = await serveAuthority(authority);
  // A name that is no loopback address for the browser: plain http to the outside.
  browser = await launchChromium({ extension: EXTENSION, locale: 'en', args: ['--host-resolver-rules=MAP tsa.example 127.0.0.1'] });
  own = await openOwnPage(browser.context, browser.extensionId, 'records.html');
  options = await openOwnPage(browser.context, browser.extensionId, 'options.html');
  const built = await build({ configFile: false, publicDir: false, logLevel: 'error', build: { write: false, target: 'es2022', lib: { entry: resolve(import.meta.dirname, 'stamp-entry.ts'), name: 'stamping', formats: ['iife'] } } });
  code = [built].flat().flatMap((result) => ('output' in result ? result.output : [])).find((file) => file.type === 'chunk')!.code;
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  authority?.remove();
});

type Answer = { tsr: number[]; chainPem: string; genTime: string; authority: string } | { problem: string };

/** Has the manifest stamped from a page of ours, as the export does. */
async function stampFrom(page: Page, url: string, cancelAfter?: number): Promise<Answer> {
  return page.evaluate(`(async () => {
    ${code.replace(/^"use strict";?|^var stamping ?=/, (found) => (found.startsWith('var') ? 'const stamping =' : found))}
    const ended = new AbortController();
    if (${cancelAfter ?? -1} >= 0) setTimeout(() => ended.abort(), ${cancelAfter ?? 0});
    const signal = ended.signal;
    try {
      const kept = await stamping.stampManifest({ digest: Uint8Array.from(${JSON.stringify(digest)}), authority: ${JSON.stringify(url)}, signal,
        ask: (question) => stamping.askByFrame(question, { signal, page: chrome.runtime.getURL('/stamp.html') }) });
      return { ...kept, tsr: [...kept.tsr] };
    } catch (error) {
      return { problem: error.problem ?? error.code ?? String(error) };
    }
  })()`) as Promise<Answer>;
}

/** The list of authorities in the options, and the address of one of the reader's own. */
async function enterAddress(url: string): Promise<void> {
  const section = options.locator('section', { has: options.locator('#stamp-title') });
  await section.locator('select').selectOption('off');
  await section.locator('select').selectOption('other');
  await section.getByLabel(say.address, { exact: true }).fill(url);
  await section.getByRole('button', { name: say.address_keep }).click();
  await section.getByText(say.not_allowed).waitFor();
}

type Chrome = { permissions: { contains(what: object): Promise<boolean> }; scripting: { getRegisteredContentScripts(): Promise<{ matches?: string[] }[]> } };
const granted = (pattern: string) => own.evaluate((origin) => (globalThis as unknown as { chrome: Chrome }).chrome.permissions.contains({ origins: [origin] }), pattern);
const registered = () => own.evaluate(async () => (await (globalThis as unknown as { chrome: Chrome }).chrome.scripting.getRegisteredContentScripts()).flatMap(({ matches }) => matches ?? []));

describe('a time stamp', () => {
  test('is not asked for before an authority was chosen, nor before it was allowed', async () => {
    expect(await stampFrom(own, `${served.origin}/`)).toEqual({ problem: 'off' });
    await enterAddress(`${served.origin}/`);
    expect(await stampFrom(own, `${served.origin}/`)).toEqual({ problem: 'not_granted' });
    expect(served.asked).toEqual([]);
  });

  test('is got in the click that allows the one host, and openssl finds it right', async () => {
    await grantSite(browser.context, browser.extensionId, 'http://127.0.0.1/*');
    await options.getByRole('button', { name: say.allow.replace('{host}', new URL(served.origin).host) }).click();
    await options.getByText(say.allowed.replace('{host}', new URL(served.origin).host)).first().waitFor();
    const kept = await stampFrom(own, `${served.origin}/`);
    if ('problem' in kept) throw new Error(kept.problem);
    expect(kept.authority).toBe('Loopback Time, Test, CN');
    writeFileSync(join(authority.dir, 'manifest'), DATA);
    writeFileSync(join(authority.dir, 'kept.tsr'), Uint8Array.from(kept.tsr));
    writeFileSync(join(authority.dir, 'tsa-chain.pem'), kept.chainPem);
    expect(authority.openssl('ts', '-verify', '-in', 'kept.tsr', '-data', 'manifest', '-CAfile', 'tsa-chain.pem')).toContain('Verification: OK');
  });

  test('sent one question: the hash, and nothing of the reader that a request can do without', async () => {
    expect(served.asked.map(({ method, path }) => [method, path])).toEqual([['POST', '/']]);
    const [{ headers, body }] = served.asked as [Served['asked'][number]];
    expect(Buffer.from(body).toString('hex')).toContain(Buffer.from(digest).toString('hex'));
    expect(body.length).toBe(77);
    for (const name of ['cookie', 'authorization', 'referer']) expect(headers[name], name).toBeUndefined();
    expect(headers['accept-language']).toBe('*');
  });

  test('does not make the host one that is read', async () => {
    expect(await registered()).toEqual([]);
    const page = await browser.context.newPage();
    await page.goto(`${served.origin}/words`);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe('<html><head></head><body><h1>Sign in to the network</h1></body></html>');
    await page.close();
  });

  test('cannot be asked for from an address that was not chosen, and stops when it is cancelled', async () => {
    const before = served.asked.length;
    expect(await stampFrom(own, `${served.origin}/other`)).toEqual({ problem: 'off' });
    expect(served.asked.length).toBe(before);
    await enterAddressAllowed('/slow');
    expect(await stampFrom(own, `${served.origin}/slow`, 400)).toEqual({ problem: 'cancelled' });
    expect(await own.locator('iframe').count()).toBe(0);
    await enterAddressAllowed('/sent-on');
    expect(await stampFrom(own, `${served.origin}/sent-on`)).toEqual({ problem: 'unreachable' });
    expect(served.asked.slice(before).map(({ path }) => path)).toEqual(['/slow', '/sent-on']);
  });

  test('is got over plain http from a host that is not this device', async () => {
    const url = `http://tsa.example:${new URL(served.origin).port}/`;
    await enterAddress(url);
    await grantSite(browser.context, browser.extensionId, 'http://tsa.example/*');
    await options.getByRole('button', { name: say.allow.replace('{host}', new URL(url).host) }).click();
    await options.getByText(say.allowed.replace('{host}', new URL(url).host)).first().waitFor();
    expect(await stampFrom(own, url)).toMatchObject({ authority: 'Loopback Time, Test, CN' });
    // The authority before it is not allowed any more.
    expect(await granted('http://127.0.0.1/*')).toBe(false);
  });

  test('is off again when the reader says so, and the permission is given back', async () => {
    const before = served.asked.length;
    await options.locator('section', { has: options.locator('#stamp-title') }).locator('select').selectOption('off');
    await expect.poll(() => granted('http://tsa.example/*')).toBe(false);
    expect(await stampFrom(own, `http://tsa.example:${new URL(served.origin).port}/`)).toEqual({ problem: 'off' });
    expect(served.asked.length).toBe(before);
  });
});

/** Another path of a host that is allowed: choosing it takes the permission of the one before only where the host differs. */
async function enterAddressAllowed(path: string): Promise<void> {
  const section = options.locator('section', { has: options.locator('#stamp-title') });
  await section.locator('select').selectOption('other');
  await section.getByLabel(say.address, { exact: true }).fill(`${served.origin}${path}`);
  await section.getByRole('button', { name: say.address_keep }).click();
  await section.getByText(`${served.origin}${path}`).waitFor();
}

test('no other page of ours can connect, whatever is allowed', async () => {
  const host = `${served.origin}/`;
  await enterAddress(host);
  await grantSite(browser.context, browser.extensionId, 'http://127.0.0.1/*');
  await options.getByRole('button', { name: say.allow.replace('{host}', new URL(host).host) }).click();
  await expect.poll(() => granted('http://127.0.0.1/*')).toBe(true);
  const before = served.asked.length;
  for (const path of ['records.html', 'options.html', 'popup.html', 'welcome.html']) {
    const page = await openOwnPage(browser.context, browser.extensionId, path);
    const tried = await page.evaluate(async (url) => {
      const fetched = await fetch(url, { method: 'POST', body: 'x', mode: 'no-cors' }).then(() => 'sent', () => 'refused');
      const asked = await new Promise<string>((done) => {
        const request = new XMLHttpRequest();
        request.addEventListener('load', () => done('sent'));
        request.addEventListener('error', () => done('refused'));
        request.open('POST', url);
        request.send('x');
      });
      return [fetched, asked];
    }, host);
    expect(tried, path).toEqual(['refused', 'refused']);
    await page.close();
  }
  expect(served.asked.length).toBe(before);
});
