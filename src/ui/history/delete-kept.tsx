import { useEffect, useRef, useState } from 'preact/hooks';
import type { Flag } from '../../core/flag.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { formatNumber } from '../format.ts';
import { FailureNotice } from '../notice.tsx';
import { useStrings } from '../use-strings.ts';
import { sentences } from '../words.tsx';
import type { HistoryDeps } from './deps.ts';

const LONGEST_REASON = 500;

interface DeleteKeptProps {
  flag: Flag;
  language: Language;
  deleteFlag: HistoryDeps['deleteFlag'];
  onDeleted(): void;
  onExport(): void;
}

/** Asks twice: first what goes and what stays, then whether it is meant. There is no undo, and it says so. Escape keeps the message. */
export function DeleteKept({ flag, language, deleteFlag, onDeleted, onExport }: DeleteKeptProps) {
  const say = useStrings(history, language);
  const [at, setAt] = useState<'closed' | 'asking' | 'sure' | 'deleting'>('closed');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const touched = useRef(false);
  useEffect(() => {
    if (at === 'closed' && touched.current) opener.current?.focus();
    if (at !== 'asking' && at !== 'sure') return;
    title.current?.focus();
    // All of the question, with its buttons, and not its title alone.
    title.current?.parentElement?.scrollIntoView?.({ block: 'nearest' });
  }, [at]);

  function go(next: 'closed' | 'asking' | 'sure') {
    touched.current = true;
    setError(null);
    setAt(next);
  }
  function remove() {
    if (at === 'deleting') return;
    setError(null);
    setAt('deleting');
    deleteFlag(flag.id, reason.trim()).then(onDeleted, (failure: unknown) => {
      setError(failure);
      setAt('sure');
    });
  }
  const archived = flag.entrySeq !== undefined;
  if (at === 'closed') {
    return <p class="actions delete-open"><button type="button" class="quiet" ref={opener} onClick={() => go('asking')}>{say('delete_open')}</button></p>;
  }
  return (
    <section
      class="notice delete" aria-labelledby="delete-title"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || at === 'deleting') return;
        event.stopPropagation();
        go('closed');
      }}
    >
      <h3 id="delete-title" tabIndex={-1} ref={title}>{say(at === 'asking' ? 'delete_title' : 'delete_sure')}</h3>
      {at === 'asking' ? (
        <>
          <p>{sentences(language, say(archived ? 'delete_goes_archived' : 'delete_goes'), archived ? say('delete_stays_archived', { n: formatNumber(flag.entrySeq!, language) }) : say('delete_stays'))}</p>
          <p>{say('delete_advice')}</p>
          <label class="field">
            <span>{say('delete_reason')}</span>
            <textarea rows={2} maxLength={LONGEST_REASON} value={reason} aria-describedby="delete-reason-is" onInput={(event) => setReason(event.currentTarget.value)} />
          </label>
          <p class="muted small" id="delete-reason-is">{say('delete_reason_is')}</p>
          <p class="actions">
            <button type="button" onClick={() => go('closed')}>{say('delete_keep')}</button>
            <button type="button" onClick={onExport}>{say('delete_export')}</button>
            <button type="button" class="quiet" onClick={() => go('sure')}>{say('delete_next')}</button>
          </p>
        </>
      ) : (
        <>
          <p>{say('delete_sure_more')}</p>
          {error ? <FailureNotice error={error} language={language} /> : null}
          <p class="actions">
            <button type="button" disabled={at === 'deleting'} onClick={() => go('closed')}>{say('delete_keep')}</button>
            <button type="button" class="danger" aria-disabled={at === 'deleting'} onClick={remove}>{say('delete_now')}</button>
          </p>
        </>
      )}
    </section>
  );
}
