import { useEffect, useState } from 'preact/hooks';
import { isMessageEntry, type Entry, type MessageEntry } from '../../core/entry.ts';
import type { Flag } from '../../core/flag.ts';
import type { HistoryDeps } from './deps.ts';

export interface LoadedEntry {
  entry: MessageEntry;
  /** Links about it that were added later. */
  later: Entry[];
}

/** The sealed entry of an archived message. Undefined while it is read; null when it cannot be. */
export function useEntry({ id, entrySeq, changes }: Flag, deps: Pick<HistoryDeps, 'entry' | 'laterLinks'>): LoadedEntry | null | undefined {
  const [loaded, setLoaded] = useState<{ id: string; of: LoadedEntry | null } | undefined>();
  useEffect(() => {
    if (entrySeq === undefined) return;
    let alive = true;
    Promise.all([deps.entry(entrySeq), deps.laterLinks(id)]).then(
      ([entry, later]) => { if (alive) setLoaded({ id, of: entry && isMessageEntry(entry) ? { entry, later } : null }); },
      () => { if (alive) setLoaded({ id, of: null }); },
    );
    return () => { alive = false; };
  }, [id, entrySeq, changes?.length, deps]);
  return loaded?.id === id ? loaded.of : undefined;
}
