import { common } from '../../locales/common.ts';
import type { Language } from '../../locales/language.ts';
import { teachings as words } from '../../locales/teach.ts';
import { Foreign } from '../foreign.tsx';
import { formatDate } from '../format.ts';
import { FailureNotice } from '../notice.tsx';
import { Toast } from '../status.tsx';
import { useStrings } from '../use-strings.ts';
import { useWatched, type Watch } from '../use-watched.ts';
import { TeachingsImport, type ImportAnswer } from './teachings-import.tsx';
import { useTaughtWork } from './use-taught-work.ts';

/** One site that was taught. What the teaching says is handed back and forth and never looked into here. */
export interface TaughtSite {
  site: string;
  taughtAt: string;
  shape: unknown;
}

export interface TeachingsDeps {
  watchTeachings: Watch;
  teachings(): Promise<TaughtSite[]>;
  /** Answers what was forgotten. */
  forgetTeaching(site: string): Promise<TaughtSite | null>;
  giveBackTeaching(taught: TaughtSite): Promise<unknown>;
  /** Hands it to the browser's downloads; resolves to the file's name. */
  saveTeaching(taught: TaughtSite): Promise<string>;
  /** @param agreed the site that the reader was shown and agreed to */
  importTeaching(text: string, agreed: string | null): Promise<ImportAnswer>;
}

interface TeachingsSectionProps {
  deps: TeachingsDeps;
  language: Language;
  announce(text: string): void;
}

/** The sites that the reader taught by pointing: to be saved, forgotten, and brought in from a file. */
export function TeachingsSection({ deps, language, announce }: TeachingsSectionProps) {
  const say = useStrings(words, language);
  const sayCommon = useStrings(common, language);
  const found = useWatched(deps.watchTeachings, deps.teachings, 'teachings');
  const { busy, error, clearError, run, offerUndo, toast, hide, heading } = useTaughtWork(announce);

  function forget(site: string) {
    run(() => deps.forgetTeaching(site), (forgotten) => {
      const said = say('forgotten', { site });
      if (forgotten) offerUndo(said, () => deps.giveBackTeaching(forgotten), say('given_back', { site }));
      else announce(said);
    });
  }

  const taught = found.value ?? [];
  return (
    <section class="card" aria-labelledby="teachings-title">
      <h2 id="teachings-title" tabIndex={-1} ref={heading}>{say('title')}</h2>
      <p class="muted">{say('lead')}</p>
      {error || found.error ? <FailureNotice error={error ?? found.error} language={language} {...(error ? { onClose: clearError } : { onRetry: found.retry })} /> : null}
      {found.value && taught.length === 0 ? <p class="nothing">{say('none')}</p> : null}
      {taught.length > 0 ? (
        <>
          <p><b>{say.count('count', taught.length)}</b></p>
          <ul class="site-list">
            {taught.map((one) => (
              <li key={one.site} class="taught">
                <span class="site-name" id={`taught-${one.site}`}>
                  <Foreign text={one.site} language={language} />
                  <small class="muted">{say('taught_on', { date: formatDate(one.taughtAt, language) })}</small>
                </span>
                <button type="button" aria-disabled={busy} aria-describedby={`taught-${one.site}`} onClick={() => run(() => deps.saveTeaching(one), (name) => announce(say('saved_as', { name })))}>{say('save')}</button>
                <button type="button" aria-disabled={busy} aria-describedby={`taught-${one.site}`} onClick={() => forget(one.site)}>{say('forget')}</button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <TeachingsImport importTeaching={deps.importTeaching} language={language} announce={announce} />
      {toast ? <Toast toast={toast} undoWord={sayCommon('undo')} closeWord={sayCommon('close')} onClose={hide} /> : null}
    </section>
  );
}
