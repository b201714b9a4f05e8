import { useEffect, useRef, useState } from 'preact/hooks';
import { failureCode } from '../../core/failure.ts';
import { common } from '../../locales/common.ts';
import { history } from '../../locales/history.ts';
import { LANGUAGES, type Language } from '../../locales/language.ts';
import { CopyText } from '../copy-text.tsx';
import { formatBytes, formatNumber } from '../format.ts';
import { Icon } from '../icons.tsx';
import { LANGUAGE_NAMES } from '../language-names.ts';
import { FailureNotice } from '../notice.tsx';
import { useStrings } from '../use-strings.ts';
import { sentences } from '../words.tsx';
import type { ExportDone, ExportProgress, Facets, HistoryDeps } from './deps.ts';
import { filterWords, toFlagFilter, type FilterChoice } from './filter-choice.ts';

export interface ExportPanelProps {
  choice: FilterChoice;
  facets: Facets;
  /** How many the list's filter finds. */
  filtered: number | undefined;
  language: Language;
  exportFile: HistoryDeps['exportFile'];
  onClose(): void;
}

type Stage =
  | { at: 'choosing'; error?: unknown }
  | { at: 'working'; progress: ExportProgress | null; stop: AbortController }
  | { at: 'done'; done: ExportDone };

const STEPS = ['flags', 'entries', 'custody', 'report', 'files', 'sign', 'saving'] as const;

/** Chooses what and in which language, builds the file, and says what the file is. */
export function ExportPanel({ choice, facets, filtered, language, exportFile, onClose }: ExportPanelProps) {
  const say = useStrings(history, language);
  const sayCommon = useStrings(common, language);
  const box = useRef<HTMLElement>(null);
  const [scope, setScope] = useState<'everything' | 'filtered'>('everything');
  const [fileLanguage, setFileLanguage] = useState(language);
  const [stage, setStage] = useState<Stage>({ at: 'choosing' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), [stage.at]);
  useEffect(() => () => running.current?.abort(), []);

  const all = facets.states.open + facets.states.archived + facets.states.dismissed;
  const chosen = scope === 'everything' ? all : (filtered ?? 0);

  function start() {
    const stop = new AbortController();
    running.current = stop;
    const picked = scope === 'everything' ? null : choice;
    setStage({ at: 'working', progress: null, stop });
    exportFile({
      filter: picked ? toFlagFilter(picked) : {},
      filterWords: filterWords(picked, facets, fileLanguage),
      language: fileLanguage,
      signal: stop.signal,
      onProgress: (progress) => { if (!stop.signal.aborted) setStage({ at: 'working', progress, stop }); },
    }).then(
      (done) => { if (!stop.signal.aborted) setStage({ at: 'done', done }); },
      (error) => setStage({ at: 'choosing', error: stop.signal.aborted || failureCode(error) === 'cancelled' ? undefined : error }),
    );
  }

  const close = () => {
    running.current?.abort();
    onClose();
  };
  return (
    <section
      class="panel export"
      aria-labelledby="export-title"
      tabIndex={-1}
      ref={box}
      onKeyDown={(event) => { if (event.key === 'Escape' && stage.at !== 'working') close(); }}
    >
      <div class="panel-bar">
        <button type="button" class="quiet narrow-only" onClick={close}><Icon name="back" /> {sayCommon('back')}</button>
        <span class="spread" />
        <button type="button" class="quiet icon-only wide-only" aria-label={sayCommon('close')} title={sayCommon('close')} onClick={close}><Icon name="close" /></button>
      </div>
      <h2 id="export-title">{say(stage.at === 'done' ? 'export_done' : 'export_title')}</h2>

      {stage.at === 'choosing' ? (
        <>
          <p class="muted">{say('export_lead')}</p>
          {stage.error ? <FailureNotice error={stage.error} language={language} onRetry={start} /> : null}
          <fieldset class="choices">
            <legend>{say('export_what')}</legend>
            <label class="check">
              <input type="radio" name="scope" checked={scope === 'everything'} onChange={() => setScope('everything')} />
              <span>{say('export_everything')}</span><span class="number">{formatNumber(all, language)}</span>
            </label>
            <label class="check">
              <input type="radio" name="scope" checked={scope === 'filtered'} onChange={() => setScope('filtered')} />
              <span>{say('export_filtered')}<small class="muted">{filterWords(choice, facets, language)}</small></span>
              <span class="number">{filtered === undefined ? '' : formatNumber(filtered, language)}</span>
            </label>
          </fieldset>
          <label class="field">
            <span>{say('export_language')}</span>
            <select value={fileLanguage} onChange={(event) => setFileLanguage(event.currentTarget.value as Language)}>
              {LANGUAGES.map((one) => <option key={one} value={one}>{LANGUAGE_NAMES[one]}</option>)}
            </select>
          </label>
          <p class="actions"><button type="button" class="primary" disabled={chosen === 0} onClick={start}>{say('export_start')}</button></p>
          {chosen === 0 ? <p class="muted">{say('export_nothing')}</p> : null}
        </>
      ) : null}

      {stage.at === 'working' ? (
        <div class="working">
          <p id="export-step">{stepWords(stage.progress)}</p>
          <progress
            aria-labelledby="export-step"
            max={stage.progress?.total || 1}
            value={stage.progress && stage.progress.total > 0 ? stage.progress.done : undefined}
          />
          <p class="muted small">{say('export_wait')}</p>
          <p class="actions"><button type="button" onClick={() => { stage.stop.abort(); setStage({ at: 'choosing' }); }}>{sayCommon('cancel')}</button></p>
        </div>
      ) : null}

      {stage.at === 'done' ? (
        <>
          <p>{sentences(language, say.count('export_done_count', stage.done.flags), say.count('export_done_entries', stage.done.entries))}</p>
          <dl class="facts">
            <div class="fact"><dt>{say('file_name')}</dt><dd><code class="hash">{stage.done.name}</code> <span class="muted">{formatBytes(stage.done.bytes, language)}</span></dd></div>
            <div class="fact"><dt>{say('manifest_hash')}</dt><dd><CopyText text={stage.done.manifestSha256} name={say('manifest_hash')} language={language} /></dd></div>
          </dl>
          <p>{say('export_write_down')}</p>
          {stage.done.noted ? null : <p class="notice">{say('export_not_noted')}</p>}
        </>
      ) : null}

      <h3>{say('export_is_title')}</h3>
      <p>{say('export_is')}</p>
      <h3>{say('export_proves_title')}</h3>
      <p>{say('export_proves')}</p>
      <h3>{say('export_not_title')}</h3>
      <p>{say('export_not')}</p>
      {stage.at === 'done' ? <p class="actions"><button type="button" onClick={() => setStage({ at: 'choosing' })}>{say('export_again')}</button></p> : null}
    </section>
  );

  function stepWords(progress: ExportProgress | null): string {
    const step = STEPS.find((one) => one === progress?.step);
    const words = step ? say(`step_${step}`) : say('step_other');
    return progress && progress.total > 0
      ? say('step_of', { step: words, done: formatNumber(progress.done, language), total: formatNumber(progress.total, language) })
      : words;
  }
}
