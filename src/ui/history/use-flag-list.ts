import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Flag } from '../../core/flag.ts';
import { useWatched } from '../use-watched.ts';
import { flagTime, type FlagFilter, type HistoryDeps } from './deps.ts';

export const PAGE_SIZE = 50;

/**
 * Puts rows that the reader has just decided on back among those that the filter still finds, where they stood.
 * A row that vanishes under the hand cannot be checked or undone.
 */
export function withHeld(found: readonly Flag[], held: ReadonlyMap<string, Flag>): Flag[] {
  const ids = new Set(found.map(({ id }) => id));
  const missing = [...held.values()].filter(({ id }) => !ids.has(id));
  if (missing.length === 0) return [...found];
  const key = (flag: Flag) => `${flagTime(flag)} ${flag.id}`;
  return [...found, ...missing].toSorted((a, b) => (key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0));
}

/** The flags of a filter, newest first, page by page, alive. */
export function useFlagList(deps: HistoryDeps, filter: FlagFilter, onNew: (count: number) => void) {
  const filterKey = JSON.stringify(filter);
  const [paging, setPaging] = useState({ filterKey, limit: PAGE_SIZE });
  const [held, setHeld] = useState<{ filterKey: string; flags: Map<string, Flag> }>({ filterKey, flags: new Map() });
  const limit = paging.filterKey === filterKey ? paging.limit : PAGE_SIZE;
  const heldFlags = held.filterKey === filterKey ? held.flags : new Map<string, Flag>();

  const anchor = useScrollAnchor();
  const seen = useRef<{ filterKey: string; ids: Set<string> }>({ filterKey: '', ids: new Set() });
  const watched = useWatched(
    deps.watch,
    async () => {
      const found = await deps.list(filter, limit, limit / PAGE_SIZE);
      const kept = await Promise.all([...heldFlags.keys()].map((id) => deps.flag(id)));
      return { ...found, kept: kept.filter((flag) => flag !== undefined), filterKey };
    },
    `${filterKey} ${limit} ${[...heldFlags.keys()].join(' ')}`,
    ({ flags }) => {
      const before = seen.current;
      if (before.filterKey === filterKey) anchor.hold();
      const newest = before.filterKey === filterKey ? flags.findIndex(({ id }) => before.ids.has(id)) : 0;
      if (newest > 0) onNew(newest);
      if (before.filterKey === filterKey && before.ids.size === 0 && flags.length > 0) onNew(flags.length);
      seen.current = { filterKey, ids: new Set(flags.map(({ id }) => id)) };
    },
  );

  const current = watched.value;
  const fresh = new Map((current?.kept ?? []).map((flag) => [flag.id, flag]));
  for (const [id, flag] of heldFlags) if (!fresh.has(id)) fresh.set(id, flag);
  return {
    anchor: anchor.list,
    flags: current ? withHeld(current.flags, current.filterKey === filterKey ? fresh : new Map()) : undefined,
    more: current?.more ?? false,
    waiting: watched.waiting,
    error: watched.error,
    retry: watched.retry,
    loadMore: () => setPaging({ filterKey, limit: limit + PAGE_SIZE }),
    /** Keeps this flag in sight after it was decided on, until the filter changes. */
    hold(flag: Flag) {
      setHeld({ filterKey, flags: new Map(heldFlags).set(flag.id, flag) });
    },
    /** It was deleted: it is not kept in sight any longer. */
    drop(id: string) {
      setHeld({ filterKey, flags: new Map([...heldFlags].filter(([one]) => one !== id)) });
    },
  };
}

/** Keeps what the reader looks at, or has the focus or a selection in, where it is on screen while rows come in above it. */
function useScrollAnchor() {
  const list = useRef<HTMLDivElement>(null);
  const held = useRef<{ element: Element; top: number } | null>(null);
  useLayoutEffect(() => {
    const before = held.current;
    held.current = null;
    if (!before?.element.isConnected) return;
    const moved = before.element.getBoundingClientRect().top - before.top;
    if (Math.abs(moved) > 0.5) window.scrollBy({ top: moved, behavior: 'instant' });
  });
  return {
    list,
    hold() {
      const root = list.current;
      if (!root) return;
      const row = (node: Node | null) => (node instanceof Element ? node : node?.parentElement)?.closest('[data-row]') ?? null;
      const selection = document.getSelection();
      const chosen = [row(document.activeElement), selection && !selection.isCollapsed ? row(selection.anchorNode) : null]
        .find((element) => element && root.contains(element));
      // At the very top with nothing in hand, new rows simply come in.
      const element = chosen ?? (window.scrollY > 0 ? [...root.children].find((child) => child.getBoundingClientRect().bottom > 0) : null);
      held.current = element ? { element, top: element.getBoundingClientRect().top } : null;
    },
  };
}
