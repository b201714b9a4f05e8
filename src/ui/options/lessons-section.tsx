import { useState } from 'preact/hooks';
import type { KeptLesson } from '../../core/flag.ts';
import { common } from '../../locales/common.ts';
import type { Language } from '../../locales/language.ts';
import { lessons as words } from '../../locales/lessons.ts';
import { formatNumber } from '../format.ts';
import { FailureNotice } from '../notice.tsx';
import { Toast } from '../status.tsx';
import { useStrings } from '../use-strings.ts';
import { useWatched, type Watch } from '../use-watched.ts';
import { LessonRow } from './lesson-row.tsx';
import { useTaughtWork } from './use-taught-work.ts';

export interface LessonsDeps {
  watch: Watch;
  /** The newest `limit` lessons, and how many there are. */
  lessons(limit: number): Promise<{ lessons: KeptLesson[]; total: number }>;
  takeBackLesson(id: string): Promise<unknown>;
  giveBackLesson(lesson: KeptLesson): Promise<unknown>;
  forgetLessons(): Promise<unknown>;
  /** Hands all lessons to the browser's downloads; resolves to the file's name. */
  saveLessons(): Promise<string>;
}

interface LessonsSectionProps {
  deps: LessonsDeps;
  language: Language;
  calm: boolean;
  announce(text: string): void;
}

const PAGE = 20;

/** What the reader taught: to be seen, taken back, saved and forgotten. */
export function LessonsSection({ deps, language, calm, announce }: LessonsSectionProps) {
  const say = useStrings(words, language);
  const sayCommon = useStrings(common, language);
  const [limit, setLimit] = useState(PAGE);
  const found = useWatched(deps.watch, () => deps.lessons(limit), String(limit));
  const [asking, setAsking] = useState(false);
  const { busy, error, clearError, run, offerUndo, toast, hide, heading } = useTaughtWork(announce);

  function takeBack(lesson: KeptLesson) {
    run(() => deps.takeBackLesson(lesson.id), () => offerUndo(say('taken_back'), () => deps.giveBackLesson(lesson), say('given_back')));
  }
  function forget() {
    run(() => deps.forgetLessons(), () => {
      setAsking(false);
      hide();
      setLimit(PAGE);
      announce(say('forgotten'));
    });
  }

  const { lessons = [], total = 0 } = found.value ?? {};
  const rest = total - lessons.length;
  return (
    <section class="card" aria-labelledby="lessons-title">
      <h2 id="lessons-title" tabIndex={-1} ref={heading}>{say('title')}</h2>
      <p class="muted">{say('lead')}</p>
      <p class="muted">{say('lead_limits')}</p>
      {error || found.error ? <FailureNotice error={error ?? found.error} language={language} {...(error ? { onClose: clearError } : { onRetry: found.retry })} /> : null}
      {found.value && total === 0 ? <p class="nothing">{say('none')}</p> : null}
      {total > 0 ? (
        <>
          <p><b>{say.count('count', total)}</b></p>
          <ul class="lesson-list">
            {lessons.map((lesson) => (
              <LessonRow key={lesson.id} lesson={lesson} language={language} calm={calm} busy={busy} onTakeBack={() => takeBack(lesson)} />
            ))}
          </ul>
          {rest > 0 ? (
            <p class="actions"><button type="button" onClick={() => setLimit(limit + PAGE)}>{say('more', { n: formatNumber(Math.min(rest, PAGE), language) })}</button></p>
          ) : null}
          <p class="muted small">{say('not_in_history')}</p>
          <p class="actions">
            <button type="button" aria-disabled={busy} onClick={() => run(() => deps.saveLessons(), (name) => announce(say('saved_as', { name })))}>{say('save')}</button>
            <button type="button" class="quiet" aria-expanded={asking} onClick={() => setAsking(!asking)}>{say('forget')}</button>
          </p>
          {asking ? (
            <div class="notice" role="group" aria-label={say('forget')}>
              <p>{say('forget_ask')}</p>
              <p class="actions">
                <button type="button" aria-disabled={busy} onClick={forget}>{say('forget_yes')}</button>
                <button type="button" class="quiet" onClick={() => setAsking(false)}>{say('forget_no')}</button>
              </p>
            </div>
          ) : null}
        </>
      ) : null}
      {toast ? <Toast toast={toast} undoWord={sayCommon('undo')} closeWord={sayCommon('close')} onClose={hide} /> : null}
    </section>
  );
}
