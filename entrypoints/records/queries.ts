import { eachFlag, listFlags, type Cursor, type FlagFilter } from '../../src/store/history.ts';
import type { Store } from '../../src/store/schema.ts';

/** How many rounds of a text search one page of the list may take. Each looks at a bounded number of rows. */
const ROUNDS = 5;

/** The newest `limit` flags of a filter; the more pages were asked for, the further a text search looks. */
export async function newestFlags(store: Store, filter: FlagFilter, limit: number, pages: number) {
  const flags = [];
  let before: Cursor | undefined;
  for (let round = 0; round < ROUNDS * pages; round += 1) {
    const found = await listFlags(store, filter, { before, limit: limit - flags.length });
    flags.push(...found.flags);
    before = found.next;
    if (!before || flags.length === limit) break;
  }
  return { flags, more: before !== undefined };
}

/** Newest and oldest flag of a filter. */
export async function endFlags(store: Store, filter: FlagFilter) {
  const newest = (await listFlags(store, filter, { limit: 1 })).flags[0];
  if (newest) for await (const oldest of eachFlag(store, filter)) return { newest, oldest };
  return undefined;
}
