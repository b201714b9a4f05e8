import { exportWords } from '../locales/export.ts';
import { fill, type Language } from '../locales/language.ts';

export type WordKey = keyof (typeof exportWords)['en'];

/** The export's words in one language. */
export type Say = (key: WordKey, values?: Record<string, string | number>) => string;

export function sayIn(language: Language): Say {
  const words = exportWords[language];
  return (key, values) => (values ? fill(words[key], values) : words[key]);
}

/** `1 message`, `2 messages`. Chinese has one form. */
export function messagesIn(say: Say, n: number): string {
  return say(n === 1 ? 'n_message' : 'n_messages', { n });
}
