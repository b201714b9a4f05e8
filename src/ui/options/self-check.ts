import { Failure, failureCode, type FailureCode } from '../../core/failure.ts';
import type { PageHealth } from '../../core/health.ts';

/** What the self-check asks. Nothing of it writes into the records or tells a page anything. */
export interface SelfCheckDeps {
  /** Match patterns of the sites that are on. */
  sites(): Promise<string[]>;
  /** Tabs that are open at those sites. */
  openTabs(): Promise<{ tab: number; pattern: string }[]>;
  /** What the readers in a tab say; null when none answers. */
  tabHealth(tab: number): Promise<TabFound | null>;
  /** Whether a made-up threat is marked and a made-up greeting is not, by the very code that reads pages. */
  tryMarking(): Promise<boolean>;
  /** Writes and reads the database. */
  tryStorage(): Promise<{ flags: number; entries: number }>;
  /** Whether the browser runs the reader at just the sites that are on. */
  registrationStands(): Promise<boolean>;
  /** Brings that about, and starts readers in open tabs. */
  repair(): Promise<unknown>;
}

export interface TabFound extends PageHealth {
  alsoBroken: string | null;
}

export interface SelfCheckResults {
  /** ISO 8601 UTC. */
  at: string;
  marking: boolean;
  storage: { flags: number; entries: number } | FailureCode;
  /** How many sites are on; `stands`: the browser runs the reader there. */
  sites: { count: number; stands: boolean };
  /** `n`: which of several tabs of one site, 0 where it is the only one. */
  tabs: { pattern: string; n: number; found: TabFound | null }[];
  /** There are more tabs than were looked at. */
  more: boolean;
}

/** A step is called this; of a tab, its pattern. */
export type Step = 'marking' | 'storage' | 'sites' | { pattern: string };
export type OnStep = (step: Step, n: number, total: number) => void;

/** More than anyone looks through. */
export const MOST_TABS = 50;
/** Loading the model takes its time on a slow device; past this something is wrong, in ms. */
const LONGEST_MS = 15_000;

/** Runs every check, one after another. Rejects when the tabs or sites cannot be listed; any other fault is a result. */
export async function runSelfCheck(deps: SelfCheckDeps, onStep: OnStep, now: () => Date = () => new Date(), longestMs = LONGEST_MS): Promise<SelfCheckResults> {
  const [sites, open] = await Promise.all([deps.sites(), deps.openTabs()]);
  const tabs = open.slice(0, MOST_TABS);
  const total = tabs.length + 3;
  const inTime = <T>(work: () => Promise<T>) => within(work, longestMs);

  onStep('marking', 1, total);
  const marking = await inTime(() => deps.tryMarking()).catch(() => false);
  onStep('storage', 2, total);
  const storage = await inTime(() => deps.tryStorage()).catch(failureCode);
  onStep('sites', 3, total);
  const stands = await inTime(() => deps.registrationStands()).catch(() => false);

  const found: SelfCheckResults['tabs'] = [];
  for (const [at, { tab, pattern }] of tabs.entries()) {
    onStep({ pattern }, at + 4, total);
    const same = tabs.filter((one) => one.pattern === pattern);
    found.push({ pattern, n: same.length > 1 ? same.findIndex((one) => one.tab === tab) + 1 : 0, found: await inTime(() => deps.tabHealth(tab)).catch(() => null) });
  }
  return { at: now().toISOString(), marking, storage, sites: { count: sites.length, stands }, tabs: found, more: open.length > tabs.length };
}

async function within<T>(work: () => Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Failure('unknown', 'no answer in time')), ms); });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
