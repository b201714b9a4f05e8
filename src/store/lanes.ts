import Dexie from 'dexie';
import type { FlagState } from '../core/flag.ts';
import type { FlagRow, Store } from './schema.ts';

/** A place in the order of time: `at` first, `id` among equals. */
export interface Cursor {
  at: string;
  id: string;
}

/** What to read: each combination of one place, one label and one state is one lane, a run of the index. */
export interface Wanted {
  places: string[];
  labels: string[];
  states: FlagState[];
  /** Both inclusive, in the one spelling of `instant()`. */
  from?: string;
  to?: string;
}

export type Direction = 'newest' | 'oldest';

/** Fewest rows asked of a lane at once: below this the round trips cost more than the rows. */
const FEWEST = 8;

/** Below 0 when `a` is the earlier one. */
export function compareCursors(a: Cursor, b: Cursor): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

function prefixes({ places, labels, states }: Wanted): string[][] {
  return places.flatMap((place) => labels.flatMap((label) => states.map((state) => [place, label, state])));
}

/** The lane between the dates wanted, beyond `past` in the direction read. Empty when the bounds cross. */
function lane(store: Store, prefix: string[], { from, to }: Wanted, direction: Direction, past?: Cursor) {
  const low = [...prefix, from ?? ''];
  const high = to === undefined ? [...prefix, Dexie.maxKey] : [...prefix, to, Dexie.maxKey];
  const edge = past && [...prefix, past.at, past.id];
  const facets = store.flags.where('facets');
  if (direction === 'oldest') {
    const inside = edge && (from === undefined || past.at >= from);
    return inside ? facets.between(edge, high, false, true) : facets.between(low, high, true, true);
  }
  const inside = edge && (to === undefined || past.at <= to);
  const rows = inside ? facets.between(low, edge, true, false) : facets.between(low, high, true, true);
  // A collection of the database, no array: this only says in which direction to read.
  // oxlint-disable-next-line no-array-reverse
  return rows.reverse();
}

/**
 * The next rows in order of time over all lanes, each row once. Call it in a transaction: lanes are read one after
 * another, and a flag whose state changes in between would be missed.
 */
export async function nextRows(store: Store, wanted: Wanted, direction: Direction, past: Cursor | undefined, limit: number): Promise<FlagRow[]> {
  const keys = prefixes(wanted);
  const batch = Math.min(limit, Math.max(FEWEST, Math.ceil(limit / Math.max(1, keys.length))));
  const sign = direction === 'newest' ? -1 : 1;
  const lanes = keys.map((prefix) => ({ prefix, rows: [] as FlagRow[], next: 0, past, done: false }));
  const refill = async (one: (typeof lanes)[number]) => {
    one.rows = await lane(store, one.prefix, wanted, direction, one.past).limit(batch).toArray();
    one.next = 0;
    one.done = one.rows.length < batch;
    one.past = one.rows.at(-1) ?? one.past;
  };
  const found: FlagRow[] = [];
  while (found.length < limit) {
    await Promise.all(lanes.filter((one) => one.next >= one.rows.length && !one.done).map(refill));
    let nearest: (typeof lanes)[number] | undefined;
    for (const one of lanes) {
      if (one.next >= one.rows.length) continue;
      if (!nearest || sign * compareCursors(one.rows[one.next]!, nearest.rows[nearest.next]!) < 0) nearest = one;
    }
    if (!nearest) break;
    const row = nearest.rows[nearest.next++]!;
    // A flag with two of the labels wanted stands in two lanes, and so comes twice in a row.
    if (found.at(-1)?.id !== row.id) found.push(row);
  }
  return found;
}

/** How many flags there are in all lanes, each counted once. */
export async function countRows(store: Store, wanted: Wanted): Promise<number> {
  const lanes = prefixes(wanted).map((prefix) => lane(store, prefix, wanted, 'oldest'));
  if (wanted.labels.length < 2) {
    const counts = await Promise.all(lanes.map((rows) => rows.count()));
    return counts.reduce((sum, count) => sum + count, 0);
  }
  const ids = new Set<string>();
  for (const keys of await Promise.all(lanes.map((rows) => rows.primaryKeys()))) for (const id of keys) ids.add(id);
  return ids.size;
}
