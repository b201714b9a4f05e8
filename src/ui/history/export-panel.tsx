import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { failureCode } from '../../core/failure.ts';
import type { MaskingChoice } from '../../core/masking.ts';
import { common } from '../../locales/common.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { formatNumber } from '../format.ts';
import type { MaskingState } from '../masking/masking-state.ts';
import { MaskingStep } from '../masking/masking-step.tsx';
import { useStrings } from '../use-strings.ts';
import { useWatched } from '../use-watched.ts';
import type { ExportDone, ExportProgress, Facets, HistoryDeps } from './deps.ts';
import { ExportChoices, plainExport } from './export-choices.tsx';
import { ExportResult } from './export-done.tsx';
import { ExportFailure } from './export-failure.tsx';
import { lockOf, NO_LOCK } from './export-lock.tsx';
import { filterWords, toFlagFilter, type FilterChoice } from './filter-choice.ts';
import { Panel } from './panel.tsx';
import { PastExports } from './past-exports.tsx';

export interface ExportPanelProps {
  choice: FilterChoice;
  facets: Facets;
  /** How many the list's filter finds. */
  filtered: number | undefined;
  language: Language;
  deps: HistoryDeps;
  verifyUrl: string;
  /** The masking step needs the whole width. */
  onWide(wide: boolean): void;
  onClose(): void;
}

type Stage =
  | { at: 'choosing'; error?: unknown; stopped?: boolean }
  | { at: 'masking' }
  | { at: 'working'; progress: ExportProgress | null; stop: AbortController }
  | { at: 'done'; done: ExportDone; lock: 'none' | 'passphrase' | 'keys' };

const STEPS = ['flags', 'chain', 'entries', 'custody', 'report', 'files', 'sign', 'stamp', 'lock', 'saving'] as const;

/** Chooses what and how, builds the files, and says what they are. */
export function ExportPanel({ choice, facets, filtered, language, deps, verifyUrl, onWide, onClose }: ExportPanelProps) {
  const say = useStrings(history, language);
  const sayCommon = useStrings(common, language);
  const [draft, setDraft] = useState(() => plainExport(language));
  const [stage, setStage] = useState<Stage>({ at: 'choosing' });
  const [masking, setMasking] = useState<{ of: string; state: MaskingState | null }>({ of: '', state: null });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => onWide(stage.at === 'masking'), [stage.at]);

  const picked = draft.scope === 'everything' ? null : choice;
  const filter = picked ? toFlagFilter(picked) : {};
  const filterKey = JSON.stringify(filter);
  const { value: last } = useWatched(deps.watch, async () => ({ of: filterKey, since: await deps.sinceLast(filter) }), `since ${filterKey}`);
  const since = last?.of === filterKey ? last.since : null;
  const onlyNew = draft.onlyNew && since !== null;
  const maskingKey = `${onlyNew} ${filterKey}`;
  const maskingDeps = useMemo(() => deps.masking({ filter, onlyNew }), [deps, maskingKey]);

  function start(choices: MaskingChoice | null) {
    const { lock, trouble } = lockOf(draft.lock, deps.lock);
    if (trouble) return setStage({ at: 'choosing' });
    const stop = new AbortController();
    running.current = stop;
    setStage({ at: 'working', progress: null, stop });
    deps.exportFile({
      filter,
      filterWords: filterWords(picked, facets, draft.language),
      language: draft.language,
      onlyNew, lock,
      stamp: draft.stamp,
      small: draft.small,
      masking: choices,
      signal: stop.signal,
      onProgress: (progress) => { if (!stop.signal.aborted) setStage({ at: 'working', progress, stop }); },
    }).then(
      (done) => {
        if (stop.signal.aborted) return;
        setStage({ at: 'done', done, lock: draft.lock.kind });
        // A passphrase is not kept a moment longer than it is needed.
        setDraft((now) => ({ ...now, lock: NO_LOCK }));
      },
      (error) => setStage(stop.signal.aborted || failureCode(error) === 'cancelled' ? { at: 'choosing', stopped: true } : { at: 'choosing', error }),
    );
  }
  function go() {
    if (!draft.masked) return start(null);
    if (masking.of !== maskingKey) setMasking({ of: maskingKey, state: null });
    setStage({ at: 'masking' });
  }
  const close = () => {
    running.current?.abort();
    onClose();
  };
  if (stage.at === 'masking') {
    return (
      <div class="panel export">
        <MaskingStep
          language={language} deps={maskingDeps} state={masking.of === maskingKey ? masking.state : null}
          onState={(change) => setMasking((before) => ({ of: maskingKey, state: change(before.of === maskingKey ? before.state : null) }))}
          onDone={start} onBack={() => setStage({ at: 'choosing' })}
        />
      </div>
    );
  }
  return (
    <Panel name="export" title={say(stage.at === 'done' ? 'export_done' : 'export_title')} language={language} focusOn={stage.at} held={stage.at === 'working'} onClose={close}>
      {stage.at === 'choosing' ? (
        <>
          <div role="status">{stage.stopped ? <p>{say('export_stopped')}</p> : null}</div>
          {stage.error ? <ExportFailure error={stage.error} language={language} onRetry={go} /> : null}
          <ExportChoices
            draft={draft} all={facets.states.open + facets.states.archived + facets.states.dismissed} filtered={filtered} filterWords={filterWords(choice, facets, language)}
            since={since} language={language} deps={deps} onChange={setDraft} onStart={go}
          />
          <PastExports language={language} deps={deps} />
        </>
      ) : null}
      {stage.at === 'working' ? (
        <div class="working">
          <p id="export-step">{stepWords(stage.progress)}</p>
          <progress aria-labelledby="export-step" max={stage.progress?.total || 1} value={stage.progress && stage.progress.total > 0 ? stage.progress.done : undefined} />
          <p class="muted small">{say(draft.stamp ? 'export_wait_stamp' : 'export_wait')}</p>
          <p class="actions"><button type="button" onClick={() => { stage.stop.abort(); setStage({ at: 'choosing', stopped: true }); }}>{sayCommon('cancel')}</button></p>
        </div>
      ) : null}
      {stage.at === 'done' ? <ExportResult done={stage.done} lock={stage.lock} language={language} verifyUrl={verifyUrl} /> : null}

      <h3>{say('export_is_title')}</h3>
      <p>{say('export_is')}</p>
      <h3>{say('export_proves_title')}</h3>
      <p>{say('export_proves')}</p>
      <h3>{say('export_not_title')}</h3>
      <p>{say('export_not')}</p>
      {stage.at === 'done' ? <p class="actions"><button type="button" onClick={() => setStage({ at: 'choosing' })}>{say('export_again')}</button></p> : null}
    </Panel>
  );

  function stepWords(progress: ExportProgress | null): string {
    const step = STEPS.find((one) => one === progress?.step);
    const locking = step === 'lock' && progress !== null && progress.total > 0;
    const known = locking ? say('step_lock_percent', { done: formatNumber(progress.done, language) }) : step ? say(`step_${step}`) : say('step_other');
    const words = progress?.file && (draft.masked || draft.small) ? say('step_of_file', { file: say(`kind_${progress.file}`), step: known }) : known;
    return progress && progress.total > 0 && !locking
      ? say('step_of', { step: words, done: formatNumber(progress.done, language), total: formatNumber(progress.total, language) })
      : words;
  }
}
