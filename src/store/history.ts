import { Failure } from '../core/failure.ts';
import type { Flag, FlagState } from '../core/flag.ts';
import type { Label } from '../core/verdict.ts';
import { FLAG_STATES, textTest, wantedBy, type FlagFilter } from './filter.ts';
import { ANYWHERE, chatPlace, flagOf, sitePlace } from './flag-row.ts';
import { guarded } from './guard.ts';
import { countRows, nextRows, type Cursor, type Direction, type Wanted } from './lanes.ts';
import type { FlagRow, Store } from './schema.ts';
import { countIn, sortsIn } from './tallies.ts';

export type { FlagFilter } from './filter.ts';
export type { Cursor } from './lanes.ts';

export interface FlagPage {
  /** Newest first. With a text filter there may be fewer than asked for, even none, and more to come: see `next`. */
  flags: Flag[];
  /** Where to go on. Absent when there is no more. */
  next?: Cursor;
}

/** How many rows one call looks at when it searches text: a rare word must not hold up the page. */
export const SCAN_LIMIT = 1000;
const SCAN_PAGE = 250;
const READ_PAGE = 250;

const cursorOf = ({ at, id }: Cursor): Cursor => ({ at, id });

function read(store: Store, wanted: Wanted, direction: Direction, past: Cursor | undefined, limit: number): Promise<FlagRow[]> {
  return guarded(() => store.transaction('r', store.flags, () => nextRows(store, wanted, direction, past, limit)));
}

function heed(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Failure('cancelled');
}

/**
 * One page of the history, newest first. The order never changes under the reader: a cursor is a place in time, so
 * what is kept meanwhile neither doubles nor hides a row.
 * @throws Failure `bad_request` (dates, limit), `cancelled`
 */
export async function listFlags(
  store: Store, filter: FlagFilter, page: { before?: Cursor | undefined; limit: number; signal?: AbortSignal },
): Promise<FlagPage> {
  const { before, limit, signal } = page;
  if (!Number.isInteger(limit) || limit < 1) throw new Failure('bad_request', 'limit is a whole number from 1');
  const wanted = wantedBy(filter);
  const fits = textTest(filter);
  heed(signal);
  if (!fits) {
    const rows = await read(store, wanted, 'newest', before, limit + 1);
    const shown = rows.slice(0, limit);
    return { flags: shown.map(flagOf), ...(rows.length > limit ? { next: cursorOf(shown.at(-1)!) } : {}) };
  }
  const flags: Flag[] = [];
  let past = before;
  for (let looked = 0; looked < SCAN_LIMIT; looked += SCAN_PAGE) {
    const rows = await read(store, wanted, 'newest', past, SCAN_PAGE);
    heed(signal);
    for (const row of rows) {
      past = cursorOf(row);
      if (fits(row)) flags.push(flagOf(row));
      if (flags.length === limit) return { flags, next: past };
    }
    if (rows.length < SCAN_PAGE) return { flags };
  }
  return past ? { flags, next: past } : { flags };
}

/**
 * How many flags fit. At once without dates and text; with dates the index is walked; with text every row is read, page
 * by page: stop it by signal.
 */
export async function countFlags(store: Store, filter: FlagFilter, signal?: AbortSignal): Promise<number> {
  if (textTest(filter)) {
    const flags = eachFlag(store, filter, signal);
    for (let count = 0; ; count++) if ((await flags.next()).done) return count;
  }
  const wanted = wantedBy(filter);
  heed(signal);
  if (wanted.from !== undefined || wanted.to !== undefined) return guarded(() => store.transaction('r', store.flags, () => countRows(store, wanted)));
  const labels = wanted.labels.filter((label) => label !== '');
  const tallies = await guarded(() => store.tallies.bulkGet(wanted.places));
  return tallies.reduce((sum, tally) => sum + countIn(tally, wanted.states, labels), 0);
}

/** Every flag that fits, oldest first, read in pages: memory holds one page. What is kept meanwhile may or may not come. */
export async function* eachFlag(store: Store, filter: FlagFilter, signal?: AbortSignal): AsyncGenerator<Flag> {
  const wanted = wantedBy(filter);
  const fits = textTest(filter);
  for (let past: Cursor | undefined; ; ) {
    heed(signal);
    const rows = await read(store, wanted, 'oldest', past, READ_PAGE);
    for (const row of rows) if (!fits || fits(row)) yield flagOf(row);
    if (rows.length < READ_PAGE) return;
    past = cursorOf(rows.at(-1)!);
  }
}

export interface Facets {
  /** Labels that occur. */
  labels: Partial<Record<Label, number>>;
  /** Most flags first. */
  sites: { site: string; count: number }[];
  /** Most flags first. `title` as last shown. */
  conversations: { site: string; id: string; title: string; count: number }[];
  states: Record<FlagState, number>;
}

const mostFirst = <T extends { count: number }>(items: T[], name: (item: T) => string): T[] =>
  items.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count || (name(a) < name(b) ? -1 : 1));

/** What there is to filter by, with counts over the whole history. */
export function facets(store: Store): Promise<Facets> {
  return guarded(() => store.transaction('r', store.tallies, store.chats, async () => {
    const [chats, rows] = await Promise.all([store.chats.toArray(), store.tallies.toArray()]);
    const tallies = new Map(rows.map((row) => [row.place, row]));
    const count = (place: string) => countIn(tallies.get(place), FLAG_STATES, []);
    const labels: Facets['labels'] = {};
    const states: Facets['states'] = { open: 0, dismissed: 0, archived: 0 };
    for (const sort of sortsIn(tallies.get(ANYWHERE))) {
      states[sort.state] += sort.count;
      for (const label of sort.labels) labels[label] = (labels[label] ?? 0) + sort.count;
    }
    const sites = [...new Set(chats.map(({ site }) => site))].map((site) => ({ site, count: count(sitePlace(site)) }));
    const conversations = chats.map(({ id, site, conversationId, title }) => ({ site, id: conversationId, title, count: count(chatPlace(id)) }));
    return { labels, states, sites: mostFirst(sites, ({ site }) => site), conversations: mostFirst(conversations, ({ site, id }) => `${site} ${id}`) };
  }));
}
