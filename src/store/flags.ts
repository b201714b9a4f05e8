import { Failure } from '../core/failure.ts';
import { LIMITS } from '../core/limits.ts';
import type { Flag, FlagChange, FlagInput, KeptFlag } from '../core/flag.ts';
import { rememberChats } from './chats.ts';
import { addCustody } from './custody.ts';
import { flagOf, flagRow, keptFlag, newFlag, rowNow } from './flag-row.ts';
import { guarded, writing } from './guard.ts';
import { isoNow } from './instant.ts';
import { lessonOf } from './lessons.ts';
import { isRemoved } from './removed.ts';
import type { FlagRow, Store } from './schema.ts';
import { tally } from './tallies.ts';

/**
 * Keeps flags: all of them or none, in one transaction. A flag that is kept already is never touched, however often it
 * is sent and whatever it says now; its present state is answered. One that the reader deleted is not written again (it is
 * answered as dismissed) unless it has other words now or the reader marked it by hand.
 * @returns one for each input, in order.
 * @throws Failure `storage_full`, `storage_refused`: nothing was written.
 */
export async function keepFlags(store: Store, flags: (FlagInput & { id: string })[], now: () => string = isoNow): Promise<KeptFlag[]> {
  const wanted = new Map<string, FlagInput & { id: string }>();
  for (const flag of flags) if (!wanted.has(flag.id)) wanted.set(flag.id, flag);
  const keptAt = now();
  const kept = await writing(store, [store.flags, store.chats, store.tallies, store.lessons, store.removed], async () => {
    const ids = [...wanted.keys()];
    const known = await store.flags.bulkGet(ids);
    const said = await store.lessons.bulkGet(ids);
    const removed = await store.removed.bulkGet(ids);
    const all = new Map<string, KeptFlag>();
    const fresh: FlagRow[] = [];
    const returned: string[] = [];
    for (const [i, id] of ids.entries()) {
      if (!known[i] && isRemoved(removed[i], wanted.get(id)!)) {
        all.set(id, { id, key: wanted.get(id)!.message.key, state: 'dismissed' });
        continue;
      }
      const row = known[i] ?? flagRow(newFlag(wanted.get(id)!, keptAt));
      if (!known[i]) fresh.push(row);
      if (!known[i] && removed[i]) returned.push(id);
      all.set(id, keptFlag(row, said[i]));
    }
    if (returned.length > 0) await store.removed.bulkDelete(returned);
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
 * The reader says "not harassment", or takes it back. Written to the custody log in the same transaction, with the lesson
 * that it is; saying the same again changes nothing. An archived flag stays archived and its Entry stands; only the word
 * is remembered.
 * @throws Failure `not_found`
 */
export function setDismissed(store: Store, id: string, dismissed: boolean, now: () => string = isoNow): Promise<KeptFlag> {
  return writing(store, [store.flags, store.tallies, store.custody, store.heads, store.lessons], async () => {
    const row = await store.flags.get(id);
    if (!row) throw new Failure('not_found', `flag ${id}`);
    if ((row.dismissedAt !== undefined) === dismissed) return keptFlag(row, await store.lessons.get(id));
    const at = now();
    const after = dismissedOrNot(row, dismissed ? at : undefined);
    const lesson = dismissed ? lessonOf(after, 'not_harassment', at) : undefined;
    await store.flags.put(after);
    await (lesson ? store.lessons.put(lesson) : store.lessons.delete(id));
    await tally(store, [{ row, by: -1 }, { row: after, by: 1 }]);
    await addCustody(store, dismissed ? 'dismissed' : 'restored', { flag: id }, at);
    return keptFlag(after, lesson);
  });
}

/**
 * The reader says "this is harassment", or takes it back. Of two words on one message the last counts: a dismissal is
 * undone by it. Saying the same again changes nothing.
 * @throws Failure `not_found`
 */
export function setConfirmed(store: Store, id: string, confirmed: boolean, now: () => string = isoNow): Promise<KeptFlag> {
  return writing(store, [store.flags, store.tallies, store.custody, store.heads, store.lessons], async () => {
    const row = await store.flags.get(id);
    if (!row) throw new Failure('not_found', `flag ${id}`);
    const before = await store.lessons.get(id);
    if ((before?.says === 'harassment') === confirmed) return keptFlag(row, before);
    if (!confirmed) {
      await store.lessons.delete(id);
      return keptFlag(row, undefined);
    }
    const at = now();
    const lesson = lessonOf(row, 'harassment', at);
    await store.lessons.put(lesson);
    if (row.dismissedAt === undefined) return keptFlag(row, lesson);
    const after = dismissedOrNot(row, undefined);
    await store.flags.put(after);
    await tally(store, [{ row, by: -1 }, { row: after, by: 1 }]);
    await addCustody(store, 'restored', { flag: id }, at);
    return keptFlag(after, lesson);
  });
}

/** A page can have a message come and go without end. The other half is left for what says more. */
const COMING_AND_GOING = LIMITS.changes / 2;

/**
 * Adds what befell a kept message on its page: its own words stay as they were. Said again, or beyond the most that is kept of
 * one message, it changes nothing.
 * @throws Failure `not_found`, `storage_full`, `storage_refused`
 */
export function addChange(store: Store, id: string, change: FlagChange): Promise<Flag> {
  return writing(store, [store.flags], async () => {
    const row = await store.flags.get(id);
    if (!row) throw new Failure('not_found', `flag ${id}`);
    const changes = row.changes ?? [];
    const last = changes.at(-1);
    const comesOrGoes = ({ what }: FlagChange): boolean => what === 'gone' || what === 'back';
    if (comesOrGoes(change) && changes.filter(comesOrGoes).length >= COMING_AND_GOING) return flagOf(row);
    if (changes.length >= LIMITS.changes || (last?.what === change.what && last.words === change.words)) return flagOf(row);
    const after = { ...row, changes: [...changes, change] };
    await store.flags.put(after);
    return flagOf(after);
  });
}

function dismissedOrNot(row: FlagRow, dismissedAt: string | undefined): FlagRow {
  const { dismissedAt: _before, ...flag } = flagOf(row);
  return rowNow(dismissedAt === undefined ? flag : { ...flag, dismissedAt });
}

/** The flag as a reader of its page needs to know it. Undefined when it is not kept. */
export function keptNow(store: Store, id: string): Promise<KeptFlag | undefined> {
  return guarded(() => store.transaction('r', store.flags, store.lessons, async () => {
    const row = await store.flags.get(id);
    return row && keptFlag(row, await store.lessons.get(id));
  }));
}

export function getFlag(store: Store, id: string): Promise<Flag | undefined> {
  return guarded(async () => {
    const row = await store.flags.get(id);
    return row && flagOf(row);
  });
}
