import { useState } from 'preact/hooks';
import type { Flag } from '../../core/flag.ts';
import { common } from '../../locales/common.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { Foreign, Quote } from '../foreign.tsx';
import { formatNumber } from '../format.ts';
import { Icon } from '../icons.tsx';
import { LabelTags } from '../label-tag.tsx';
import { useStrings } from '../use-strings.ts';
import { Slot } from '../words.tsx';
import { FlagActions, type FlagActs } from './flag-actions.tsx';
import { SentTime } from './sent-time.tsx';

export interface FlagRowProps {
  flag: Flag;
  language: Language;
  calm: boolean;
  /** The one row that takes part in the tab order. */
  current: boolean;
  open: boolean;
  busy: boolean;
  position: number;
  /** Rows in all, or -1 while unknown. */
  total: number;
  acts: FlagActs;
  onOpen(): void;
  onFocus(): void;
}

export function FlagRow(props: FlagRowProps) {
  const { flag, language, calm, current, open, busy, position, total, acts, onOpen, onFocus } = props;
  const say = useStrings(history, language);
  const sayCommon = useStrings(common, language);
  const [asked, setAsked] = useState(false);
  const { message } = flag;
  const hidden = calm && !asked;
  const tabIndex = current ? 0 : -1;
  const head = `row-${flag.id}-head`;
  return (
    <article
      class={`row ${flag.state}${open ? ' chosen' : ''}`}
      data-row={flag.id}
      data-refocus
      tabIndex={tabIndex}
      aria-labelledby={head}
      aria-posinset={position}
      aria-setsize={total}
      aria-current={open ? 'true' : undefined}
      onFocusIn={onFocus}
    >
      <header id={head} class="row-head">
        <LabelTags labels={flag.verdict.labels} language={language} />
        <SentTime message={message} language={language} />
      </header>
      <p class="row-who">
        {message.author.name ? <b><Foreign text={message.author.name} language={language} max={60} /></b> : <b>{say('no_name')}</b>}
        <span class="in-chat"><Slot words={say('in_chat')} place="chat"><Foreign text={message.conversation.title || message.conversation.id} language={language} max={60} /></Slot></span>
        <span class="muted"><Foreign text={message.site} language={language} max={80} /></span>
      </p>
      {hidden ? null : <Quote text={message.text} spans={flag.verdict.spans} language={language} short tabIndex={tabIndex} />}
      {!hidden && message.attachments.length > 0 ? <p class="muted small">{say.count('attachments', message.attachments.length)}</p> : null}
      {calm ? (
        <p class="hidden-text" key="toggle">
          {hidden ? <span key="what"><Icon name="hidden" /> {say('text_hidden', { n: formatNumber(message.text.length, language) })}</span> : null}
          <button key="button" type="button" class="link" tabIndex={tabIndex} aria-expanded={!hidden} onClick={() => setAsked(hidden)}>
            {sayCommon(hidden ? 'show_text' : 'hide_text')}
          </button>
        </p>
      ) : null}
      <footer class="row-foot">
        <FlagActions flag={flag} language={language} busy={busy} tabIndex={tabIndex} acts={acts} />
        <button type="button" class="quiet details" tabIndex={tabIndex} onClick={onOpen}>{say('details')}</button>
      </footer>
    </article>
  );
}
