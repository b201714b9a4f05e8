import type { ClockFacts } from '../../core/entry.ts';
import type { Message } from '../../core/message.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { CopyText } from '../copy-text.tsx';
import { Foreign } from '../foreign.tsx';
import { formatExact, formatNumber } from '../format.ts';
import { useStrings, type Say } from '../use-strings.ts';
import { Fact } from './fact.tsx';
import type { LoadedEntry } from './use-entry.ts';

type HistorySay = Say<keyof (typeof history)['en']>;

/** A stretch of time in one unit, e.g. `2 min`. */
export function spanWords(ms: number, say: HistorySay, language: Language): string {
  const s = Math.round(Math.abs(ms) / 1000);
  const [unit, n] = s < 90 ? ['s', s] as const : s < 5400 ? ['min', s / 60] as const : s < 129_600 ? ['h', s / 3600] as const : ['d', s / 86_400] as const;
  return say(`span_${unit}`, { n: formatNumber(Math.round(n), language) });
}

/** What can be told of the clock, in words. Nothing when there is nothing odd. */
export function clockWords(clock: ClockFacts, zone: string, say: HistorySay, language: Language): string[] {
  const words: string[] = [];
  if (clock.wentBackMs) words.push(say('clock_back', { by: spanWords(clock.wentBackMs, say, language) }));
  if (clock.movedMs) words.push(say(clock.movedMs > 0 ? 'clock_moved_forward' : 'clock_moved_back', { by: spanWords(clock.movedMs, say, language) }));
  if (clock.zoneBefore !== null && clock.zoneBefore !== zone) words.push(say('clock_zone', { zone: clock.zoneBefore }));
  else if (clock.offsetMinutesBefore !== null) words.push(say('clock_offset'));
  return words;
}

interface EntryFactsProps {
  loaded: LoadedEntry;
  language: Language;
  zone: string;
  hidden: boolean;
}

/** Everything that the sealed record says: who, how, around what, by which clock, and what it lacks. */
export function EntryFactsView({ loaded: { entry, later }, language, zone, hidden }: EntryFactsProps) {
  const say = useStrings(history, language);
  const exact = (iso: string) => formatExact(iso, language, zone);
  const foreign = (text: string, max?: number) => (text ? <Foreign text={text} language={language} max={max} /> : <span class="muted">{say('not_shown')}</span>);
  const { facts, sealedAt } = entry.body;
  const { context, ownAccount, times, software, notCaptured } = facts;
  const clock = times.clock ? clockWords(times.clock, times.zone, say, language) : [];
  const around = (messages: readonly Message[], place: 'context_before' | 'context_after') => messages.map((message, index) => (
    <li key={`${place}${index}`}>
      <span class="small muted">{say(place)} · {message.author.name ? <Foreign text={message.author.name} language={language} max={60} /> : say('no_name')} · <Foreign text={message.sentAtShown} language={language} max={40} /></span>
      {hidden ? null : <div><Foreign text={message.text} language={language} max={400} /></div>}
    </li>
  ));
  return (
    <>
      {later.length > 0 ? (
        <>
          <h3>{say('later_title')}</h3>
          <ul class="reasons">
            {later.map(({ seq, body }) => (body?.facts.type === 'change' ? (
              <li key={seq}>
                {say(`change_${body.facts.change.what}`)} <span class="muted">{exact(body.facts.change.at)} · {say('later_seen', { when: exact(body.facts.seenAt) })} · {say('later_link', { n: formatNumber(seq, language) })}</span>
                {body.facts.change.words && !hidden ? <span class="reason-words"><q><Foreign text={body.facts.change.words} language={language} max={300} /></q></span> : null}
              </li>
            ) : null))}
          </ul>
          <p class="muted small">{say('later_is')}</p>
        </>
      ) : null}

      {context.before.length + context.after.length > 0 ? (
        <>
          <h3>{say('context_title')}</h3>
          {hidden ? <p class="muted small">{say('context_hidden')}</p> : null}
          <ul class="reasons around">{around(context.before, 'context_before')}{around(context.after, 'context_after')}</ul>
        </>
      ) : null}

      <h3>{say('entry_title')}</h3>
      <dl class="facts">
        <Fact name={say('entry_number')}>{formatNumber(entry.seq, language)}</Fact>
        <Fact name={say('sealed_at')}>{exact(sealedAt)}</Fact>
        <Fact name={say('captured')}>{say(`trigger_${facts.trigger}`)}<span class="muted"> · {say(`method_${facts.captureMethod}`)}</span></Fact>
        <Fact name={say('own_account')}>{ownAccount ? foreign(ownAccount.name || ownAccount.id || '') : <span class="muted">{say('not_shown')}</span>}</Fact>
        {clock.length > 0 ? <Fact name={say('clock')}>{clock.map((words) => <div key={words}>{words}</div>)}<div class="muted small">{say('clock_order')}</div></Fact> : null}
        <Fact name={say('made_with')}>Witnessmark {software.extension} · {software.browser} · {software.os}</Fact>
        <Fact name={say('entry_hash')}><CopyText text={entry.hash} name={say('entry_hash')} language={language} /></Fact>
        <Fact name={say('entry_prev')}><code class="hash">{entry.prev}</code></Fact>
        <Fact name={say('key_id')}><code class="hash">{entry.keyId}</code></Fact>
      </dl>
      {facts.trigger === 'history' ? <p class="muted small">{say('archived_from_history')}</p> : null}
      <p class="muted small">{say('entry_note')}</p>

      {notCaptured.length > 0 ? (
        <details class="fold">
          <summary>{say('missing_title')} <span class="number muted">{formatNumber(notCaptured.length, language)}</span></summary>
          <ul class="plain small">
            {notCaptured.map(({ what, why, count }, index) => (
              <li key={index}>{say(count === undefined ? 'list_lack' : 'list_lacks', { what: say(`lack_${what}`), why: say(`because_${why}`), n: count ?? 0 })}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
