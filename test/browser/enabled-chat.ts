import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { enableSite, openOwnPage } from '../../tools/browser/extension-pages.ts';
import { launchChromium, type LaunchedExtension } from '../../tools/browser/launch-chromium.ts';

/** A page of ours served as a site of its own, which is turned on, in a Chromium with the extension. */
export interface EnabledChat {
  browser: LaunchedExtension;
  chat: Page;
  /** The history, to look into the database from. */
  own: Page;
  close(): Promise<void>;
}

export async function openEnabledChat(extension: string, html: string, viewport: { width: number; height: number }): Promise<EnabledChat> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  let browser: LaunchedExtension | undefined;
  const close = async () => {
    await browser?.close();
    server.closeAllConnections();
    server.close();
  };
  try {
    browser = await launchChromium({ extension, locale: 'en', viewport });
    const own = await openOwnPage(browser.context, browser.extensionId, 'records.html');
    const chat = await browser.context.newPage();
    await chat.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await enableSite(browser.context, browser.extensionId, chat);
    return { browser, chat, own, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Longer than our controls wait before they take a press. */
export const pause = (ms = 500) => new Promise<void>((done) => setTimeout(done, ms));
