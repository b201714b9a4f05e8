import { useState } from 'preact/hooks';
import { history } from '../../locales/history.ts';
import { LANGUAGES, type Language } from '../../locales/language.ts';
import { formatNumber, formatWhen } from '../format.ts';
import { LANGUAGE_NAMES } from '../language-names.ts';
import { StampChoice } from '../stamp/stamp-choice.tsx';
import { useStrings } from '../use-strings.ts';
import type { HistoryDeps } from './deps.ts';
import { ExportLock, lockOf, NO_LOCK, type LockDraft } from './export-lock.tsx';

/** What was chosen so far. */
export interface ExportDraft {
  scope: 'everything' | 'filtered';
  language: Language;
  onlyNew: boolean;
  masked: boolean;
  small: boolean;
  /** Address of the authority that is asked, or null. */
  stamp: string | null;
  lock: LockDraft;
}

/** Everything that is kept, in one file, without extras. */
export const plainExport = (language: Language): ExportDraft => ({ scope: 'everything', language, onlyNew: false, masked: false, small: false, stamp: null, lock: NO_LOCK });

interface ExportChoicesProps {
  draft: ExportDraft;
  all: number;
  filtered: number | undefined;
  /** The list's filter in words. */
  filterWords: string;
  /** The last export of this choice; null when there was none. */
  since: { at: string; fresh: number } | null;
  language: Language;
  deps: Pick<HistoryDeps, 'lock' | 'stamp'>;
  onChange(draft: ExportDraft): void;
  onStart(): void;
}

/** What goes in, and one button. Everything else is folded away. */
export function ExportChoices({ draft, all, filtered, filterWords, since, language, deps, onChange, onStart }: ExportChoicesProps) {
  const say = useStrings(history, language);
  const [tried, setTried] = useState(0);
  const [open, setOpen] = useState(false);
  // Every message was deleted: there is nothing to choose between, to mask or to shorten.
  const remains = all === 0;
  const onlyNew = draft.onlyNew && since !== null && !remains;
  const chosen = onlyNew ? since.fresh : draft.scope === 'everything' ? all : (filtered ?? 0);
  const { trouble } = lockOf(draft.lock, deps.lock);
  const extras = [draft.masked, draft.small, draft.stamp !== null, draft.lock.kind !== 'none'].filter(Boolean).length;
  const tick = (name: 'onlyNew' | 'masked' | 'small', words: string, more: string) => (
    <label class="check">
      <input type="checkbox" checked={draft[name]} onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.checked })} />
      <span>{words}<small class="muted">{more}</small></span>
    </label>
  );
  function start() {
    setTried(tried + 1);
    // What is wrong may be folded away.
    if (trouble) setOpen(true);
    else onStart();
  }
  return (
    <>
      <p class="muted">{say(remains ? 'remains_lead' : 'export_lead')}</p>
      {remains ? null : <fieldset class="choices">
        <legend>{say('export_what')}</legend>
        <label class="check">
          <input type="radio" name="scope" checked={draft.scope === 'everything'} onChange={() => onChange({ ...draft, scope: 'everything' })} />
          <span>{say('export_everything')}</span><span class="number">{formatNumber(all, language)}</span>
        </label>
        <label class="check">
          <input type="radio" name="scope" checked={draft.scope === 'filtered'} onChange={() => onChange({ ...draft, scope: 'filtered' })} />
          <span>{say('export_filtered')}<small class="muted">{filterWords}</small></span>
          <span class="number">{filtered === undefined ? '' : formatNumber(filtered, language)}</span>
        </label>
      </fieldset>}
      {since && !remains ? tick('onlyNew', say('only_new', { when: formatWhen(since.at, language), n: formatNumber(since.fresh, language) }), say('only_new_is')) : null}
      <details class="fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{extras > 0 ? say('more_choices_on', { n: extras }) : say('more_choices')}</summary>
        <div class="fold-body">
          <label class="field">
            <span>{say('export_language')}</span>
            <select value={draft.language} onChange={(event) => onChange({ ...draft, language: event.currentTarget.value as Language })}>
              {LANGUAGES.map((one) => <option key={one} value={one}>{LANGUAGE_NAMES[one]}</option>)}
            </select>
          </label>
          {remains ? null : tick('masked', say('masked_too'), say('masked_too_is'))}
          {remains ? null : tick('small', say('small_too'), draft.small && draft.lock.kind !== 'none' ? say('small_locked') : say('small_too_is'))}
          <ExportLock draft={draft.lock} trouble={tried ? trouble : null} tries={tried} language={language} tools={deps.lock} onChange={(lock) => { setTried(0); onChange({ ...draft, lock }); }} />
          {remains ? null : <StampChoice deps={deps.stamp} language={language} chosen={draft.stamp} onChosen={(stamp) => onChange({ ...draft, stamp })} />}
        </div>
      </details>
      <p class="actions"><button type="button" class="primary" disabled={chosen === 0 && !remains} onClick={start}>{say('export_start')}</button></p>
      {chosen === 0 && !remains ? <p class="muted">{say(onlyNew ? 'nothing_new' : 'export_nothing')}</p> : null}
    </>
  );
}
