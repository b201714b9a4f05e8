import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Flag } from '../../core/flag.ts';
import type { Say } from '../use-strings.ts';
import type { HistoryDeps } from './deps.ts';
import type { FlagActs } from './flag-actions.tsx';

type Words = 'said_archived' | 'said_dismissed' | 'said_restored';

interface ActsOptions {
  deps: Pick<HistoryDeps, 'archive' | 'dismiss' | 'restore'>;
  say: Say<Words>;
  hold(flag: Flag): void;
  toast(text: string, undo?: () => void): void;
  hideToast(): void;
  announce(text: string): void;
}

/** Archive, dismiss and restore, one at a time for each flag, with an undo and a clear word when one fails. */
export function useActs({ deps, say, hold, toast, hideToast, announce }: ActsOptions) {
  const [busyIds, setBusyIds] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState<{ error: unknown; retry(): void } | null>(null);
  const undoLast = useRef<(() => void) | null>(null);
  const refocus = useFocusKeeper();

  function run(flag: Flag, act: () => Promise<unknown>, done: (answer: unknown) => void) {
    refocus();
    hold(flag);
    setFailed(null);
    setBusyIds((ids) => new Set(ids).add(flag.id));
    act().then(done, (error: unknown) => setFailed({ error, retry: () => run(flag, act, done) })).finally(() => {
      setBusyIds((ids) => new Set([...ids].filter((id) => id !== flag.id)));
    });
  }

  function told(text: string, undo?: () => void) {
    undoLast.current = undo ?? null;
    toast(text, undo);
    announce(text);
  }

  const acts: FlagActs = {
    archive(flag) {
      run(flag, () => deps.archive(flag.id), (receipt) => told(say('said_archived', { n: (receipt as { seq: number }).seq })));
    },
    dismiss(flag) {
      run(flag, () => deps.dismiss(flag.id), () => told(say('said_dismissed'), () => acts.restore(flag)));
    },
    restore(flag) {
      run(flag, () => deps.restore(flag.id), () => {
        undoLast.current = null;
        hideToast();
        announce(say('said_restored'));
      });
    },
  };
  return { acts, busyIds, failed, clearFailure: () => setFailed(null), undoLast: () => undoLast.current?.() };
}

/** When an act takes away the very button that had the focus, the row or panel around it takes the focus over. */
function useFocusKeeper(doc: Document = document) {
  const home = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (!home.current || doc.activeElement !== doc.body) return;
    if (home.current.isConnected) home.current.focus({ preventScroll: true });
    else home.current = null;
  });
  return () => { home.current = doc.activeElement?.closest<HTMLElement>('[data-refocus]') ?? null; };
}
