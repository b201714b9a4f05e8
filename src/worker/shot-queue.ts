import { browser } from 'wxt/browser';
import type { MISSING_REASONS } from '../core/entry.ts';

type Why = (typeof MISSING_REASONS)[number];

/** Chromium takes two photographs a second (`MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND`), and refuses more. */
const BURST = 2;
const BURST_MS = 1_050;
/** A page may ask and ask: so many wait at most, over all tabs. */
const MOST_WAITING = 24;
/** And so many of one site, so that it leaves room for others: a reader asks for one at a time. */
const MOST_OF_ONE = 8;

const taken: number[] = [];
const waiting = new Map<string, number>();
let last: Promise<unknown> = Promise.resolve();

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Runs one after another what photographs a window, no oftener than the browser allows. Null: too many wait already. @param site that asks */
export function inTurn<T>(site: string, work: () => Promise<T>): Promise<T> | null {
  const mineWaiting = waiting.get(site) ?? 0;
  const all = [...waiting.values()].reduce((sum, one) => sum + one, 0);
  if (all >= MOST_WAITING || mineWaiting >= MOST_OF_ONE) return null;
  waiting.set(site, mineWaiting + 1);
  const mine = last.then(work).finally(() => {
    const left = waiting.get(site)! - 1;
    if (left > 0) waiting.set(site, left);
    else waiting.delete(site);
  });
  last = mine.catch(() => undefined);
  return mine;
}

async function photograph(windowId: number): Promise<string> {
  const oldest = taken.length >= BURST ? taken.shift()! : 0;
  await pause(Math.max(0, Math.min(BURST_MS, oldest + BURST_MS - Date.now())));
  try {
    return await browser.tabs.captureVisibleTab(windowId, { format: 'png' });
  } finally {
    taken.push(Date.now());
  }
}

const isQuota = (error: unknown): boolean => /MAX_CAPTURE_VISIBLE_TAB_CALLS|quota/i.test(String(error));

/**
 * A whole window as a PNG data URL. To be called in turn. Tried once more where another part of the browser used up our share.
 * @throws what the browser says: see `whyRefused`
 */
export async function photographWindow(windowId: number): Promise<string> {
  try {
    return await photograph(windowId);
  } catch (error) {
    if (!isQuota(error)) throw error;
    await pause(BURST_MS);
    return photograph(windowId);
  }
}

/** The browser's own words, in Chromium and in Firefox, as a reason of ours. */
export function whyRefused(error: unknown): Why {
  const said = String(error);
  if (/activeTab|all_urls|permission/i.test(said)) return 'needs_a_gesture';
  return isQuota(error) ? 'failed' : 'browser_refused';
}
