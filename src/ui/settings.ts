import { useEffect, useState } from 'preact/hooks';
import type { Sensitivity } from '../core/verdict.ts';
import { pickLanguage, type Language } from '../locales/language.ts';

/** What the reader chose, as our pages need it. */
export interface PageSettings {
  language: Language | 'auto';
  sensitivity: Sensitivity;
  calm: boolean;
}

/** Calls back on every change, here or in another page; the result stops it. */
export type WatchSettings = (onChange: (settings: PageSettings) => void) => () => void;

/** Settings that follow changes made anywhere, and the language they come to. */
export function useSettings(initial: PageSettings, watch: WatchSettings, browserLanguages: readonly string[] = navigator.languages) {
  const [settings, setSettings] = useState(initial);
  useEffect(() => watch(setSettings), [watch]);
  return { settings, setSettings, language: pickLanguage(settings.language, browserLanguages) };
}
