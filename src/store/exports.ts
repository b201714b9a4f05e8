import { Failure } from '../core/failure.ts';
import { guarded, writing } from './guard.ts';
import type { ExportRow, Store } from './schema.ts';

/** Remembers an export that was made. */
export function addExport(store: Store, row: ExportRow): Promise<void> {
  return writing(store, [store.exports], async () => void (await store.exports.add(row)));
}

/** The newest full export of a case: what the next one for it goes on from. Masked copies are not followed. */
export function lastExport(store: Store, caseKey: string): Promise<ExportRow | undefined> {
  // From the newest on, one at a time: each row names every message of its export, and all of a case at once would be much.
  // A collection of the database, no array.
  // oxlint-disable-next-line no-array-reverse
  return guarded(() => store.exports.orderBy('at').reverse().filter((row) => row.copy === 'full' && row.caseKey === caseKey).first());
}

export function getExport(store: Store, id: string): Promise<ExportRow | undefined> {
  return guarded(() => store.exports.get(id));
}

/** Newest first. */
export function listExports(store: Store, limit: number): Promise<ExportRow[]> {
  // A collection of the database, no array.
  // oxlint-disable-next-line no-array-reverse
  return guarded(() => store.exports.orderBy('at').reverse().limit(limit).toArray());
}

/** Keeps a time stamp with the export that it is for, in the place of an earlier one. @throws Failure `not_found` */
export function keepStamp(store: Store, id: string, stamp: NonNullable<ExportRow['stamp']>): Promise<void> {
  return writing(store, [store.exports], async () => {
    const row = await store.exports.get(id);
    if (!row) throw new Failure('not_found', `export ${id}`);
    await store.exports.put({ ...row, stamp });
  });
}
