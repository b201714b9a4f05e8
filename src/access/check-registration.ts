import { browser } from 'wxt/browser';
import { grantedSites } from './hosts.ts';

/** Whether the browser runs our reader at exactly the sites that are on. `syncRegistration` brings it about. */
export async function registrationStands(): Promise<boolean> {
  const [sites, scripts] = await Promise.all([grantedSites(), browser.scripting.getRegisteredContentScripts()]);
  const matches = scripts.flatMap((script) => script.matches ?? []).sort();
  return matches.length === sites.length && sites.toSorted().every((site, at) => site === matches[at]);
}
