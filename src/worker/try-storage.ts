import { Failure } from '../core/failure.ts';
import { countEntries } from '../store/entries.ts';
import { writing } from '../store/guard.ts';
import { countFlags } from '../store/history.ts';
import type { Store } from '../store/schema.ts';

/** A place that no flag can have. */
const PROBE = '\u0000probe';

/**
 * Writes a row into the real database, reads it and takes it out again, in one transaction that is written to the disk:
 * afterwards everything is as it was. Answers how much is kept.
 * @throws Failure `storage_full`, `storage_refused`
 */
export async function tryStorage(store: Store): Promise<{ flags: number; entries: number }> {
  await writing(store, [store.tallies], async () => {
    await store.tallies.put({ place: PROBE, counts: {} });
    if (!(await store.tallies.get(PROBE))) throw new Failure('storage_refused', 'what was written could not be read');
    await store.tallies.delete(PROBE);
  });
  const [flags, entries] = await Promise.all([countFlags(store, {}), countEntries(store)]);
  return { flags, entries };
}
