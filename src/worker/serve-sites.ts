import { browser } from 'wxt/browser';
import { noteSites, withoutAuthorities } from '../access/authority-hosts.ts';
import { isOneSite, isGranted } from '../access/hosts.ts';
import { injectOpenTabs, revokeSite, syncRegistration } from '../access/registration.ts';
import { Failure } from '../core/failure.ts';
import { onMessage, sendMessage } from '../wire/protocol.ts';
import { assertOwnPage } from './senders.ts';

/**
 * Keeps scripts in step with granted sites: at every start, install, update and permission change, and after each request.
 * The popup may be killed by the browser's own prompt, so `onAdded` here does all that the popup asks for.
 */
export function serveSites(): void {
  const ownOrigin = browser.runtime.getURL('/').replace(/\/$/, '');

  browser.runtime.onInstalled.addListener(() => void startUp());
  browser.runtime.onStartup.addListener(() => void startUp());
  browser.permissions.onAdded.addListener(({ origins = [] }) => void withoutAuthorities(origins.filter(isOneSite)).then(turnOn));
  browser.permissions.onRemoved.addListener(({ origins = [] }) => void turnedOff(origins.filter(isOneSite)));

  onMessage('siteGranted', async ({ data: { pattern }, sender }) => {
    assertOwnPage(sender, ownOrigin);
    if (!isOneSite(pattern)) throw new Failure('bad_request', 'one site at a time');
    if (!(await isGranted(pattern))) throw new Failure('permission_missing');
    await turnOn([pattern]);
    return true;
  });
  onMessage('siteRevoked', async ({ data: { pattern }, sender }) => {
    assertOwnPage(sender, ownOrigin);
    if (!isOneSite(pattern)) throw new Failure('bad_request', 'one site at a time');
    // While the permission stands the tabs of the site can still be found, and told.
    await turnedOff([pattern]);
    return revokeSite(pattern);
  });
}

async function startUp(): Promise<void> {
  const patterns = await syncRegistration();
  for (const pattern of patterns) await injectOpenTabs(pattern);
}

async function turnOn(patterns: string[]): Promise<void> {
  if (patterns.length === 0) return;
  await syncRegistration();
  for (const pattern of patterns) await injectOpenTabs(pattern);
}

async function turnedOff(patterns: string[]): Promise<void> {
  if (patterns.length === 0) return;
  const tabs = await browser.tabs.query({});
  await noteSites(patterns, false);
  await Promise.allSettled(
    tabs.flatMap((tab) => patterns.map((pattern) => sendMessage('siteTurnedOff', { pattern }, tab.id!))),
  );
  await syncRegistration();
}
