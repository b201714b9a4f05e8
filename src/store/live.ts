import { liveQuery } from 'dexie';
import type { Failure } from '../core/failure.ts';
import { asFailure } from './guard.ts';

/**
 * Runs the query now and again whenever what it read has changed, in whatever context the write was made.
 * Stops by signal: nothing is called after it. An error ends the watch.
 */
export function watchQuery<T>(query: () => Promise<T>, onValue: (value: T) => void, onError: (failure: Failure) => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const subscription = liveQuery(query).subscribe(
    (value) => { if (!signal.aborted) onValue(value); },
    (error: unknown) => { if (!signal.aborted) onError(asFailure(error)); },
  );
  signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
}
