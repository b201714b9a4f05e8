import type { FailureCode } from '../core/failure.ts';
import { failures } from '../locales/failures.ts';
import { fill, type Language } from '../locales/language.ts';
import { teach } from '../locales/teach.ts';
import type { DraftCount } from './teach-count.ts';
import type { DraftMessage, TeachDraft, TeachFailure } from './teach-work.ts';

export type TeachStep =
  | { at: 'own' }
  | { at: 'other' }
  | { at: 'check' | 'keeping'; draft: TeachDraft; count: DraftCount };

/** What happened at the last press, if it needs saying. */
export type TeachNote = TeachFailure | 'taken_out' | 'added' | 'cannot_take_out' | 'cannot_add' | 'cannot_swap' | { failure: FailureCode } | null;

export type TeachButton = 'none_of_mine' | 'keep' | 'swap' | 'over' | 'cancel';

export interface TeachLines {
  /** What to do now, or what would be read. */
  what: string;
  /** What happened; empty when all is as expected. */
  note: string;
  how: string;
  buttons: TeachButton[];
}

const FAILED: readonly TeachFailure[] = ['nothing', 'same', 'wide', 'apart', 'alone', 'gone'];

/** What the line on the page says at each step. */
export function teachLines(step: TeachStep, note: TeachNote, language: Language): TeachLines {
  const words = teach[language];
  const noted = noteWords(note, language);
  if (step.at === 'own') return { what: words.step_own, note: noted, how: words.how, buttons: ['none_of_mine', 'cancel'] };
  if (step.at === 'other') return { what: words.step_other, note: noted, how: words.how, buttons: ['over', 'cancel'] };
  const { draft, count } = step;
  const counted = fill(count.more ? words.count_more : draft.sided ? words.count : words.count_sideless, { n: number(count.messages, language), own: number(count.own, language) });
  if (step.at === 'keeping') return { what: counted, note: '', how: words.keeping, buttons: [] };
  return {
    what: counted,
    note: noted,
    how: draft.sided ? words.check : sentences(language, words.check_sideless, words.check_take_out),
    buttons: ['keep', ...(draft.sided ? (['swap'] as const) : []), 'over', 'cancel'],
  };
}

function noteWords(note: TeachNote, language: Language): string {
  if (note === null) return '';
  if (typeof note === 'object') {
    const words = failures[language];
    return sentences(language, words[`${note.failure}_what`], words[`${note.failure}_safe`], words[`${note.failure}_next`]);
  }
  const words = teach[language];
  const failed = FAILED.find((one) => one === note);
  return failed ? sentences(language, words[`failed_${failed}`], words[`failed_${failed}_next`]) : words[note as Exclude<TeachNote, TeachFailure | null | object>];
}

/** Whose message, for the corner of its outline. */
export function tagWords({ side, name }: DraftMessage, language: Language): string {
  const words = teach[language];
  if (side === 'me') return words.tag_me;
  if (name !== '') return name.length > MOST_NAME ? `${name.slice(0, MOST_NAME).replace(/[\uD800-\uDBFF]$/, '')}…` : name;
  return side === 'them' ? words.tag_them : words.tag_unknown;
}

const MOST_NAME = 24;

const sentences = (language: Language, ...parts: string[]): string => parts.join(language === 'en' ? ' ' : '');
const number = (value: number, language: Language): string => new Intl.NumberFormat(language.replace('_', '-')).format(value);
