import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type BrowserContext, type Worker } from 'playwright-core';
import { findChromium } from './find-browser.mjs';

// Firefox, when it comes: `launch-firefox.ts` beside this, by puppeteer-core over BiDi (Playwright cannot drive a
// released Firefox), returning the same shape so that one test can run in both.

export interface BrowserOptions {
  /** Where the browser keeps its things, to come back to it. Without it a temporary folder, removed on `close()`. */
  profile?: string;
  headless?: boolean;
  /** Language of pages, and of the browser itself where its build has it (Debian: package `chromium-l10n`), e.g. `zh-TW`. */
  locale?: string;
  timezoneId?: string;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  args?: string[];
}

export interface LaunchedBrowser {
  context: BrowserContext;
  close(): Promise<void>;
}

export interface LaunchedExtension extends LaunchedBrowser {
  extensionId: string;
  /** The extension's background script. Stays usable after `restartWorker`. */
  worker: Worker;
}

/** Chromium without the extension. */
export async function launchBrowser(options: BrowserOptions = {}): Promise<LaunchedBrowser> {
  const { profile, headless = true, locale, timezoneId, colorScheme, viewport = { width: 1280, height: 800 }, args = [] } = options;
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium, Chrome or Edge was found. Install one, or name it in CHROMIUM_PATH.');
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'witnessmark-chromium-'));
  const remove = (): void => {
    if (!profile) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };

  try {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath,
      headless,
      chromiumSandbox: false,
      viewport,
      ...(locale && { locale, env: { ...process.env, LANGUAGE: locale.replace('-', '_') } }),
      ...(timezoneId && { timezoneId }),
      ...(colorScheme && { colorScheme }),
      args: [
        '--no-sandbox', // as root there is none
        '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        '--enable-unsafe-extension-debugging', // `trigger-action.ts` needs it
        ...(locale ? [`--lang=${locale}`] : []),
        ...args,
      ],
    });
    const close = async (): Promise<void> => {
      await context.close();
      remove();
    };
    return { context, close };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * Chromium with the built extension, which has been granted nothing yet (see `grant-site.ts`).
 * `extension`: its folder, e.g. `.output/chrome-mv3`.
 */
export async function launchChromium(options: BrowserOptions & { extension: string }): Promise<LaunchedExtension> {
  const extension = resolve(options.extension);
  const browser = await launchBrowser({
    ...options,
    args: [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`, ...(options.args ?? [])],
  });
  const { context } = browser;
  try {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }));
    return { ...browser, worker, extensionId: new URL(worker.url()).host };
  } catch (error) {
    await browser.close();
    throw new Error(`The extension in ${extension} did not start. Is it built, and does its background script run? (Google Chrome itself no longer takes extensions from the command line: use Chromium.)`, { cause: error });
  }
}
