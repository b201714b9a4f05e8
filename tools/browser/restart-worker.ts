import type { BrowserContext } from 'playwright-core';

/**
 * Ends the extension's background script, as the browser does after 30 idle seconds. The next message or event starts it
 * anew, with nothing of what it had in memory.
 */
export async function stopWorker(context: BrowserContext, extensionId: string): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto(`chrome-extension://${extensionId}/manifest.json`);
    const session = await context.newCDPSession(page);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
  } finally {
    await page.close();
  }
}
