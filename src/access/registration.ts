import { browser } from 'wxt/browser';
import { grantedSites, isGranted } from './hosts.ts';

const SCRIPT = { id: 'reader', file: '/reader.js' } as const;

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

/** Starts reading in tabs of this site that are already open. A tab that refuses (discarded, error page) is passed over. */
export async function injectOpenTabs(pattern: string): Promise<number> {
  if (!(await isGranted(pattern))) return 0;
  const tabs = await browser.tabs.query({ url: pattern });
  const done = await Promise.allSettled(
    tabs.map((tab) => browser.scripting.executeScript({ target: { tabId: tab.id!, allFrames: true }, files: [SCRIPT.file] })),
  );
  return done.filter((result) => result.status === 'fulfilled').length;
}

/** Gives a site's permission back. The registration is brought in step afterwards. */
export async function revokeSite(pattern: string): Promise<boolean> {
  await browser.permissions.remove({ origins: [pattern] });
  await syncRegistration();
  return !(await isGranted(pattern));
}
