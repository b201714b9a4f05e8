import { LABELS } from '../core/verdict.ts';
import { labelNames } from '../locales/labels.ts';
import type { NumberList } from './number-list.ts';
import { heading } from './report-cover.ts';
import type { ReportFacts } from './report-facts.ts';
import { foreign, html, NOTHING, when, type Html } from './report-html.ts';
import type { Group } from './survey.ts';

/** A table on paper longer than this helps nobody; all of it is in the CSV. */
const ROWS = 100;
/** More days than this are counted by month. */
const DAYS = 31;

interface Row {
  name: Html;
  count: number;
}

/** How many, by label, by conversation, by day or month. */
export function summary(facts: ReportFacts): Html {
  const { say, survey, language } = facts;
  if (survey.total === 0) return html`${heading(facts, 'summary')}<p>${say('nothing')}</p>\n`;
  const labels = LABELS.flatMap((label) => {
    const count = survey.labels.get(label)?.count ?? 0;
    return count ? [{ name: html`${labelNames[language][label]}`, count }] : [];
  }).sort((a, b) => b.count - a.count);
  const conversations = [...survey.conversations.values()]
    .map((group) => ({ name: groupName(facts, group), count: group.numbers.count }))
    .sort((a, b) => b.count - a.count);
  const byDay = survey.days.size <= DAYS;
  return html`${heading(facts, 'summary')}
<h3>${say('by_label')}</h3>
${table(facts, say('label'), labels)}
<p class="soft note">${say('several')}</p>
<h3>${say('by_conversation')}</h3>
${table(facts, say('conversation'), conversations)}
<h3>${say(byDay ? 'by_day' : 'by_month')}</h3>
${table(facts, say(byDay ? 'day' : 'month'), times(facts, byDay))}
`;
}

function times({ survey, say }: ReportFacts, byDay: boolean): Row[] {
  const counts = new Map<string, number>();
  for (const [day, count] of survey.days) {
    const name = byDay ? day : day.slice(0, 7);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ name: html`${name || say('unknown_time')}`, count }));
}

function table({ say, survey }: ReportFacts, title: string, rows: Row[]): Html {
  const rest = rows.length - ROWS;
  return html`<table><thead><tr><th class="name">${title}</th><th class="n">${say('count')}</th><th class="bar"></th></tr></thead><tbody>
${rows.slice(0, ROWS).map(({ name, count }) => html`<tr><td>${name}</td><td class="n">${count}</td><td class="bar"><i style="width:${Math.max(1, Math.round((100 * count) / survey.total))}%"></i></td></tr>\n`)}</tbody></table>
${when(rest > 0, () => html`<p class="note soft">${say('more_groups', { n: rest })}</p>`)}`;
}

function groupName({ say }: ReportFacts, { name, id, site }: Group, unnamed: 'no_title' | 'no_name' = 'no_title'): Html {
  return html`${name ? foreign(name) : say(unnamed)} <span class="soft">${id && id !== name ? foreign(id) : ''} ${foreign(site)}</span>`;
}

/** Where each sender, conversation and label is found. Streamed: an index has as many numbers as there are messages. */
export function* index(facts: ReportFacts): Generator<string> {
  const { say, survey, language } = facts;
  yield heading(facts, 'index').html;
  if (survey.total === 0) yield html`<p>${say('nothing')}</p>\n`.html;
  const parts: [title: string, column: string, groups: Iterable<[Html, NumberList]>][] = [
    [say('index_authors'), say('sender'), named(facts, survey.authors, 'no_name')],
    [say('by_conversation'), say('conversation'), named(facts, survey.conversations, 'no_title')],
    [say('by_label'), say('label'), LABELS.flatMap((label): [Html, NumberList][] => {
      const numbers = survey.labels.get(label);
      return numbers ? [[html`${labelNames[language][label]}`, numbers]] : [];
    })],
  ];
  for (const [title, column, groups] of parts) {
    if (survey.total === 0) continue;
    yield html`<h3>${title}</h3><table class="index"><thead><tr><th class="name">${column}</th><th>${say('numbers')}</th></tr></thead><tbody>\n`.html;
    for (const [name, numbers] of groups) {
      yield html`<tr><td>${name}</td><td>`.html;
      yield* links(numbers, say('comma'));
      yield '</td></tr>\n';
    }
    yield '</tbody></table>\n';
  }
}

function* named(facts: ReportFacts, groups: ReadonlyMap<string, Group>, unnamed: 'no_name' | 'no_title'): Generator<[Html, NumberList]> {
  for (const group of groups.values()) yield [groupName(facts, group, unnamed), group.numbers];
}

function* links(numbers: NumberList, comma: string): Generator<string> {
  let before = NOTHING;
  for (const [first, last] of numbers.runs()) {
    const link = (n: number): Html => html`<a href="#m${n}">${n}</a>`;
    yield html`${before}${first === last ? link(first) : html`${link(first)}–${link(last)}`}`.html;
    before = html`${comma}<wbr>`;
  }
}
