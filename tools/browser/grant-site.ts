import type { BrowserContext } from 'playwright-core';

/**
 * Answers the browser's permission prompt beforehand, on its own page of extensions. The extension still has to ask:
 * its next `permissions.request()` for this pattern, in a real click, is granted without a prompt and `onAdded` fires.
 * Until then `permissions.contains()` is false.
 * `pattern`: e.g. `http://localhost/*`, which covers every port.
 */
export async function grantSite(context: BrowserContext, extensionId: string, pattern: string): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto('chrome://extensions/');
    await page.evaluate(
      ([id, origin]) => {
        type DeveloperPrivate = { addHostPermission(id: string, origin: string): Promise<void> };
        const { developerPrivate } = (globalThis as unknown as { chrome: { developerPrivate: DeveloperPrivate } }).chrome;
        return developerPrivate.addHostPermission(id, origin);
      },
      [extensionId, pattern] as const,
    );
  } finally {
    await page.close();
  }
}
