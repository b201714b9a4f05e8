import type { FlagState } from '../../core/flag.ts';
import { LABELS, type Label } from '../../core/verdict.ts';
import { history } from '../../locales/history.ts';
import { labelNames } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import { dayEnd, dayStart, formatDate } from '../format.ts';
import { strings } from '../use-strings.ts';
import type { Facets, FlagFilter } from './deps.ts';

export const STATE_CHOICES = ['open', 'archived', 'dismissed', 'all'] as const;
export type StateChoice = (typeof STATE_CHOICES)[number];

/** The filter as its fields hold it. Days are `2026-03-02` or empty. */
export interface FilterChoice {
  state: StateChoice;
  labels: Label[];
  site: string;
  /** `${site} ${id}` or empty. */
  conversation: string;
  fromDay: string;
  toDay: string;
  text: string;
}

/** The page opens on what needs a decision. */
export const START: FilterChoice = { state: 'open', labels: [], site: '', conversation: '', fromDay: '', toDay: '', text: '' };

export function toFlagFilter(choice: FilterChoice): FlagFilter {
  const filter: FlagFilter = {};
  if (choice.state !== 'all') filter.states = [choice.state satisfies FlagState];
  if (choice.labels.length > 0) filter.labels = LABELS.filter((label) => choice.labels.includes(label));
  if (choice.site) filter.sites = [choice.site];
  if (choice.conversation) filter.conversations = [choice.conversation];
  const from = dayStart(choice.fromDay);
  const to = dayEnd(choice.toDay);
  if (from) filter.from = from;
  if (to) filter.to = to;
  if (choice.text.trim()) filter.text = choice.text.trim();
  return filter;
}

/** How many fields besides the state narrow the list. */
export function narrowing(choice: FilterChoice): number {
  return [choice.labels.length > 0, choice.site, choice.conversation, choice.fromDay || choice.toDay, choice.text.trim()].filter(Boolean).length;
}

/** Every field but the state cleared. */
export function widened(choice: FilterChoice): FilterChoice {
  return { ...START, state: choice.state };
}

/** What is chosen, for a person who was not there: goes into the export. */
export function filterWords(choice: FilterChoice | null, facets: Facets | undefined, language: Language): string {
  const say = strings(history, language);
  if (!choice) return say('words_everything');
  const parts = [say(`words_state_${choice.state}`)];
  if (choice.labels.length > 0) {
    parts.push(say('words_labels', { labels: choice.labels.map((label) => labelNames[language][label]).join(say('list_comma')) }));
  }
  if (choice.site) parts.push(say('words_site', { site: choice.site }));
  if (choice.conversation) {
    const chat = facets?.conversations.find(({ site, id }) => `${site} ${id}` === choice.conversation);
    parts.push(say('words_conversation', { title: chat?.title || choice.conversation }));
  }
  const from = dayStart(choice.fromDay);
  const to = dayEnd(choice.toDay);
  if (from) parts.push(say('words_from', { date: formatDate(from, language) }));
  if (to) parts.push(say('words_to', { date: formatDate(to, language) }));
  if (choice.text.trim()) parts.push(say('words_text', { text: choice.text.trim() }));
  return parts.join(say('list_semicolon'));
}
