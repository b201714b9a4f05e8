import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetAuthority, mayAsk, noteAuthority, requestAuthority } from '../../src/access/authority-hosts.ts';
import { registrationStands } from '../../src/access/check-registration.ts';
import { grantedSites, isGranted, requestSite } from '../../src/access/hosts.ts';
import { injectOpenTabs, revokeSite, syncRegistration } from '../../src/access/registration.ts';

const TSA = 'https://tsa.example/*';
const CHAT = 'https://chat.example/*';

/** What the browser has granted, and the reader's answer to its next question. */
const world = vi.hoisted(() => ({ granted: new Set<string>(), says: true, scripts: [] as { id: string; matches: string[]; matchOriginAsFallback?: boolean }[], begun: [] as number[] }));
vi.mock('wxt/browser', () => ({
  browser: {
    permissions: {
      contains: async ({ origins }: { origins: string[] }) => origins.every((one) => world.granted.has(one)),
      getAll: async () => ({ origins: [...world.granted] }),
      async request({ origins }: { origins: string[] }) {
        if (world.says) for (const one of origins) world.granted.add(one);
        return world.says;
      },
      remove: async ({ origins }: { origins: string[] }) => origins.map((one) => world.granted.delete(one)).every(Boolean),
    },
    scripting: {
      getRegisteredContentScripts: async () => world.scripts,
      unregisterContentScripts: async () => { world.scripts = []; },
      registerContentScripts: async (scripts: typeof world.scripts) => { world.scripts = scripts; },
      executeScript: async ({ target, files }: { target: { tabId: number }; files?: string[] }) => {
        if (files) world.begun.push(target.tabId);
        return [];
      },
    },
    tabs: { query: async ({ url }: { url?: string }) => (url === undefined || url === TSA ? [{ id: 1, url: 'https://tsa.example/' }] : []) },
  },
}));

beforeEach(() => {
  fakeBrowser.reset();
  Object.assign(world, { granted: new Set([CHAT]), says: true, scripts: [], begun: [] });
});

const read = async () => {
  await syncRegistration();
  return world.scripts.flatMap(({ matches }) => matches);
};

describe('the host of an authority', () => {
  it('is granted to be asked, and is not read', async () => {
    await noteAuthority(TSA);
    expect(await mayAsk(TSA)).toBe(false);
    expect(await requestAuthority(TSA)).toBe(true);
    expect(await mayAsk(TSA)).toBe(true);
    expect(await isGranted(TSA)).toBe(false);
    expect(await grantedSites()).toEqual([CHAT]);
    expect(await read()).toEqual([CHAT]);
    expect(await registrationStands()).toBe(true);
    expect(await injectOpenTabs(TSA)).toBe(0);
    expect(world.begun).toEqual([]);
  });

  it('is read once the reader turns it on as a site too, and may still be asked', async () => {
    await noteAuthority(TSA);
    await requestAuthority(TSA);
    expect(await requestSite(TSA)).toBe(true);
    expect(await read()).toEqual([CHAT, TSA]);
    expect(await injectOpenTabs(TSA)).toBe(1);
    // Not wanted as an authority any more: as a site it stays.
    await forgetAuthority(TSA);
    expect(await read()).toEqual([CHAT, TSA]);
  });

  it('that was on as a site before stays on', async () => {
    await noteAuthority(CHAT);
    expect(await read()).toEqual([CHAT]);
    expect(await mayAsk(CHAT)).toBe(true);
  });

  it('is not read again when it was turned off as a site and is granted as an authority later', async () => {
    await noteAuthority(CHAT);
    await revokeSite(CHAT);
    expect(await mayAsk(CHAT)).toBe(false);
    expect(await requestAuthority(CHAT)).toBe(true);
    expect(await read()).toEqual([]);
  });

  it('gives its permission back when it is not wanted any more, and others keep theirs', async () => {
    await noteAuthority(TSA);
    await requestAuthority(TSA);
    await forgetAuthority(TSA);
    expect([...world.granted]).toEqual([CHAT]);
    // Granted anew, by the popup, it is a site like any other.
    expect(await requestSite(TSA)).toBe(true);
    expect(await read()).toEqual([CHAT, TSA]);
    await forgetAuthority(CHAT);
    expect(await isGranted(CHAT)).toBe(true);
  });

  it('is off when the reader says no, and nothing else changes', async () => {
    world.says = false;
    await noteAuthority(TSA);
    expect(await requestAuthority(TSA)).toBe(false);
    expect(await requestSite(TSA)).toBe(false);
    world.granted.add(TSA);
    // Granted past us, in the browser's own settings: what was written down still holds.
    expect(await read()).toEqual([CHAT]);
  });

  it('is not lost among changes made at once, nor by a name like a member of objects', async () => {
    await Promise.all([noteAuthority(TSA), noteAuthority('https://two.example/*'), noteAuthority('constructor')]);
    world.granted = new Set([TSA, 'https://two.example/*', CHAT]);
    expect(await grantedSites()).toEqual([CHAT]);
  });
});
