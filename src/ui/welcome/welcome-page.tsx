import type { Language } from '../../locales/language.ts';
import { welcomeStrings } from '../../locales/welcome.ts';
import { useSettings, type PageSettings, type WatchSettings } from '../settings.ts';
import { useDocumentLanguage, useStrings } from '../use-strings.ts';
import { PracticeChat } from './practice-chat.tsx';

export interface WelcomeProps {
  settings: PageSettings;
  watchSettings: WatchSettings;
  onLanguage(language: Language): void;
  /** Whether a row of the practice chat was marked, once its judging is done. */
  isMarked(row: Element): Promise<boolean>;
  historyUrl: string;
  optionsUrl: string;
}

const LANGUAGE_CHOICES: [Language, string, string][] = [['zh_CN', '简体中文', 'zh-Hans'], ['zh_TW', '繁體中文', 'zh-Hant'], ['en', 'English', 'en']];

export function WelcomePage({ settings: initial, watchSettings, onLanguage, isMarked, historyUrl, optionsUrl }: WelcomeProps) {
  const { language } = useSettings(initial, watchSettings);
  const t = useStrings(welcomeStrings, language);
  useDocumentLanguage(language, t('title'));
  return (
    <main class="welcome">
      <nav class="languages">
        {LANGUAGE_CHOICES.map(([code, name, lang]) => (
          <button key={code} type="button" lang={lang} class="link" aria-pressed={language === code} onClick={() => onLanguage(code)}>{name}</button>
        ))}
      </nav>
      <header>
        <h1>{t('title')}</h1>
        <p class="lead">{t('lead')}</p>
        <p>{t('leadSmall')}</p>
      </header>
      <PracticeChat language={language} isMarked={isMarked} />
      <section>
        <h2>{t('doesTitle')}</h2>
        <ul>{(['does1', 'does2', 'does3', 'does4'] as const).map((key) => <li key={key}>{t(key)}</li>)}</ul>
      </section>
      <section>
        <h2>{t('startTitle')}</h2>
        <ol>{(['start1', 'start2', 'start3'] as const).map((key) => <li key={key}>{t(key)}</li>)}</ol>
      </section>
      <section>
        <h2>{t('limitsTitle')}</h2>
        <ul>{(['limit1', 'limit2', 'limit3', 'limit4', 'limit5'] as const).map((key) => <li key={key}>{t(key)}</li>)}</ul>
      </section>
      <p class="buttons">
        <a class="button" href={historyUrl}>{t('openHistory')}</a>
        <a class="button" href={optionsUrl}>{t('openOptions')}</a>
      </p>
    </main>
  );
}
