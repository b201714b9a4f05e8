import type { BrowserContext, Page } from 'playwright-core';

/**
 * Clicks the extension's toolbar button for this page's tab, as a person would: the popup opens and `activeTab` stands.
 * The popup is not in `context.pages()`; to look at it, open `popup.html` as a tab.
 */
export async function triggerAction(context: BrowserContext, extensionId: string, page: Page): Promise<void> {
  await page.bringToFront();
  const browser = context.browser();
  if (!browser) throw new Error('This context has no browser to talk to');
  const session = await browser.newBrowserCDPSession();
  try {
    // A page and the tab around it are two targets; only the tab has a toolbar button.
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
    const tabs = targetInfos.filter((target) => target.url === page.url());
    if (tabs.length !== 1) throw new Error(`${tabs.length} tabs show ${page.url()}: which one is meant cannot be told`);
    const send = session.send.bind(session) as (method: string, parameters: object) => Promise<unknown>; // newer than Playwright's types
    await send('Extensions.triggerAction', { id: extensionId, targetId: tabs[0]!.targetId });
  } finally {
    await session.detach();
  }
}
