import { useState } from 'preact/hooks';
import { SENSITIVITIES } from '../../core/verdict.ts';
import { common } from '../../locales/common.ts';
import { LANGUAGES, type Language } from '../../locales/language.ts';
import { options } from '../../locales/options.ts';
import { ProductMark } from '../icons.tsx';
import { LANGUAGE_NAMES } from '../language-names.ts';
import { FailureNotice } from '../notice.tsx';
import type { PageSettings } from '../settings.ts';
import { LiveRegion } from '../status.tsx';
import { useDocumentLanguage, useStrings } from '../use-strings.ts';
import type { StampDeps } from '../stamp/stamp-deps.ts';
import { StampSection } from '../stamp/stamp-section.tsx';
import type { Watch } from '../use-watched.ts';
import { DataSection, type DataDeps } from './data-section.tsx';
import { LessonsSection, type LessonsDeps } from './lessons-section.tsx';
import { SelfCheckSection, type SelfCheckDeps } from './self-check-section.tsx';
import { SitesSection, type SitesDeps } from './sites-section.tsx';
import { TeachingsSection, type TeachingsDeps } from './teachings-section.tsx';

export interface OptionsDeps extends SitesDeps, LessonsDeps, DataDeps {
  watch: Watch;
  changeSettings(patch: Partial<PageSettings>): Promise<unknown>;
  selfCheck: SelfCheckDeps;
  teachings: TeachingsDeps;
  stamp: StampDeps;
}

export interface OptionsPageProps {
  deps: OptionsDeps;
  settings: PageSettings;
  language: Language;
  version: string;
  historyUrl?: string;
}

/** Every choice takes effect at once; there is nothing to save. */
export function OptionsPage({ deps, settings, language, version, historyUrl = '/records.html' }: OptionsPageProps) {
  const say = useStrings(options, language);
  const sayCommon = useStrings(common, language);
  useDocumentLanguage(language, `${say('title')} · ${sayCommon('product')}`);
  const [error, setError] = useState<unknown>(null);
  const [said, setSaid] = useState('');
  function change(patch: Partial<PageSettings>) {
    setError(null);
    deps.changeSettings(patch).then(() => setSaid(say('saved')), setError);
  }
  return (
    <div class="page options">
      <header class="page-head">
        <p class="product"><ProductMark /> {sayCommon('product')}</p>
        <h1>{say('title')}</h1>
        <div class="head-actions"><a class="button quiet" href={historyUrl}>{sayCommon('history')}</a></div>
      </header>
      <LiveRegion text={said} />
      <main>
        {error ? <FailureNotice error={error} language={language} onClose={() => setError(null)} /> : null}

        <SitesSection deps={deps} language={language} announce={setSaid} />

        <SelfCheckSection deps={deps.selfCheck} language={language} version={version} announce={setSaid} />

        <section class="card" aria-labelledby="sensitivity-title">
          <h2 id="sensitivity-title">{say('sensitivity')}</h2>
          <p class="muted">{say('sensitivity_lead')}</p>
          <fieldset class="choices" aria-labelledby="sensitivity-title">
            {SENSITIVITIES.map((level) => (
              <label key={level} class="check">
                <input type="radio" name="sensitivity" checked={settings.sensitivity === level} onChange={() => change({ sensitivity: level })} />
                <span>{say(`sensitivity_${level}`)}<small class="muted">{say(`sensitivity_${level}_is`)}</small></span>
              </label>
            ))}
          </fieldset>
        </section>

        <section class="card" aria-labelledby="look-title">
          <h2 id="look-title">{say('look')}</h2>
          <label class="field">
            <span>{say('language')}</span>
            <select value={settings.language} onChange={(event) => change({ language: event.currentTarget.value as PageSettings['language'] })}>
              <option value="auto">{say('language_auto')}</option>
              {LANGUAGES.map((one) => <option key={one} value={one}>{LANGUAGE_NAMES[one]}</option>)}
            </select>
          </label>
          <label class="check">
            <input type="checkbox" checked={settings.calm} onChange={(event) => change({ calm: event.currentTarget.checked })} />
            <span>{say('calm')}<small class="muted">{say('calm_is')}</small></span>
          </label>
        </section>

        <TeachingsSection deps={deps.teachings} language={language} announce={setSaid} />

        <LessonsSection deps={deps} language={language} calm={settings.calm} announce={setSaid} />

        <StampSection deps={deps.stamp} language={language} announce={setSaid} />

        <DataSection deps={deps} language={language} announce={setSaid} />

        <section class="card" aria-labelledby="about-title">
          <h2 id="about-title">{say('about')}</h2>
          <ul class="plain">
            <li>{say('about_local')}</li>
            <li>{say('about_estimate')}</li>
            <li>{say('about_proof')}</li>
            <li>{say('about_never')}</li>
            <li>{say('about_uninstall')}</li>
          </ul>
          <p class="muted small">{say('version', { version })}</p>
        </section>
      </main>
    </div>
  );
}
