import type { FlagState } from '../core/flag.ts';
import type { Label } from '../core/verdict.ts';
import { placesOf } from './flag-row.ts';
import type { FlagRow, Store, TallyRow } from './schema.ts';

/** `open visit,insult`: the state and the whole set of labels, so that each flag is counted once whatever is asked. */
function sortOf({ state, verdict }: FlagRow): string {
  return `${state} ${[...new Set(verdict.labels.map(({ id }) => id))].sort().join(',')}`;
}

/**
 * Counts rows in (`by: 1`) or out (`by: -1`), inside the transaction that writes them. A database counts by walking
 * its index, which takes a second at 100,000 flags; this is read in one step.
 */
export async function tally(store: Store, changes: readonly { row: FlagRow; by: 1 | -1 }[]): Promise<void> {
  const places = [...new Set(changes.flatMap(({ row }) => placesOf(row)))];
  const known = await store.tallies.bulkGet(places);
  const tallies = new Map(places.map((place, i): [string, TallyRow] => [place, known[i] ?? { place, counts: {} }]));
  for (const { row, by } of changes) {
    const sort = sortOf(row);
    for (const place of placesOf(row)) {
      const { counts } = tallies.get(place)!;
      counts[sort] = (counts[sort] ?? 0) + by;
      if (counts[sort] === 0) delete counts[sort];
    }
  }
  await store.tallies.bulkPut([...tallies.values()]);
}

/** How many flags of one place have one of these states and one of these labels; no labels asked for is any. */
export function countIn(row: TallyRow | undefined, states: readonly FlagState[], labels: readonly string[]): number {
  let sum = 0;
  for (const { state, labels: has, count } of sortsIn(row)) {
    if (states.includes(state) && (labels.length === 0 || has.some((label) => labels.includes(label)))) sum += count;
  }
  return sum;
}

export function* sortsIn(row: TallyRow | undefined): Generator<{ state: FlagState; labels: Label[]; count: number }> {
  for (const [sort, count] of Object.entries(row?.counts ?? {})) {
    const [state, labels = ''] = sort.split(' ');
    yield { state: state as FlagState, labels: (labels === '' ? [] : labels.split(',')) as Label[], count };
  }
}
