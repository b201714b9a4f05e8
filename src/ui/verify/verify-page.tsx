import { useEffect, useState } from 'preact/hooks';
import { common } from '../../locales/common.ts';
import { LANGUAGES, type Language } from '../../locales/language.ts';
import { verify } from '../../locales/verify.ts';
import { formatBytes, formatNumber } from '../format.ts';
import { ProductMark } from '../icons.tsx';
import { LANGUAGE_NAMES } from '../language-names.ts';
import { LiveRegion } from '../status.tsx';
import { useDocumentLanguage, useStrings } from '../use-strings.ts';
import { AboutBundle } from './about-bundle.tsx';
import { Answer, Meaning, Numbers } from './answer.tsx';
import { ExtraFile, FileButton, FileChoice } from './file-choice.tsx';
import { Findings } from './findings.tsx';
import { RowList } from './row-list.tsx';
import { useCheck, type CheckBundle, type CheckState } from './use-check.ts';

export interface VerifyPageProps {
  checkBundle: CheckBundle;
  /** To begin with; the reader may choose another here. */
  language: Language;
  /** The page as one file, outside the extension. */
  standalone?: boolean;
}

/** Checks a bundle. The same in the extension and in the `verify.html` of every bundle. */
export function VerifyPage({ checkBundle, language: first, standalone = false }: VerifyPageProps) {
  const [language, setLanguage] = useState(first);
  const say = useStrings(verify, language);
  const sayCommon = useStrings(common, language);
  useDocumentLanguage(language, `${say('title')} · ${sayCommon('product')}`);
  const { state, start, stop } = useCheck(checkBundle);
  // A file that misses its mark must not be opened by the browser in place of this page.
  useEffect(() => {
    const controller = new AbortController();
    for (const type of ['dragover', 'drop'] as const) document.addEventListener(type, (event) => event.preventDefault(), { signal: controller.signal });
    return () => controller.abort();
  }, []);
  useEffect(() => {
    if (state.is === 'done') document.getElementById('answer-title')?.focus();
  }, [state.is]);

  return (
    <div class="page verify">
      <header class="page-head">
        <p class="product"><ProductMark /> {sayCommon('product')}</p>
        <h1>{say('title')}</h1>
        <div class="head-actions">
          <select class="language" aria-label={say('language')} value={language} onChange={({ currentTarget }) => setLanguage(currentTarget.value as Language)}>
            {LANGUAGES.map((one) => <option key={one} value={one} lang={one.replace('_', '-')}>{LANGUAGE_NAMES[one]}</option>)}
          </select>
        </div>
      </header>
      <LiveRegion text={state.is === 'done' ? say(state.check.readable ? state.check.overall : 'unreadable') : state.is === 'stopped' ? say('stopped') : ''} />
      <main>
        {state.is === 'done' ? <Done state={state} language={language} start={start} /> : state.is === 'busy' ? <Busy state={state} language={language} stop={stop} /> : (
          <section class="card">
            <p>{say('lead')}</p>
            {state.is === 'idle' ? null : <p class="notice" role="alert">{say(state.is)}</p>}
            <FileChoice language={language} onFile={(file) => start({ file })} />
          </section>
        )}
        <Meaning language={language} />
        {standalone ? <p class="muted small">{say('offline')}</p> : null}
      </main>
    </div>
  );
}

function Busy({ state: { progress }, language, stop }: { state: Extract<CheckState, { is: 'busy' }>; language: Language; stop(): void }) {
  const say = useStrings(verify, language);
  const sayCommon = useStrings(common, language);
  const { step, done, total } = progress;
  const show = (n: number): string => (step === 'files' || step === 'full' ? formatBytes(n, language) : formatNumber(n, language));
  return (
    <section class="card" aria-busy="true">
      <p id="step">{say(`step_${step}`)} {total > 1 ? <span class="muted number">{show(done)} / {show(total)}</span> : null}</p>
      <progress aria-labelledby="step" {...(total > 1 ? { value: done, max: total } : {})} />
      <p><button type="button" onClick={stop}>{sayCommon('cancel')}</button></p>
    </section>
  );
}

function Done({ state: { check, given }, language, start }: { state: Extract<CheckState, { is: 'done' }>; language: Language; start: ReturnType<typeof useCheck>['start'] }) {
  const say = useStrings(verify, language);
  return (
    <>
      <Answer check={check} name={given.file.name} language={language} />
      {check.readable ? (
        <>
          {check.overall === 'bad' ? <Findings check={check} language={language} /> : null}
          <Numbers check={check} language={language} />
          {check.overall === 'bad' ? null : <Findings check={check} language={language} />}
          <AboutBundle facts={check.facts} language={language} />
          <RowList kind="entries" rows={check.entries.map((row) => ({ kind: 'entry', row }))} language={language} />
          <RowList kind="files" rows={check.files.map((row) => ({ kind: 'file', row }))} language={language} />
          <section class="card" aria-labelledby="more-title">
            <h2 id="more-title">{say('more_files')}</h2>
            <ExtraFile lead={say('full_lead')} words={say('full_choose')} accept=".zip,application/zip" given={given.full} language={language} onFile={(full) => start({ ...given, full })} />
            <ExtraFile lead={say('stamp_lead')} words={say('stamp_choose')} accept=".tsr,application/timestamp-reply" given={given.stamp} language={language} onFile={(stamp) => start({ ...given, stamp })} />
          </section>
        </>
      ) : null}
      <p><FileButton words={say('choose_other')} accept=".zip,application/zip" onFile={(file) => start({ file })} /></p>
    </>
  );
}
