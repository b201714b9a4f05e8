import * as v from 'valibot';
import { storage } from 'wxt/utils/storage';
import { Failure } from '../core/failure.ts';
import { instant } from './instant.ts';

/** How the reader showed us the chat of one site. */
export interface Teaching {
  /** An origin. */
  site: string;
  /** ISO 8601 UTC. */
  taughtAt: string;
  /** A `ChatShape`. Not checked here: who keeps it and who reads by it do. */
  shape: unknown;
}

/** More sites than a person teaches. The whole item is read at each page, so it must stay small. */
export const MOST_TEACHINGS = 100;

/** Its only spelling, `https://chat.example:8443`: nothing that stands for the same site is another name for it. */
export function isSite(site: unknown): site is string {
  if (typeof site !== 'string' || site.length > 300 || !/^https?:\/\//.test(site)) return false;
  try {
    return new URL(site).origin === site;
  } catch {
    return false;
  }
}

const teaching = v.object({ taughtAt: v.pipe(v.string(), v.maxLength(40), v.check((text) => instant(text) !== undefined)), shape: v.looseObject({}) });
const stored = v.looseObject({ format: v.literal(1), sites: v.record(v.string(), v.unknown()) });

const define = () => storage.defineItem<unknown>('local:teachings');
let defined: ReturnType<typeof define> | undefined;
// Not at import: defining an item reads the storage, and a build imports entrypoints where there is none.
const item = () => (defined ??= define());

/** Site by site: what is broken is left out, and left where it is. */
function checked(value: unknown): Map<string, Teaching> {
  const whole = new Map<string, Teaching>();
  if (value === null || value === undefined) return whole;
  const all = v.safeParse(stored, value);
  if (!all.success) console.warn('Stored teachings that cannot be read are left alone');
  for (const [site, one] of all.success ? Object.entries(all.output.sites) : []) {
    const read = isSite(site) ? v.safeParse(teaching, one) : null;
    if (read?.success) whole.set(site, { site, ...read.output });
    else console.warn('A stored teaching that cannot be read is left alone');
  }
  return whole;
}

/** What was taught for this site, or null. */
export async function readTeaching(site: string): Promise<Teaching | null> {
  return checked(await item().getValue()).get(site) ?? null;
}

/** Every site that was taught, by address. */
export async function listTeachings(): Promise<Teaching[]> {
  return [...checked(await item().getValue()).values()].toSorted((a, b) => (a.site < b.site ? -1 : 1));
}

let writing: Promise<unknown> = Promise.resolve();

/** One change after another: two at once would each read the old value, and the second would undo the first. */
function change<T>(apply: (sites: Map<string, Teaching>) => T): Promise<T> {
  const changing = writing.then(async () => {
    const value = await item().getValue();
    const read = checked(value);
    const sites = new Map(read);
    const answer = apply(sites);
    const known = v.is(stored, value) ? value : { sites: {} };
    // What could not be read stays for the version that can.
    const unread = Object.entries(known.sites).filter(([site]) => !read.has(site) && !sites.has(site));
    const kept = [...sites.values()].map(({ site, taughtAt, shape }) => [site, { taughtAt, shape }] as const);
    await item().setValue({ ...known, format: 1, sites: Object.fromEntries([...unread, ...kept]) });
    return answer;
  });
  writing = changing.catch(() => undefined);
  return changing;
}

/**
 * Keeps how one site is read, in the place of what was there. Answers what that was.
 * @throws Failure `bad_request` for what is no teaching, `storage_full` beyond `MOST_TEACHINGS`: nothing is written.
 */
export async function keepTeaching({ site, taughtAt, shape }: Teaching): Promise<Teaching | null> {
  if (!isSite(site) || !v.is(teaching, { taughtAt, shape })) throw new Failure('bad_request', 'teaching');
  return change((sites) => {
    const before = sites.get(site) ?? null;
    if (!before && sites.size >= MOST_TEACHINGS) throw new Failure('storage_full', 'teachings');
    sites.set(site, { site, taughtAt, shape });
    return before;
  });
}

/** Answers what was forgotten, or null when there was nothing. */
export function forgetTeaching(site: string): Promise<Teaching | null> {
  return change((sites) => {
    const before = sites.get(site) ?? null;
    sites.delete(site);
    return before;
  });
}

/** Calls back when what was taught for this site, or for any without one, has changed in any context. Returns how to stop. */
export function watchTeachings(onChange: () => void, site?: string): () => void {
  const of = (value: unknown) => JSON.stringify(site === undefined ? [...checked(value).values()] : (checked(value).get(site) ?? null));
  return item().watch((now, before) => {
    if (of(now) !== of(before)) onChange();
  });
}
