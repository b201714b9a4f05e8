import { CHECK_FILES, CHECK_KEY, CHECK_LIST, checkEntry } from './commands.ts';
import type { ReportFacts } from './report-facts.ts';
import { foreign, html, when, type Html } from './report-html.ts';
import { messagesIn, type WordKey } from './words.ts';

/** Sections in order: anchor and heading. */
export const SECTIONS = [
  ['check', 'check'], ['summary', 'summary'], ['messages', 'chronology'], ['sealed', 'sealed_title'], ['limits', 'limits'], ['index', 'index'],
] as const satisfies readonly (readonly [string, WordKey])[];

/** Those that begin a sheet of their own. */
const FRESH: ReadonlySet<string> = new Set(['check', 'summary', 'limits']);

export function heading({ say }: ReportFacts, id: (typeof SECTIONS)[number][0]): Html {
  const [anchor, key] = SECTIONS.find(([one]) => one === id)!;
  return FRESH.has(id) ? html`<h2 class="page" id="${anchor}">${say(key)}</h2>` : html`<h2 id="${anchor}">${say(key)}</h2>`;
}

/** A fingerprint in groups for the eye; the groups are no characters, so that copying gives the number. */
export function fingerprint(hex: string): Html {
  return html`<span class="hash">${(hex.match(/.{1,8}/g) ?? []).map((group) => html`<span>${group}</span>`)}</span>`;
}

/** What this is, for whom, from when, and how many. */
export function cover(facts: ReportFacts): Html {
  const { say, clock, survey, software, zone, key } = facts;
  const made = clock(facts.now)!;
  const [first, last] = [clock(survey.first), clock(survey.last)];
  const rows: [WordKey, Html][] = [
    ['made_at', html`${made.local}<br><span class="soft">${made.utc}</span>`],
    ['chosen', foreign(facts.filterWords)],
    ['messages', html`${messagesIn(say, survey.total)}`],
    ['sealed', html`${messagesIn(say, facts.sealed.size)}`],
    ['open', html`${messagesIn(say, survey.states.open)}`],
    ['dismissed', html`${messagesIn(say, survey.states.dismissed)}`],
    ['period', first && last ? html`${first.local}<br>${say('to')} ${last.local}` : html`${say('unknown_time')}`],
    ['zone', html`${zone}`],
    ['sites', html`${[...survey.sites].slice(0, 6).map((site, i) => html`${i ? say('comma') : ''}${foreign(site)}`)}${survey.sites.size > 6 ? ' …' : ''}`],
    ['conversations', html`${survey.conversations.size}`],
    ['bundle_id', html`<span class="hash">${facts.bundleId}</span>`],
    ['key', fingerprint(key)],
    ['software', html`Witnessmark ${software.extension}${say('semicolon')}${software.model}${say('semicolon')}${software.browser}${say('semicolon')}${software.os}`],
  ];
  return html`
<header>
<h1>${say('title')}</h1>
<p class="subtitle">${say('subtitle')}</p>
<p>${say('lead')}</p>
${notices(facts)}<dl class="facts">
${rows.map(([word, value]) => html`<dt>${say(word)}</dt><dd>${value}</dd>\n`)}</dl>
<h3>${say('by_hand')}</h3>
<div class="hand">${(['hand_from', 'hand_to', 'hand_case', 'hand_signed'] as const).map((word) => html`<div>${say(word)}</div>`)}</div>
</header>
<nav><h3>${say('contents')}</h3><ol>${SECTIONS.filter(([id]) => !facts.small || id !== 'check').map(([id, word]) => html`<li><a href="#${id}">${say(word)}</a></li>`)}</ol></nav>
`;
}

/** What kind of copy this is, where it is not the whole of it. */
function notices({ say, copy, follows, small, clock }: ReportFacts): Html {
  return html`${when(small, () => html`<p class="wrong">${say('full_record')}</p>\n`)}${
    when(copy === 'masked', () => html`<p class="wrong">${say('masked_note')} ${say('picture_by_hand')}</p>\n`)}${
    when(follows, () => html`<p class="wrong">${say('follows_note', { time: clock(follows!.at)?.local ?? follows!.at })} ${say('follows')}${say('colon')}<span class="hash">${follows!.manifestSha256}</span></p>\n`)}`;
}

/** How a clerk with standard tools checks the bundle, word for word. */
export function checks(facts: ReportFacts): Html {
  const { say, sealed, problems } = facts;
  const example = [...sealed.values()][0];
  const step = (title: string, lines: string[], good: string): Html =>
    html`<h3>${title}</h3>${lines.map((line) => html`<pre><code>${line}</code></pre>`)}<p class="good">${good}</p>\n`;
  return html`${heading(facts, 'check')}
<h3>${say('check_0')}</h3><p class="good">${say('check_0_good')}</p>
<p>${say('check_lead')}</p>
${step(say('check_1'), [CHECK_FILES], say('check_1_good'))}
${step(say('check_2'), [CHECK_LIST], say('check_2_good'))}
${step(say('check_3'), [CHECK_KEY], say('check_3_good'))}
${when(example, () => step(say('check_4', { n: example!.seq }), checkEntry(example!.folder), say('check_4_good')))}
<p>${say('check_other')}</p>
<p>${say('check_key')}</p>
<p>${say('check_paper')}</p>
${when(problems > 0, () => html`<p class="wrong">${say('problems_found', { n: problems })}</p>`)}
`;
}

/** What a copy made on the recipient's own computer proves, and what it does not. */
export function limits(facts: ReportFacts): Html {
  const { say } = facts;
  const list = (keys: readonly WordKey[]): Html => html`<ul>${keys.map((key) => html`<li>${say(key)}</li>`)}</ul>`;
  return html`${heading(facts, 'limits')}
<h3>${say('proves')}</h3>${list(['proves_1', 'proves_2', 'proves_3'])}
<h3>${say('proves_not')}</h3>${list(['not_1', 'not_2', 'not_3', 'not_4', 'not_5', 'not_6'])}
<h3>${say('keep')}</h3><p>${say('keep_1')}</p>
`;
}
