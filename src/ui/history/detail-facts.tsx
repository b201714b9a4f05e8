import type { Flag } from '../../core/flag.ts';
import type { Span } from '../../core/verdict.ts';
import { history } from '../../locales/history.ts';
import { labelNames } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import { CopyText } from '../copy-text.tsx';
import { Foreign } from '../foreign.tsx';
import { formatExact } from '../format.ts';
import { useStrings } from '../use-strings.ts';
import { Fact } from './fact.tsx';

/** A probability in words. The figure alone would promise more than it means. */
export function sureness(score: number): 'sure_very' | 'sure_fairly' | 'sure_less' {
  if (score >= 0.9) return 'sure_very';
  return score >= 0.7 ? 'sure_fairly' : 'sure_less';
}

/** The marked words of one label, in the order of the text, each once. */
export function decidedWords(text: string, spans: readonly Span[], label: Span['label']): string[] {
  return [...new Set(spans.filter((span) => span.label === label && span.start < span.end).map((span) => text.slice(span.start, span.end)))];
}

interface DetailFactsProps {
  flag: Flag;
  language: Language;
  /** In calm mode the deciding words stay hidden with the text. */
  hidden: boolean;
  zone: string;
}

/** What is known of a kept message, archived or not. */
export function DetailFacts({ flag, language, hidden, zone }: DetailFactsProps) {
  const say = useStrings(history, language);
  const { message, verdict, source } = flag;
  const byReader = flag.markedBy === 'reader';
  const exact = (iso: string) => formatExact(iso, language, zone);
  const foreign = (text: string, max?: number) => (text ? <Foreign text={text} language={language} max={max} /> : <span class="muted">{say('not_shown')}</span>);
  return (
    <>
      <h3>{say(byReader ? 'marked_by_you' : 'why_marked')}</h3>
      <ul class="reasons">
        {verdict.labels.map(({ id, score }) => {
          const words = hidden ? [] : decidedWords(message.text, verdict.spans, id);
          return (
            <li key={id}>
              {labelNames[language][id]} {byReader ? null : <span class="muted">{say(sureness(score))}</span>}
              {words.length > 0 ? (
                <span class="reason-words">
                  {say('decided_by')} {words.slice(0, 8).map((word) => <q key={word}><Foreign text={word} language={language} max={60} /></q>)}
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
      <p class="muted small">{say(byReader ? 'marked_by_you_note' : 'why_note')}</p>

      <h3>{say('times')}</h3>
      <dl class="facts">
        <Fact name={say('time_sent')}>{message.sentAt ? exact(message.sentAt) : <span class="muted">{say('time_unknown')}</span>}</Fact>
        <Fact name={say('time_shown')}>{foreign(message.sentAtShown)}</Fact>
        <Fact name={say('time_seen')}>{exact(message.seenAt)}</Fact>
        <Fact name={say('time_kept')}>{exact(flag.keptAt)}</Fact>
        <Fact name={say('zone')}>{zone}{message.zone && message.zone !== zone ? ` · ${say('zone_read', { zone: message.zone })}` : ''}</Fact>
      </dl>

      {flag.changes && flag.changes.length > 0 ? (
        <>
          <h3>{say('changes')}</h3>
          <ul class="reasons">
            {flag.changes.map(({ what, at, words }, index) => (
              <li key={index}>
                {say(`change_${what}`)} <span class="muted">{exact(at)}</span>
                {words && !hidden ? <span class="reason-words"><q><Foreign text={words} language={language} max={300} /></q></span> : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}

      <h3>{say('where')}</h3>
      <dl class="facts">
        <Fact name={say('author')}>{foreign(message.author.name)} <span class="muted">{say(`role_${message.author.role}`)}</span></Fact>
        {message.author.id ? <Fact name={say('author_id')}>{foreign(message.author.id)}</Fact> : null}
        <Fact name={say('conversation')}>{foreign(message.conversation.title || message.conversation.id)}</Fact>
        <Fact name={say('site')}>{foreign(message.site)}</Fact>
        <Fact name={say('address')}>{foreign(message.url, 600)}</Fact>
        <Fact name={say('page_title')}>{foreign(source.pageTitle)}</Fact>
        {message.attachments.length > 0 ? (
          <Fact name={say('attached')}>{message.attachments.slice(0, 20).map((item, index) => <div key={index}>{foreign(item)}</div>)}</Fact>
        ) : null}
      </dl>

      <h3>{say('how_read')}</h3>
      <dl class="facts">
        <Fact name={say('adapter')}><code>{source.adapter} {source.adapterVersion}</code> <span class="muted">{say(`trust_${source.trust}`)}</span></Fact>
        {byReader ? null : <Fact name={say('model')}><code>{verdict.modelVersion}</code></Fact>}
        <Fact name={say('flag_id')}><CopyText text={flag.id} name={say('flag_id')} language={language} /></Fact>
      </dl>
    </>
  );
}
