import { browser } from 'wxt/browser';

/** A page may ask again and again, by a reader that it took over. */
const AT_MOST_EVERY_MS = 1_000;
let last = 0;

/** Shows the history page: the tab that has it, else a new one. Answers whether it did. */
export async function openHistory(): Promise<boolean> {
  if (Date.now() - last < AT_MOST_EVERY_MS) return false;
  last = Date.now();
  const url = browser.runtime.getURL('/records.html' as '/');
  const [open] = await browser.tabs.query({ url: `${url}*` });
  if (open?.id === undefined) await browser.tabs.create({ url });
  else {
    await browser.tabs.update(open.id, { active: true });
    if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
  }
  return true;
}
