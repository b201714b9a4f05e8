import { useRef, useState } from 'preact/hooks';
import { useToast } from '../status.tsx';

/** Work on a list of what was taught: one thing at a time, its fault kept to be shown, and an undo for what is taken from the list. */
export function useTaughtWork(announce: (text: string) => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { toast, show, hide } = useToast();
  const heading = useRef<HTMLHeadingElement>(null);

  /** The button that was pressed may be gone with its row; from nowhere the keyboard would begin at the top of the page. */
  function keepFocus() {
    setTimeout(() => {
      const { ownerDocument: document } = heading.current ?? {};
      if (document && document.activeElement === document.body) heading.current!.focus({ preventScroll: true });
    });
  }
  function run<T>(work: () => Promise<T>, done: (answer: T) => void) {
    if (busy) return;
    setBusy(true);
    setError(null);
    work().then(done, setError).finally(() => {
      setBusy(false);
      keepFocus();
    });
  }
  function offerUndo(said: string, undo: () => Promise<unknown>, saidAgain: string) {
    announce(said);
    show(said, () => run(undo, () => {
      hide();
      announce(saidAgain);
    }));
  }
  return { busy, error, clearError: () => setError(null), run, offerUndo, toast, hide, heading };
}
