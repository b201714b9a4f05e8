/** Languages the extension speaks. The names follow the browser's `_locales` folders. */
export const LANGUAGES = ['en', 'zh_CN', 'zh_TW'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A section of strings in every language; the compiler holds the three to the same keys. */
export type Section<Keys extends string> = Record<Language, Record<Keys, string>>;

/** The value for the `lang` attribute. */
export function htmlLang(language: Language): string {
  return { en: 'en', zh_CN: 'zh-Hans', zh_TW: 'zh-Hant' }[language];
}

/** The reader's choice, else the first browser language we speak. Hong Kong and Macau read Traditional. */
export function pickLanguage(chosen: Language | 'auto', browserLanguages: readonly string[]): Language {
  if (chosen !== 'auto') return chosen;
  for (const tag of browserLanguages) {
    const lower = tag.toLowerCase();
    if (lower.startsWith('zh')) return /hant|tw|hk|mo/.test(lower) ? 'zh_TW' : 'zh_CN';
    if (lower.startsWith('yue')) return 'zh_TW';
    if (lower.startsWith('en')) return 'en';
  }
  return 'en';
}

/** Puts values into `{name}` places. A place without a value stays visible, so that a test can find it. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));
}
