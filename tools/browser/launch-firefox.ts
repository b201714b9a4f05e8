import { resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findProgram } from './find-browser.mjs';

// By puppeteer over BiDi: Playwright drives only a Firefox that it patched itself.

/** The address of our pages in this browser: Firefox draws one by chance for each profile, unless told. */
const UUID = '5d1a7c52-0b5e-4c5c-9d0a-7f0b6d1c2e3a';

export interface LaunchedFirefox {
  browser: Browser;
  /** Opens one of our own pages in a tab. */
  openOwnPage(path: string): Promise<Page>;
  /** Runs an expression in the browser's own window, where its menus and shortcuts are: key presses of a driver never get there. */
  inBrowserWindow(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

/** What puppeteer speaks through to this browser, as far as we need it. */
interface BidiConnection {
  send(method: 'browsingContext.getTree', params: object): Promise<{ result: { contexts: { context: string }[] } }>;
  send(method: 'script.evaluate', params: object): Promise<{ result: { type: string; result?: { value?: unknown }; exceptionDetails?: { text: string } } }>;
}

/** Firefox with the extension installed for this run. Its permission prompt is answered with yes beforehand. */
export async function launchFirefox({ extension, extensionId }: { extension: string; extensionId: string }): Promise<LaunchedFirefox> {
  const executablePath = findProgram(['firefox-esr', 'firefox']);
  if (!executablePath) throw new Error('No Firefox was found. On Debian: apt-get install firefox-esr');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    // Without it, pages of an extension cannot be opened by a driver.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: UUID }),
      'extensions.webextOptionalPermissionPrompts': false,
    },
  });
  try {
    await browser.installExtension(resolve(extension));
  } catch (error) {
    await browser.close();
    throw new Error(`Firefox refused the extension in ${extension}`, { cause: error });
  }
  return {
    browser,
    async openOwnPage(path) {
      const page = await browser.newPage();
      // Waiting for any event of the load never ends for such a page.
      await page.goto(`moz-extension://${UUID}/${path}`, { waitUntil: [] });
      await page.waitForSelector('main');
      return page;
    },
    async inBrowserWindow(expression) {
      const { connection } = browser as unknown as { connection: BidiConnection };
      const { result: { contexts } } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
      const { result } = await connection.send('script.evaluate', { expression, target: { context: contexts[0]!.context }, awaitPromise: true });
      if (result.type !== 'success') throw new Error(`${expression}: ${result.exceptionDetails?.text}`);
      return result.result?.value;
    },
    close: () => browser.close(),
  };
}
