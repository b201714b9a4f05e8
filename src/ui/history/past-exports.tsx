import { useState } from 'preact/hooks';
import { STAMP_PROBLEMS, type StampProblem } from '../../core/stamp.ts';
import { failureCode } from '../../core/failure.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { stamp as stampWords } from '../../locales/stamp.ts';
import { CopyText } from '../copy-text.tsx';
import { formatExact, formatNumber, formatWhen } from '../format.ts';
import { FailureNotice } from '../notice.tsx';
import { useStrings } from '../use-strings.ts';
import { useWatched } from '../use-watched.ts';
import type { HistoryDeps, PastExport } from './deps.ts';

type PastDeps = Pick<HistoryDeps, 'watch' | 'pastExports' | 'saveStampQuery' | 'bringStamp' | 'stampBundle'>;

/** Exports that were made before, newest first; each can still get a time stamp, carried by hand. */
export function PastExports({ language, deps }: { language: Language; deps: PastDeps }) {
  const say = useStrings(history, language);
  const { value: past } = useWatched(deps.watch, deps.pastExports, 'exports');
  if (!past || past.length === 0) return null;
  return (
    <details class="fold">
      <summary>{say('past_title', { n: formatNumber(past.length, language) })}</summary>
      <ul class="past fold-body">{past.map((one) => <li key={one.id}><Past past={one} language={language} deps={deps} /></li>)}</ul>
    </details>
  );
}

type Said = { is: 'said'; words: string } | { is: 'stamp_problem'; problem: StampProblem } | { is: 'wrong_file' } | { is: 'failed'; error: unknown };

function Past({ past, language, deps }: { past: PastExport; language: Language; deps: PastDeps }) {
  const say = useStrings(history, language);
  const sayStamp = useStrings(stampWords, language);
  const [said, setSaid] = useState<Said | null>(null);
  const { id, at, name, manifestSha256, flags, entries, copy, stampedAt } = past;

  /** The same file again is chosen anew only when the field forgets it. */
  function taken(input: HTMLInputElement): File | undefined {
    const file = input.files?.[0];
    input.value = '';
    setSaid(null);
    return file;
  }
  const failed = (error: unknown) => setSaid({ is: 'failed', error });
  function bring(file: File | undefined) {
    if (!file) return;
    deps.bringStamp(id, file).then(
      (stamp) => setSaid({ is: 'said', words: say('past_brought', { name: stamp.authority, time: formatExact(stamp.at, language) }) }),
      (error: unknown) => {
        const problem = STAMP_PROBLEMS.find((one) => one === (error as { problem?: unknown } | null)?.problem);
        setSaid(problem ? { is: 'stamp_problem', problem } : { is: 'failed', error });
      },
    );
  }
  function putIn(file: File | undefined) {
    if (!file) return;
    deps.stampBundle(id, file).then(
      (made) => setSaid({ is: 'said', words: say('past_put_in_done', { name: made.name }) }),
      (error: unknown) => (failureCode(error) === 'bad_request' ? setSaid({ is: 'wrong_file' }) : failed(error)),
    );
  }
  return (
    <>
      <p><b>{formatWhen(at, language)}</b> <span class="muted small">{say(copy === 'full' ? 'past_full' : 'past_masked')} · {say('past_line', { flags: formatNumber(flags, language), entries: formatNumber(entries, language) })}</span></p>
      <p class="small"><code>{name}</code></p>
      {stampedAt ? <p class="small">{say('past_stamped', { when: formatExact(stampedAt, language) })}</p> : null}
      <details class="by-hand">
        <summary class="small">{sayStamp('by_hand')}</summary>
        <div class="fold-body">
          <p class="small muted">{sayStamp('by_hand_is')}</p>
          <p class="small muted">{say('past_hash')}</p>
          <p class="small"><CopyText text={manifestSha256} name={say('past_hash')} language={language} /></p>
          <p class="actions"><button type="button" class="small" onClick={() => { setSaid(null); deps.saveStampQuery(id).then(() => setSaid({ is: 'said', words: say('past_saved') }), failed); }}>{sayStamp('save_query')}</button></p>
          <label class="field"><span>{sayStamp('bring_reply')}</span><input type="file" accept=".tsr,application/timestamp-reply" onChange={(event) => bring(taken(event.currentTarget))} /></label>
          {stampedAt ? (
            <label class="field">
              <span>{say('past_put_in')}</span>
              <input type="file" accept=".zip,application/zip" aria-describedby={`put-in-${id}`} onChange={(event) => putIn(taken(event.currentTarget))} />
              <small class="muted" id={`put-in-${id}`}>{say('past_put_in_is')}</small>
            </label>
          ) : null}
        </div>
      </details>
      <div role="status">{said?.is === 'said' ? <p class="small">{said.words}</p> : null}</div>
      {said?.is === 'stamp_problem' ? <p class="notice" role="alert">{sayStamp(`problem_${said.problem}`)}</p> : null}
      {said?.is === 'wrong_file' ? <p class="notice" role="alert">{say('past_put_in_wrong')}</p> : null}
      {said?.is === 'failed' ? <FailureNotice error={said.error} language={language} onClose={() => setSaid(null)} /> : null}
    </>
  );
}
