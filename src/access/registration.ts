import { browser } from 'wxt/browser';
import { noteSites } from './authority-hosts.ts';
import { grantedSites, isGranted, patternOf } from './hosts.ts';
import { framesOf } from './in-frames.ts';

const SCRIPT = { id: 'reader', file: '/reader.js' } as const;
/** A page that hangs does not take its reader; nobody waits longer for it, in ms. */
const WAIT_MS = 3_000;

let pending: Promise<unknown> = Promise.resolve();

/** One change of registrations at a time: two at once would overwrite each other. */
function queued<T>(job: () => Promise<T>): Promise<T> {
  const run = pending.then(job, job);
  pending = run.catch(() => undefined);
  return run;
}

/**
 * Makes the browser's list of registered scripts equal to the granted sites. Whole and idempotent: registrations are
 * lost at an extension update, stay listed after a permission is taken away, and `onAdded` is silent for a standing grant.
 * @returns the patterns now registered
 */
export function syncRegistration(): Promise<string[]> {
  return queued(async () => {
    const matches = await grantedSites();
    const [present] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT.id] });
    if (present && sameList(present.matches ?? [], matches) && present.matchOriginAsFallback === true) return matches;
    if (present) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT.id] });
    if (matches.length > 0) {
      await browser.scripting.registerContentScripts([
        // Chat widgets stand in frames without an address of their own; those belong to the page that made them.
        { id: SCRIPT.id, js: [SCRIPT.file], matches, allFrames: true, matchOriginAsFallback: true, runAt: 'document_idle', persistAcrossSessions: true },
      ]);
    }
    return matches;
  });
}

function sameList(a: string[], b: string[]): boolean {
  return a.length === b.length && [...a].sort().every((item, i) => item === b[i]);
}

/**
 * Starts reading in open tabs: in those of this site, and in frames of this site where the tab is another's. A tab that refuses
 * (discarded, error page) is passed over, and so is a frame in a page that we may not enter: it is read from its next loading on.
 * @returns in how many tabs it began; one that hangs is not waited for
 */
export async function injectOpenTabs(pattern: string): Promise<number> {
  if (!(await isGranted(pattern))) return 0;
  const [own, all] = await Promise.all([browser.tabs.query({ url: pattern }), browser.tabs.query({})]);
  const ownIds = new Set(own.map(({ id }) => id));
  let begun = 0;
  const tabs = [
    ...own.map((tab) => inject({ tabId: tab.id!, allFrames: true })),
    ...all.filter(({ id }) => id !== undefined && !ownIds.has(id)).map((tab) => injectFrames(tab.id!, pattern)),
  ].map((tab) => tab.then((done) => { if (done) begun++; }, () => undefined));
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([Promise.all(tabs), new Promise((resolve) => { timer = setTimeout(resolve, WAIT_MS); })]);
  clearTimeout(timer);
  return begun;
}

async function injectFrames(tabId: number, pattern: string): Promise<boolean> {
  const frameIds = await framesOf(tabId, (origin) => patternOf(origin) === pattern);
  return frameIds.length > 0 && inject({ tabId, frameIds });
}

async function inject(target: { tabId: number; allFrames: true } | { tabId: number; frameIds: number[] }): Promise<true> {
  await browser.scripting.executeScript({ target, files: [SCRIPT.file] });
  return true;
}

/** Gives a site's permission back. The registration is brought in step afterwards. */
export async function revokeSite(pattern: string): Promise<boolean> {
  await browser.permissions.remove({ origins: [pattern] });
  await noteSites([pattern], false);
  await syncRegistration();
  return !(await isGranted(pattern));
}
