import { useEffect, useRef, useState } from 'preact/hooks';
import type { Flag } from '../../core/flag.ts';
import { common } from '../../locales/common.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { Quote } from '../foreign.tsx';
import { formatNumber } from '../format.ts';
import { Icon } from '../icons.tsx';
import { LabelTags } from '../label-tag.tsx';
import { useStrings } from '../use-strings.ts';
import { DetailFacts } from './detail-facts.tsx';
import type { HistoryDeps } from './deps.ts';
import { FlagActions, type FlagActs } from './flag-actions.tsx';
import { SentTime } from './sent-time.tsx';

export interface DetailProps {
  flag: Flag;
  language: Language;
  calm: boolean;
  busy: boolean;
  zone?: string;
  acts: FlagActs;
  loadEntry: HistoryDeps['entry'];
  onClose(): void;
  onStep(by: 1 | -1): void;
}

/** One message with all that is known about it. It takes the focus when it opens; Escape gives it back to the row. */
export function Detail(props: DetailProps) {
  const { flag, language, calm, busy, zone, acts, loadEntry, onClose, onStep } = props;
  const say = useStrings(history, language);
  const sayCommon = useStrings(common, language);
  const box = useRef<HTMLElement>(null);
  const [askedFor, setAskedFor] = useState('');
  const hidden = calm && askedFor !== flag.id;
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollTo?.({ top: 0 });
  }, [flag.id]);
  return (
    <section
      class="panel detail"
      aria-labelledby="detail-title"
      tabIndex={-1}
      ref={box}
      data-refocus
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="panel-bar">
        <button type="button" class="quiet narrow-only" onClick={onClose}><Icon name="back" /> {sayCommon('back')}</button>
        <span class="spread" />
        <button type="button" class="quiet icon-only" aria-label={say('previous')} title={say('previous')} onClick={() => onStep(-1)}><Icon name="up" /></button>
        <button type="button" class="quiet icon-only" aria-label={say('next')} title={say('next')} onClick={() => onStep(1)}><Icon name="down" /></button>
        <button type="button" class="quiet icon-only wide-only" aria-label={sayCommon('close')} title={sayCommon('close')} onClick={onClose}><Icon name="close" /></button>
      </div>
      <h2 id="detail-title">{say('detail_title')}</h2>
      <p><LabelTags labels={flag.verdict.labels} language={language} /></p>
      <p><SentTime message={flag.message} language={language} /></p>
      {hidden ? null : <Quote key={flag.id} text={flag.message.text} spans={flag.verdict.spans} language={language} />}
      {calm ? (
        <p class="hidden-text" key="toggle">
          {hidden ? <span key="what"><Icon name="hidden" /> {say('text_hidden', { n: formatNumber(flag.message.text.length, language) })}</span> : null}
          <button key="button" type="button" class="link" aria-expanded={!hidden} onClick={() => setAskedFor(hidden ? flag.id : '')}>
            {sayCommon(hidden ? 'show_text' : 'hide_text')}
          </button>
        </p>
      ) : null}
      <FlagActions flag={flag} language={language} busy={busy} acts={acts} />
      {flag.state === 'open' ? <p class="muted small">{say('actions_note')}</p> : null}
      {flag.state === 'archived' && flag.dismissedAt ? <p class="muted small">{say('archived_and_dismissed')}</p> : null}
      <DetailFacts flag={flag} language={language} hidden={hidden} zone={zone} loadEntry={loadEntry} />
    </section>
  );
}
