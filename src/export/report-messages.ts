import type { Flag } from '../core/flag.ts';
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
  for await (const numbered of flags) {
    const today = clock(sortTime(numbered.flag))?.day ?? say('unknown_time');
    if (today !== day) yield html`<h3>${today}</h3>\n`.html;
    day = today;
    yield message(facts, numbered).html;
  }
  if (day === undefined) yield html`<p>${say('nothing')}</p>\n`.html;
}

function message(facts: ReportFacts, { n, flag }: NumberedFlag): Html {
  const { say, clock, language, sealed } = facts;
  const { message: said, verdict } = flag;
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
${when(said.text === '', () => html`<p class="note soft">${say(said.kind)}${say('semicolon')}${say('no_text')}</p>`)}
${when(said.attachments.length > 0, () => html`<p class="note">${say('attached')}${say('colon')}${said.attachments.map((one, i) => html`${i ? say('semicolon') : ''}${foreign(one)}`)}</p>`)}
${notes(facts, flag, sealed.get(flag.id))}</article>
`;
}

function sender({ say }: ReportFacts, { message: { author } }: Flag): Html {
  return html`${author.name ? foreign(author.name) : say('no_name')} <span class="soft">${say(author.role)}</span>`;
}

function notes({ say, clock }: ReportFacts, flag: Flag, note: SealedNote | undefined): Html {
  return html`${when(flag.source.trust === 'practice', () => html`<p class="note wrong">${say('practice')}</p>\n`)}${
    when(flag.source.trust === 'imported', () => html`<p class="note">${say('imported')}</p>\n`)}${
    when(flag.markedBy === 'reader', () => html`<p class="note">${say('is_marked_by_reader')}</p>\n`)}${
    (flag.changes ?? []).map(({ what, at, words }) => html`<p class="note">${clock(at)?.local ?? at}${say('colon')}${say(`change_${what}`)}${when(words, () => html`${say('colon')}${foreign(words!)}`)}</p>\n`)}${
    when(flag.state === 'dismissed' || flag.dismissedAt, () => html`<p class="note">${say('is_dismissed')} <span class="soft">${clock(flag.dismissedAt)?.local ?? ''}</span></p>\n`)}${
    when(note, () => html`<p class="note">${say('is_sealed', { n: note!.seq })}${say('semicolon')}${say('hash')}${say('colon')}<span class="hash">${note!.hash}</span></p>\n${wrongs(say, note!)}`)}`;
}

function wrongs(say: ReportFacts['say'], note: SealedNote): Html[] {
  return note.problems.map((problem) => html`<p class="note wrong">${say(problem)}</p>\n`);
}

/** Every sealed entry with its hash. `numbers`: message number by flag id. */
export function* sealedEntries(facts: ReportFacts, numberOf: (flagId: string) => number | undefined): Generator<string> {
  const { say, clock, sealed } = facts;
  yield heading(facts, 'sealed').html;
  if (sealed.size === 0) {
    yield html`<p>${say('sealed_none')}</p>\n`.html;
    return;
  }
  yield html`<p>${say('sealed_lead')}</p><table class="entries"><thead><tr><th class="n">${say('entry')}</th><th class="n">${say('message')}</th><th>${say('sealed_at')}</th><th>${say('hash')}</th></tr></thead><tbody>\n`.html;
  for (const note of sealed.values()) {
    const n = numberOf(note.flagId);
    yield html`<tr><td class="n">${note.seq}</td><td class="n">${n === undefined ? '' : html`<a href="#m${n}">${n}</a>`}</td><td class="time">${clock(note.sealedAt)?.local ?? foreign(note.sealedAt)}</td><td><span class="hash">${note.hash}</span>${wrongs(say, note)}</td></tr>\n`.html;
  }
  yield '</tbody></table>\n';
}
