import { useEffect, useRef, useState } from 'preact/hooks';
import type { Flag } from '../../core/flag.ts';
import { common } from '../../locales/common.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { Quote } from '../foreign.tsx';
import { formatNumber, readerZone } from '../format.ts';
import { Icon } from '../icons.tsx';
import { LabelTags } from '../label-tag.tsx';
import { useStrings } from '../use-strings.ts';
import { sentences } from '../words.tsx';
import { DeleteKept } from './delete-kept.tsx';
import { DetailFacts } from './detail-facts.tsx';
import type { HistoryDeps } from './deps.ts';
import { EntryFactsView } from './entry-facts.tsx';
import { EntryFiles } from './entry-files.tsx';
import { FlagActions, type FlagActs } from './flag-actions.tsx';
import { SentTime } from './sent-time.tsx';
import { useEntry } from './use-entry.ts';

export interface DetailProps {
  flag: Flag;
  language: Language;
  calm: boolean;
  busy: boolean;
  zone?: string;
  acts: FlagActs;
  deps: Pick<HistoryDeps, 'entry' | 'laterLinks' | 'artefact' | 'save' | 'deleteFlag'>;
  onDeleted(flag: Flag): void;
  onExport(): void;
  onClose(): void;
  onStep(by: 1 | -1): void;
}

/** One message with all that is known about it. It takes the focus when it opens; Escape gives it back to the row. */
export function Detail(props: DetailProps) {
  const { flag, language, calm, busy, zone = readerZone(), acts, deps, onClose, onStep, onDeleted, onExport } = props;
  const say = useStrings(history, language);
  const sayCommon = useStrings(common, language);
  const box = useRef<HTMLElement>(null);
  const [askedFor, setAskedFor] = useState('');
  const hidden = calm && askedFor !== flag.id;
  const loaded = useEntry(flag, deps);
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
      {flag.state === 'open' ? <p class="muted small">{sentences(language, say('actions_note'), say('archive_from_here'))}</p> : null}
      {flag.state === 'archived' && flag.dismissedAt ? <p class="muted small">{say('archived_and_dismissed')}</p> : null}
      {loaded ? <EntryFiles key={`files ${flag.id}`} entry={loaded.entry} language={language} zone={zone} hidden={hidden} deps={deps} /> : null}
      <DetailFacts flag={flag} language={language} hidden={hidden} zone={zone} />
      {loaded ? <EntryFactsView loaded={loaded} language={language} zone={zone} hidden={hidden} /> : null}
      {loaded === null ? <p class="notice">{say('entry_unreadable')}</p> : null}
      <DeleteKept key={`delete ${flag.id}`} flag={flag} language={language} deleteFlag={deps.deleteFlag} onDeleted={() => onDeleted(flag)} onExport={onExport} />
    </section>
  );
}
