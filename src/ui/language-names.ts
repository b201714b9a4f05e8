import type { Language } from '../locales/language.ts';

/** Each language by its own name: a reader who cannot read the page must still find theirs. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', zh_CN: '简体中文', zh_TW: '繁體中文' };
