import { Failure } from '../core/failure.ts';
import type { Flag, FlagInput, KeptFlag } from '../core/flag.ts';
import { rememberChats } from './chats.ts';
import { addCustody } from './custody.ts';
import { flagOf, flagRow, keptFlag, newFlag, rowNow } from './flag-row.ts';
import { guarded, writing } from './guard.ts';
import { isoNow } from './instant.ts';
import type { FlagRow, Store } from './schema.ts';
import { tally } from './tallies.ts';

/**
 * Keeps flags: all of them or none, in one transaction. A flag that is kept already is never touched, however often it
 * is sent and whatever it says now; its present state is answered.
 * @returns one for each input, in order.
 * @throws Failure `storage_full`, `storage_refused`: nothing was written.
 */
export async function keepFlags(store: Store, flags: (FlagInput & { id: string })[], now: () => string = isoNow): Promise<KeptFlag[]> {
  const wanted = new Map<string, FlagInput & { id: string }>();
  for (const flag of flags) if (!wanted.has(flag.id)) wanted.set(flag.id, flag);
  const keptAt = now();
  const kept = await writing(store, [store.flags, store.chats, store.tallies], async () => {
    const ids = [...wanted.keys()];
    const known = await store.flags.bulkGet(ids);
    const all = new Map<string, KeptFlag>();
    const fresh: FlagRow[] = [];
    for (const [i, id] of ids.entries()) {
      const row = known[i] ?? flagRow(newFlag(wanted.get(id)!, keptAt));
      if (!known[i]) fresh.push(row);
      all.set(id, keptFlag(row));
    }
    if (fresh.length > 0) {
      await store.flags.bulkAdd(fresh);
      await rememberChats(store, fresh, keptAt);
      await tally(store, fresh.map((row) => ({ row, by: 1 })));
    }
    return all;
  });
  return flags.map((flag) => ({ ...kept.get(flag.id)! }));
}

/**
 * The reader says "not harassment", or takes it back. Written to the custody log in the same transaction; saying the
 * same again changes nothing. An archived flag stays archived and its Entry stands; only the word is remembered.
 * @throws Failure `not_found`
 */
export function setDismissed(store: Store, id: string, dismissed: boolean, now: () => string = isoNow): Promise<KeptFlag> {
  return writing(store, [store.flags, store.tallies, store.custody, store.heads], async () => {
    const row = await store.flags.get(id);
    if (!row) throw new Failure('not_found', `flag ${id}`);
    if ((row.dismissedAt !== undefined) === dismissed) return keptFlag(row);
    const at = now();
    const flag = flagOf(row);
    if (dismissed) flag.dismissedAt = at;
    else delete flag.dismissedAt;
    const after = rowNow(flag);
    await store.flags.put(after);
    await tally(store, [{ row, by: -1 }, { row: after, by: 1 }]);
    await addCustody(store, dismissed ? 'dismissed' : 'restored', { flag: id }, at);
    return keptFlag(after);
  });
}

export function getFlag(store: Store, id: string): Promise<Flag | undefined> {
  return guarded(async () => {
    const row = await store.flags.get(id);
    return row && flagOf(row);
  });
}
