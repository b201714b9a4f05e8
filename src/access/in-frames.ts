import { browser } from 'wxt/browser';

export interface FrameResult {
  /** 0 is the page itself. */
  frameId: number;
  /** What the function answered there. A page may have taken over its own world: it is to be checked. */
  result: unknown;
}

/** A page that hangs does not answer at all; nobody waits longer for it, in ms. */
const WAIT_MS = 1_500;

/**
 * Runs a function in every frame of a tab that we may enter, in the readers' world. Nothing outside the function exists there.
 * No answers from a tab that does not answer in time, that was closed meanwhile, or whose page we may not enter: where Chromium may not
 * enter the page it enters no frame of it either.
 */
export async function inFrames(tabId: number, func: () => unknown, waitMs = WAIT_MS): Promise<FrameResult[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<[]>((resolve) => { timer = setTimeout(() => resolve([]), waitMs); });
  // At once: a page that never ends loading is read all the same.
  const asked = browser.scripting.executeScript({ target: { tabId, allFrames: true }, injectImmediately: true, func });
  try {
    return (await Promise.race([asked, waited])).map(({ frameId, result }) => ({ frameId, result }));
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}

/** The frames of a tab, frames without an address of their own included, whose site fits. @param fits is given an origin */
export async function framesOf(tabId: number, fits: (origin: string) => boolean): Promise<number[]> {
  const frames = await inFrames(tabId, originHere);
  return frames.flatMap(({ frameId, result }) => (typeof result === 'string' && fits(result) ? [frameId] : []));
}

/** `null` in a frame that is locked away from every site. */
function originHere(): unknown {
  return globalThis.origin;
}
