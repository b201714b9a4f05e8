import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';

/** Sentences for screen readers. The element stays in the page; only its words change. */
export function LiveRegion({ text }: { text: string }) {
  return <div class="visually-hidden" role="status" aria-live="polite">{text}</div>;
}

export interface ToastState {
  /** New for each toast, so that equal words start a new wait. */
  id: number;
  text: string;
  undo?: () => void;
}

/** Long enough to read it, find it with the keyboard and decide. Undo also stays in the row and in the detail view. */
export const TOAST_MS = 20_000;
/** A line that only tells something goes sooner: it lies on what is below it. */
const TOLD_MS = 8000;

interface ToastProps {
  toast: ToastState;
  undoWord: string;
  closeWord: string;
  onClose(): void;
}

/** A line at the foot of the page with an undo. It waits while the pointer or the focus is on it. */
export function Toast({ toast, undoWord, closeWord, onClose }: ToastProps) {
  const [held, setHeld] = useState(false);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => close.current(), toast.undo ? TOAST_MS : TOLD_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  return (
    <div
      class="toast"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {toast.undo ? <button type="button" class="toast-button" onClick={toast.undo}>{undoWord}</button> : null}
      <button type="button" class="toast-button icon-only" aria-label={closeWord} title={closeWord} onClick={onClose}><Icon name="close" /></button>
    </div>
  );
}

export function useToast() {
  const [toast, setToast] = useState<ToastState | null>(null);
  const count = useRef(0);
  const show = useCallback((text: string, undo?: () => void) => {
    count.current += 1;
    setToast({ id: count.current, text, undo });
  }, []);
  const hide = useCallback(() => setToast(null), []);
  return { toast, show, hide };
}
