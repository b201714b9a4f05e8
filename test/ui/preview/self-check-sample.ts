import type { SelfCheckDeps, TabFound } from '../../../src/ui/options/self-check.ts';

const READ: TabFound = {
  state: 'reading', adapter: 'whatsapp', program: 'WhatsApp Web', trust: 'sourced', confidence: null, fellBackFrom: null,
  messages: 1280, flagged: 3, lastAt: new Date().toISOString(), note: null, alsoBroken: null,
};
const EMPTY: TabFound = { ...READ, state: 'nothing_yet', adapter: '', program: '', trust: 'detected', messages: 0, flagged: 0, lastAt: null };

/** Results to look at: everything in order, everything in trouble (`troubled`), or a check that does not end (`checking`). */
export function previewSelfCheck(state: string, sites: string[]): SelfCheckDeps {
  const troubled = state === 'troubled';
  const tabs: (TabFound | null)[] = troubled
    ? [
        { ...READ, trust: 'detected', program: '', confidence: 0.64, fellBackFrom: 'WhatsApp Web' },
        { ...EMPTY, state: 'unsure', confidence: 0.4 },
        { ...EMPTY, state: 'broken', program: 'Telegram Web', trust: 'sourced' },
        null,
      ]
    : [READ, { ...EMPTY, program: 'WhatsApp Web', trust: 'sourced' }];
  return {
    sites: async () => sites,
    openTabs: async () => (sites.length === 0 ? [] : tabs.map((_, tab) => ({ tab, pattern: sites[tab % sites.length]! }))),
    tabHealth: (tab) => (state === 'checking' ? new Promise(() => undefined) : Promise.resolve(tabs[tab] ?? null)),
    tryMarking: async () => !troubled,
    tryStorage: async () => (troubled ? Promise.reject(new Error('storage_full')) : { flags: 1234, entries: 12 }),
    registrationStands: async () => !troubled,
    repair: async () => undefined,
  };
}
