import * as v from 'valibot';
import { storage } from 'wxt/utils/storage';
import { browser } from 'wxt/browser';

/**
 * The browser grants a host, not a purpose: one that was granted so that it may be asked for a time stamp must not be read as a chat. So the
 * hosts of authorities are written down when they are chosen, before anything is granted. `site`: the reader has also turned it on as a site.
 */
const SHAPE = v.record(v.string(), v.object({ site: v.boolean() }));
type Hosts = v.InferOutput<typeof SHAPE>;

const define = () => storage.defineItem<unknown>('local:authorityHosts');
let defined: ReturnType<typeof define> | undefined;
// Not at import: defining an item reads the storage, and a build imports entrypoints where there is none.
const item = () => (defined ??= define());

async function read(): Promise<Hosts> {
  const stored = await item().getValue();
  if (stored === null || stored === undefined) return {};
  const checked = v.safeParse(SHAPE, stored);
  if (!checked.success) console.warn('Stored hosts of authorities that cannot be read are left alone');
  return checked.success ? checked.output : {};
}

let writing: Promise<unknown> = Promise.resolve();

/** One change after another: two at once would each read the old value, and the second would undo the first. */
function change(apply: (hosts: Hosts) => unknown): Promise<void> {
  const changing = writing.then(async () => {
    const hosts = await read();
    const before = JSON.stringify(hosts);
    await apply(hosts);
    if (JSON.stringify(hosts) !== before) await item().setValue(hosts);
  });
  writing = changing.catch(() => undefined);
  return changing;
}

const contains = (pattern: string): Promise<boolean> => browser.permissions.contains({ origins: [pattern] });

/** Of these patterns, those that are no authority's alone: the sites. */
export async function withoutAuthorities(patterns: readonly string[]): Promise<string[]> {
  const hosts = patterns.length > 0 ? await read() : {};
  return patterns.filter((pattern) => !Object.hasOwn(hosts, pattern) || hosts[pattern]!.site);
}

/** Writes down that this host is an authority's. One that is on as a site stays on. To be awaited before the browser is asked to grant it. */
export function noteAuthority(pattern: string): Promise<void> {
  return change(async (hosts) => {
    if (!Object.hasOwn(hosts, pattern)) hosts[pattern] = { site: await contains(pattern) };
  });
}

/** The authority is not wanted any more: its permission is given back, unless the host is on as a site. */
export function forgetAuthority(pattern: string): Promise<void> {
  return change(async (hosts) => {
    if (!Object.hasOwn(hosts, pattern)) return;
    // First the permission: a host that is granted and no authority's is a site.
    if (!hosts[pattern]!.site) await browser.permissions.remove({ origins: [pattern] });
    delete hosts[pattern];
  });
}

/** The reader has turned sites on or off in so many words. Hosts that are no authority's are not written down. */
export function noteSites(patterns: readonly string[], on: boolean): Promise<void> {
  return change((hosts) => {
    for (const pattern of patterns) if (Object.hasOwn(hosts, pattern)) hosts[pattern] = { site: on };
  });
}

/** Whether the browser lets us ask the authority at this host, whatever else the host is. */
export function mayAsk(pattern: string): Promise<boolean> {
  return contains(pattern);
}

/** Asks the browser for the one host of an authority. Must be the first thing in a click handler, and `noteAuthority` must have been done before it. */
export async function requestAuthority(pattern: string): Promise<boolean> {
  const asked = browser.permissions.request({ origins: [pattern] });
  await asked.catch(() => false);
  return mayAsk(pattern);
}
