import { useEffect, useMemo } from 'preact/hooks';
import { fill, htmlLang, type Language, type Section } from '../locales/language.ts';
import { formatNumber } from './format.ts';

type CountBase<Keys extends string> = Keys extends `${infer Base}_other` ? Base : never;

/** Speaks one section of strings in one language. */
export interface Say<Keys extends string> {
  (key: Keys, values?: Record<string, string | number>): string;
  /** The form for a number: `<base>_one` or `<base>_other`, with `{n}` written the reader's way. */
  count(base: CountBase<Keys>, n: number, values?: Record<string, string | number>): string;
}

/** A speaker for use outside components. */
export function strings<Keys extends string>(section: Section<Keys>, language: Language): Say<Keys> {
  const words = section[language];
  const plural = new Intl.PluralRules(language.replace('_', '-'));
  const say = (key: Keys, values: Record<string, string | number> = {}) => fill(words[key], values);
  return Object.assign(say, {
    count(base: CountBase<Keys>, n: number, values: Record<string, string | number> = {}) {
      const key = `${base}_${plural.select(n) === 'one' ? 'one' : 'other'}` as Keys;
      return fill(words[key], { n: formatNumber(n, language), ...values });
    },
  });
}

export function useStrings<Keys extends string>(section: Section<Keys>, language: Language): Say<Keys> {
  return useMemo(() => strings(section, language), [section, language]);
}

/** Sets the document's language (which picks the fonts and the voice of a screen reader) and its title. */
export function useDocumentLanguage(language: Language, title: string, target: Document = document): void {
  useEffect(() => {
    target.documentElement.lang = htmlLang(language);
    target.title = title;
  }, [language, title, target]);
}
