import { useEffect, useRef } from 'preact/hooks';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { useStrings } from '../use-strings.ts';
import { Slot } from '../words.tsx';

interface EmptyHistoryProps {
  language: Language;
  practiceUrl: string;
  /** Something was kept once: the log and the chain can still be checked and exported. */
  remains: boolean;
  onCheck(): void;
  onExport(): void;
}

/** Nothing is kept: says how to begin, and quietly what remains when everything was deleted. */
export function EmptyHistory({ language, practiceUrl, remains, onCheck, onExport }: EmptyHistoryProps) {
  const say = useStrings(history, language);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The last message was just deleted, and what had the focus went with the list.
    if (remains && document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, [remains]);
  return (
    <section class="empty" aria-labelledby="empty-title">
      <h2 id="empty-title" tabIndex={-1} ref={title}>{say(remains ? 'empty_title_now' : 'empty_title')}</h2>
      <p>{say('empty_lead')}</p>
      <ol class="steps">
        <li>{say('empty_step_1')}</li>
        <li>{say('empty_step_2')}</li>
        <li>{say('empty_step_3')}</li>
      </ol>
      <p><Slot words={say('empty_practice')} place="link"><a href={practiceUrl}>{say('practice_link')}</a></Slot></p>
      {remains ? (
        <div class="remains">
          <p class="muted small">{say('remains')}</p>
          <p class="checks">
            <button type="button" class="link small" onClick={onCheck}>{say('check_open')}</button>
            <button type="button" class="link small" onClick={onExport}>{say('remains_export')}</button>
          </p>
        </div>
      ) : null}
    </section>
  );
}

/** The filter finds nothing, or this state is empty. */
export function NoMatch({ language, narrowed, onClear }: { language: Language; narrowed: boolean; onClear(): void }) {
  const say = useStrings(history, language);
  return (
    <div class="empty small-empty">
      <p>{say(narrowed ? 'no_match' : 'no_in_state')}</p>
      {narrowed ? <p><button type="button" onClick={onClear}>{say('clear_filters')}</button></p> : null}
    </div>
  );
}
