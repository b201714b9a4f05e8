import type { Dexie, Table, Transaction } from 'dexie';
import { Failure, failureCode } from '../core/failure.ts';

const REFUSED = /InvalidStateError|DatabaseClosed|OpenFailed|MissingAPI|VersionError|UpgradeError|SchemaError|NoSuchDatabase|TransactionInactive|UnknownError|DataCloneError/;

interface Nested { name?: unknown; message?: unknown; inner?: unknown; cause?: unknown; failures?: unknown }

/** Every error in the tree: a database hides the true cause under `inner`, and a bulk write under `failures`. */
function* causes(error: unknown, depth = 0): Generator<Nested> {
  if (error === null || typeof error !== 'object' || depth > 4) return;
  const nested = error as Nested;
  yield nested;
  yield* causes(nested.inner, depth + 1);
  yield* causes(nested.cause, depth + 1);
  for (const one of Array.isArray(nested.failures) ? nested.failures : []) yield* causes(one, depth + 1);
}

/** Anything thrown by the database, as a `Failure` with a code of the closed set. */
export function asFailure(error: unknown): Failure {
  const all = [...causes(error)];
  for (const one of all) if (one instanceof Failure) return one;
  const names = all.map((one) => `${String(one.name)} ${String(one.message)}`).join(' ');
  const first = all[0] ?? { message: String(error) };
  const detail = String(first.message);
  if (/QuotaExceeded/i.test(names)) return new Failure('storage_full', detail);
  if (REFUSED.test(names)) return new Failure('storage_refused', detail);
  return new Failure(failureCode(Object.assign(new Error(detail), { name: String(first.name ?? 'Error') })), detail);
}

/** Runs database work; what it throws is always a `Failure`. */
export async function guarded<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFailure(error);
  }
}

/**
 * One transaction that writes all of it or nothing. What it throws is always a `Failure`.
 *
 * In `work`, await the database and async helpers, but no helper that awaits another one: Dexie 4.4.7 then loses track
 * of its transaction ("Transaction committed too early"; so seen in Chromium and in tests).
 */
export async function writing<T>(store: Dexie, tables: Table[], work: () => PromiseLike<T>): Promise<T> {
  let running: Transaction | undefined;
  try {
    return await store.transaction('rw', tables, (transaction) => {
      running = transaction;
      return work();
    });
  } catch (error) {
    // When the disk is full, the writes only say that they were aborted; the reason stands on the transaction.
    throw asFailure({ name: (error as Error)?.name, message: (error as Error)?.message, inner: error, cause: running?.idbtrans?.error });
  }
}
