import { useEffect, useRef, useState } from 'preact/hooks';

/** Runs a query, and again whenever what it read has changed, until the signal aborts. The store's `watchQuery` has this shape. */
export type Watch = <T>(query: () => Promise<T>, onValue: (value: T) => void, onError: (error: unknown) => void, signal: AbortSignal) => void;

export interface Watched<T> {
  /** The newest answer. While a new query runs, the answer to the one before. */
  value: T | undefined;
  error: unknown;
  /** True until the current query has answered. */
  waiting: boolean;
  retry(): void;
}

/** Follows a query for as long as `key` stays the same. `before` runs just before a new answer is shown. */
export function useWatched<T>(watch: Watch, query: () => Promise<T>, key: string, before?: (value: T) => void): Watched<T> {
  const [state, setState] = useState<{ key: string; value: T | undefined; error: unknown }>({ key: '', value: undefined, error: null });
  const [attempt, setAttempt] = useState(0);
  const current = useRef({ query, before });
  current.current = { query, before };
  useEffect(() => {
    const stop = new AbortController();
    const alive = (act: () => void) => { if (!stop.signal.aborted) act(); };
    watch(
      () => current.current.query(),
      (value) => alive(() => {
        current.current.before?.(value);
        setState({ key, value, error: null });
      }),
      (error) => alive(() => setState((old) => ({ key, value: old.value, error: error ?? new Error('unknown') }))),
      stop.signal,
    );
    return () => stop.abort();
  }, [watch, key, attempt]);
  return {
    value: state.value,
    error: state.error,
    waiting: state.key !== key,
    retry() {
      setState((old) => ({ ...old, error: null }));
      setAttempt((n) => n + 1);
    },
  };
}
