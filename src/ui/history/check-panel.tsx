import { useEffect, useRef, useState } from 'preact/hooks';
import { failureCode } from '../../core/failure.ts';
import { common } from '../../locales/common.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { formatNumber } from '../format.ts';
import { Icon } from '../icons.tsx';
import { FailureNotice } from '../notice.tsx';
import { useStrings } from '../use-strings.ts';
import { sentences } from '../words.tsx';
import type { ArchiveVerdict, ExportProgress, HistoryDeps } from './deps.ts';
import { Panel } from './panel.tsx';

interface CheckPanelProps {
  language: Language;
  verifyArchive: HistoryDeps['verifyArchive'];
  verifyUrl: string;
  onExport(): void;
  onClose(): void;
}

type Stage = { at: 'working'; progress: ExportProgress | null } | { at: 'stopped' } | { at: 'failed'; error: unknown } | { at: 'done'; verdict: ArchiveVerdict };

const COUNTS = ['messages', 'changes', 'tombstones', 'deleted', 'files', 'custody'] as const;
const LINK_BREAKS = ['shape', 'order', 'gap', 'hash', 'prev', 'signature', 'head', 'untold', 'artefact'] as const;
const LINE_BREAKS = ['shape', 'order', 'gap', 'hash', 'prev', 'head'] as const;

/** Checks everything that is archived as soon as it opens: it changes nothing. */
export function CheckPanel({ language, verifyArchive, verifyUrl, onExport, onClose }: CheckPanelProps) {
  const say = useStrings(history, language);
  const sayCommon = useStrings(common, language);
  const [stage, setStage] = useState<Stage>({ at: 'working', progress: null });
  const running = useRef<AbortController | null>(null);

  function start() {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    const show = (next: Stage) => { if (running.current === stop) setStage(next); };
    setStage({ at: 'working', progress: null });
    verifyArchive({ signal: stop.signal, onProgress: (progress) => { if (!stop.signal.aborted) show({ at: 'working', progress }); } }).then(
      (verdict) => show({ at: 'done', verdict }),
      (error: unknown) => show(stop.signal.aborted || failureCode(error) === 'cancelled' ? { at: 'stopped' } : { at: 'failed', error }),
    );
  }
  useEffect(() => {
    start();
    return () => running.current?.abort();
  }, []);

  const number = (n: number) => formatNumber(n, language);
  const step = stage.at === 'working' ? say(stage.progress?.step === 'custody' ? 'check_custody' : 'check_entries') : '';
  const progress = stage.at === 'working' ? stage.progress : null;
  return (
    <Panel name="checking" title={say('check_title')} language={language} focusOn={stage.at} onClose={onClose}>
      {stage.at === 'working' ? (
        <div class="working">
          <p id="check-step">{progress && progress.total > 0 ? say('step_of', { step, done: number(progress.done), total: number(progress.total) }) : step}</p>
          <progress aria-labelledby="check-step" max={progress?.total || 1} value={progress && progress.total > 0 ? progress.done : undefined} />
          <p class="actions"><button type="button" onClick={() => { running.current?.abort(); setStage({ at: 'stopped' }); }}>{sayCommon('cancel')}</button></p>
        </div>
      ) : null}
      {stage.at === 'stopped' ? <p>{say('check_stopped')}</p> : null}
      {stage.at === 'failed' ? <FailureNotice error={stage.error} language={language} onRetry={start} /> : null}
      {stage.at === 'done' ? <Verdict verdict={stage.verdict} /> : null}
      {stage.at === 'stopped' || stage.at === 'done' ? <p class="actions"><button type="button" onClick={start}>{say('check_again')}</button></p> : null}
      <p class="muted small">{say('check_is')}</p>
      <p class="small"><a href={verifyUrl}>{say('check_file')}</a></p>
    </Panel>
  );

  function Verdict({ verdict: { whole, entries, custody, counts, noted } }: { verdict: ArchiveVerdict }) {
    const linkWhy = entries.ok ? undefined : LINK_BREAKS.find((one) => one === entries.why);
    const lineWhy = custody.ok ? undefined : LINE_BREAKS.find((one) => one === custody.why);
    const nothing = counts.messages + counts.changes + counts.tombstones + counts.deleted === 0;
    return (
      <>
        {whole ? (
          <p class="verdict"><Icon name="seal" /> <b>{say('check_whole')}</b><br />{say(nothing ? 'check_empty' : 'check_whole_more')}</p>
        ) : (
          <div class="notice warning" role="alert">
            <p class="notice-title">{say('check_broken')}</p>
            {entries.ok ? null : <p>{sentences(language, say('check_broken_at', { n: number(entries.seq) }), linkWhy ? say(`break_${linkWhy}`) : '')}</p>}
            {custody.ok ? null : <p>{sentences(language, say('check_custody_at', { n: number(custody.seq) }), lineWhy ? say(`log_${lineWhy}`) : '')}</p>}
            {entries.ok ? <p>{say('check_entries_whole')}</p> : null}
            {custody.ok ? <p>{say('check_custody_whole')}</p> : null}
            <p>{say('check_safe')}</p>
          </div>
        )}
        {whole ? null : (
          <>
            <h3>{say('check_next')}</h3>
            <ol class="steps"><li>{say('check_next_1')}</li><li>{say('check_next_2')}</li><li>{say('check_next_3')}</li></ol>
            <p class="actions"><button type="button" class="primary" onClick={onExport}>{say('check_export')}</button></p>
          </>
        )}
        <dl class="facts counts">
          {COUNTS.filter((one) => counts[one] > 0).map((one) => <div class="fact" key={one}><dt>{say(`count_${one}`)}</dt><dd class="number">{number(counts[one])}</dd></div>)}
        </dl>
        <p class="muted small">{say(noted ? 'check_noted' : 'check_not_noted')}</p>
      </>
    );
  }
}
