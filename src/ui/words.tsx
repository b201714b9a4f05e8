import type { ComponentChildren } from 'preact';
import type { Language } from '../locales/language.ts';

/** Sentences one after the other: with a space in English, without one in Chinese. */
export function sentences(language: Language, ...parts: string[]): string {
  return parts.filter(Boolean).join(language === 'en' ? ' ' : '');
}

/** A sentence with a piece of the page's own text in its `{place}`, which must not become part of ours. */
export function Slot({ words, place, children }: { words: string; place: string; children: ComponentChildren }) {
  const [before = '', after = ''] = words.split(`{${place}}`);
  return <>{before}{children}{after}</>;
}
