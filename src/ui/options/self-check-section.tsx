import { useEffect, useRef, useState } from 'preact/hooks';
import { common } from '../../locales/common.ts';
import type { Language } from '../../locales/language.ts';
import { selfCheck } from '../../locales/self-check.ts';
import { formatNumber, formatTime } from '../format.ts';
import type { Standing } from '../health-words.ts';
import { Icon } from '../icons.tsx';
import { FailureNotice } from '../notice.tsx';
import { siteName } from '../site-name.ts';
import { useStrings } from '../use-strings.ts';
import { sentences } from '../words.tsx';
import { basicLines, selfCheckText, tabLines, type Line } from './self-check-lines.ts';
import { MOST_TABS, runSelfCheck, type SelfCheckDeps, type SelfCheckResults, type Step } from './self-check.ts';

export type { SelfCheckDeps } from './self-check.ts';

interface SelfCheckSectionProps {
  deps: SelfCheckDeps;
  language: Language;
  version: string;
  announce(text: string): void;
  copy?: (text: string) => Promise<void>;
}

interface Running {
  step: Step;
  n: number;
  total: number;
}

/** Looks whether everything works, and says of each thing how it stands and what to do. */
export function SelfCheckSection({ deps, language, version, announce, copy = (text) => navigator.clipboard.writeText(text) }: SelfCheckSectionProps) {
  const say = useStrings(selfCheck, language);
  const sayCommon = useStrings(common, language);
  const [running, setRunning] = useState<Running | null>(null);
  const [results, setResults] = useState<SelfCheckResults | null>(null);
  const [repaired, setRepaired] = useState(false);
  const [copied, setCopied] = useState<'no' | 'yes' | 'by_hand'>('no');
  const [error, setError] = useState<unknown>(null);
  const alive = useRef(true);
  useEffect(() => () => { alive.current = false; }, []);

  async function check(repairFirst = false) {
    if (running) return;
    setError(null);
    setCopied('no');
    setRepaired(false);
    setRunning({ step: 'marking', n: 1, total: 3 });
    try {
      if (repairFirst) await deps.repair();
      const found = await runSelfCheck(deps, (step, n, total) => { if (alive.current) setRunning({ step, n, total }); });
      if (!alive.current) return;
      setResults(found);
      const done = repairFirst && found.sites.stands;
      setRepaired(done);
      announce(sentences(language, done ? say('repaired') : '', summary(found)));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setRunning(null);
    }
  }

  function summary(found: SelfCheckResults): string {
    const toLookAt = [...basicLines(found, language), ...tabLines(found, language)].filter(({ standing }) => standing === 'look').length;
    return toLookAt === 0 ? say('all_well') : say.count('look', toLookAt);
  }

  const stepName = (step: Step) => (typeof step === 'string' ? say(step) : siteName(step.pattern));
  return (
    <section class="card" aria-labelledby="self-check-title" aria-busy={running !== null}>
      <h2 id="self-check-title">{say('title')}</h2>
      <p class="muted">{say('lead')}</p>
      {error ? <FailureNotice error={error} language={language} onRetry={() => void check()} /> : null}
      <p class="actions">
        <button type="button" aria-disabled={running !== null} onClick={() => void check()}>{say(results ? 'again' : 'start')}</button>
      </p>
      {running ? (
        <div class="check-progress">
          <p class="muted small">{say('running', { n: formatNumber(running.n, language), total: formatNumber(running.total, language), what: stepName(running.step) })}</p>
          <progress max={running.total} value={running.n - 1} aria-label={say('title')} />
        </div>
      ) : null}
      {results && !running ? (
        <>
          <p><b>{summary(results)}</b> {repaired ? say('repaired') : ''} <span class="muted small check-when">{say('checked_at', { time: formatTime(results.at, language) })}</span></p>
          <ul class="check-list">
            {[...basicLines(results, language), ...tabLines(results, language)].map((line) => (
              <LineItem key={line.id} line={line} repairWord={say('repair')} onRepair={() => void check(true)} />
            ))}
          </ul>
          {results.tabs.length === 0 && results.sites.count > 0 ? <p class="nothing">{say('no_tabs')}</p> : null}
          {results.more ? <p class="muted small">{say('tabs_more', { n: MOST_TABS })}</p> : null}
          <p class="actions">
            <button type="button" onClick={() => copy(selfCheckText(results, version, language)).then(() => setCopied('yes'), () => setCopied('by_hand'))}>
              <Icon name={copied === 'yes' ? 'check' : 'copy'} />
              <span aria-live="polite">{copied === 'yes' ? sayCommon('copied') : say('copy_results')}</span>
            </button>
          </p>
          {copied === 'by_hand' ? (
            <>
              <p role="status">{sayCommon('copy_by_hand')}</p>
              <pre class="check-text hash" tabIndex={0}>{selfCheckText(results, version, language)}</pre>
            </>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

/** The toolbar's own signs. */
const SIGNS: Record<Standing, string> = { ok: '✓', wait: '…', look: '!' };

function LineItem({ line: { standing, what, state, more, repairable }, repairWord, onRepair }: { line: Line; repairWord: string; onRepair(): void }) {
  return (
    <li class={`check-line ${standing}`}>
      <span class="sign" aria-hidden="true">{SIGNS[standing]}</span>
      <div>
        {/* A name of a site breaks after its dots. */}
        <p class="check-head"><b>{what.split(/(?<=\.)/).flatMap((part) => [part, <wbr />])}</b> <span>{state}</span></p>
        {more.map((one) => <p key={one} class="muted small">{one}</p>)}
        {repairable ? <p class="actions"><button type="button" class="small" aria-label={`${repairWord}: ${what}`} onClick={onRepair}>{repairWord}</button></p> : null}
      </div>
    </li>
  );
}
