import type { Flag } from '../core/flag.ts';
import { rareCharacters } from '../core/marks.ts';
import { labelNames } from '../locales/labels.ts';
import type { SealedNote } from './entries.ts';
import { heading } from './report-cover.ts';
import type { ReportFacts } from './report-facts.ts';
import { foreign, html, NOTHING, ours, textHtml, when, type Html } from './report-html.ts';
import type { NumberedFlag } from './selection.ts';
import { sortTime } from './survey.ts';

/** A message shorter than this stays on one sheet, when it fits. */
const SHORT = 500;

/** Every message, oldest first, a heading for each day. */
export async function* messages(facts: ReportFacts, flags: AsyncIterable<NumberedFlag>): AsyncGenerator<string> {
  const { say, clock } = facts;
  yield html`${heading(facts, 'messages')}<p class="soft">${ours(say('chronology_lead'))}</p>\n`.html;
  let day: string | undefined;
  let room = facts.small?.bytes ?? Infinity;
  let left = 0;
  for await (const numbered of flags) {
    if (left > 0) {
      left += 1;
      continue;
    }
    const shown = (await message(facts, numbered)).html;
    if (facts.small) room -= utf8Length(shown);
    if (room < 0) {
      left = 1;
      continue;
    }
    const today = clock(sortTime(numbered.flag))?.day ?? say('unknown_time');
    if (today !== day) yield html`<h3>${today}</h3>\n`.html;
    day = today;
    yield shown;
  }
  if (left > 0) yield html`<p class="wrong">${say('cut_messages', { n: left })}</p>\n`.html;
  else if (day === undefined) yield html`<p>${say('nothing')}</p>\n`.html;
  if (facts.small?.picturesLeft) yield html`<p class="wrong">${say('cut_pictures', { n: facts.small.picturesLeft })}</p>\n`.html;
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

async function message(facts: ReportFacts, { n, flag }: NumberedFlag): Promise<Html> {
  const { say, clock, language, sealed } = facts;
  const { message: said, verdict } = flag;
  const note = sealed.get(flag.id);
  const sent = clock(said.sentAt);
  const mayBe = verdict.labels.map(({ id }) => labelNames[language][id] ?? id).join(say('comma'));
  const known = (text: string | undefined, missing: 'not_known' | 'not_shown'): Html => (text ? foreign(text) : html`<span class="soft">${say(missing)}</span>`);
  const fact = (title: string, value: Html): Html => html`<div><dt>${title}</dt><dd>${value}</dd></div>\n`;
  const more = (title: string, value: Html): Html => html`<dt>${title}${say('colon')}</dt><dd>${value}</dd>`;
  return html`<article id="m${n}"${said.text.length <= SHORT ? { html: ' class="short"' } : NOTHING}>
<header><b>${say('number', { n })}</b> <span>${say('may_be')}${say('colon')}${mayBe}</span></header>
<dl>
${fact(say('shown'), known(said.sentAtShown, 'not_shown'))}${fact(say('sent_local'), known(sent?.local, 'not_known'))}${fact(say('sent_utc'), known(sent?.utc, 'not_known'))}
${fact(say('sender'), sender(facts, flag))}${fact(say('conversation'), said.conversation.title ? foreign(said.conversation.title) : html`${say('no_title')}`)}${fact(say('site'), foreign(said.site))}
<div class="wide">${more(say('seen'), known(clock(said.seenAt)?.local ?? said.seenAt, 'not_known'))} ${when(said.url && said.url !== said.site, () => more(say('address'), foreign(said.url)))}</div>
</dl>
<blockquote class="said" dir="auto" aria-label="${ours(say('quote'))}">${said.text === '' ? NOTHING : textHtml(said.text)}</blockquote>
${rareNote(facts, said.text)}${when(said.text === '', () => html`<p class="note soft">${say(said.kind)}${say('semicolon')}${say('no_text')}</p>`)}
${when(said.attachments.length > 0, () => html`<p class="note">${say('attached')}${say('colon')}${said.attachments.map((one, i) => html`${i ? say('semicolon') : ''}${foreign(one)}`)}</p>`)}
${note ? await facts.figure(note) : NOTHING}${notes(facts, flag, note)}</article>
`;
}

function rareNote({ say }: ReportFacts, text: string): Html {
  const rare = rareCharacters(text);
  return when(rare.length > 0, () => html`<p class="note soft">${say('rare')}${say('colon')}${rare.map(({ char, number }, i) => html`${i ? say('comma') : ''}${char} ${number}`)}</p>\n`);
}

function sender({ say }: ReportFacts, { message: { author } }: Flag): Html {
  return html`${author.name ? foreign(author.name) : say('no_name')} <span class="soft">${say(author.role)}</span>`;
}

function notes({ say, clock, later }: ReportFacts, flag: Flag, note: SealedNote | undefined): Html {
  return html`${when(flag.source.trust === 'practice', () => html`<p class="note wrong">${say('practice')}</p>\n`)}${
    when(flag.source.trust === 'imported', () => html`<p class="note">${say('imported')}</p>\n`)}${
    when(flag.markedBy === 'reader', () => html`<p class="note">${say('is_marked_by_reader')}</p>\n`)}${
    (flag.changes ?? []).map(({ what, at, words }) => html`<p class="note">${clock(at)?.local ?? at}${say('colon')}${say(`change_${what}`)}${when(words, () => html`${say('colon')}${foreign(words!)}`)}</p>\n`)}${
    when(flag.state === 'dismissed' || flag.dismissedAt, () => html`<p class="note">${say('is_dismissed')} <span class="soft">${clock(flag.dismissedAt)?.local ?? ''}</span></p>\n`)}${
    when(note, () => html`<p class="note">${say('is_sealed', { n: note!.seq })}${say('semicolon')}${say('hash')}${say('colon')}<span class="hash">${note!.hash}</span>${(later.get(flag.id) ?? []).map(({ seq }) => html`${say('semicolon')}${say('noted_as', { n: seq })}`)}</p>\n${wrongs(say, note!)}`)}`;
}

function wrongs(say: ReportFacts['say'], note: SealedNote): Html[] {
  return note.problems.map((problem) => html`<p class="note wrong">${say(problem)}</p>\n`);
}

/** Every link of the selection with its files and its hash: the exhibits. `numberOf`: message number by flag id. */
export function* sealedEntries(facts: ReportFacts, numberOf: (flagId: string) => number | undefined): Generator<string> {
  const { say, clock, sealed, later, gone } = facts;
  yield heading(facts, 'sealed').html;
  const notes = [...sealed.values(), ...[...later.values()].flat(), ...gone].sort((a, b) => a.seq - b.seq);
  if (notes.length === 0) {
    yield html`<p>${say('sealed_none')}</p>\n`.html;
    return;
  }
  yield html`<p>${say('sealed_lead')}</p><table class="entries"><thead><tr><th class="n">${say('entry')}</th><th class="n">${say('message')}</th><th>${say('what')}</th><th>${say('sealed_at')}</th><th>${say('hash')}</th></tr></thead><tbody>\n`.html;
  for (const note of notes) {
    const n = numberOf(note.flagId);
    yield html`<tr id="e${note.seq}"><td class="n">${note.seq}</td><td class="n">${n === undefined ? '' : html`<a href="#m${n}">${n}</a>`}</td><td class="time">${say(note.type === null ? 'link_gone' : `link_${note.type}`)}</td><td class="time">${clock(note.sealedAt)?.local ?? foreign(note.sealedAt)}</td><td><span class="hash">${note.hash}</span>${fileNames(facts, note)}${wrongs(say, note)}</td></tr>\n`.html;
  }
  yield '</tbody></table>\n';
}

function fileNames({ copy }: ReportFacts, { folder, type, picture, fragment }: SealedNote): Html {
  const record = type === null ? 'entry.json' : copy === 'masked' ? 'record.masked.json' : 'record.json';
  const names = [record, ...(fragment ? ['message.html'] : []), ...(picture ? ['picture.png'] : [])];
  return html`<br><span class="soft">${folder}/ ${names.join(' ')}</span>`;
}
