import { useRef, useState } from 'preact/hooks';
import { common } from '../../locales/common.ts';
import type { Language } from '../../locales/language.ts';
import { teachings as words } from '../../locales/teach.ts';
import { Foreign } from '../foreign.tsx';
import { formatDate } from '../format.ts';
import { FailureNotice } from '../notice.tsx';
import { useStrings } from '../use-strings.ts';
import { sentences } from '../words.tsx';

/** What became of a file; see `TeachingImport` in `wire/protocol.ts`. */
export type ImportAnswer =
  | { outcome: 'asks'; site: string; replaces: string | null }
  | { outcome: 'kept' | 'same'; site: string }
  | { outcome: 'refused'; why: Refusal };
type Refusal = 'size' | 'file' | 'kind' | 'newer' | 'site' | 'shape' | 'full';

interface TeachingsImportProps {
  importTeaching(text: string, agreed: string | null): Promise<ImportAnswer>;
  language: Language;
  announce(text: string): void;
}

/** Not even read beyond this, in bytes. */
const LARGEST = 64 * 1024;

type State =
  | { is: 'idle' | 'busy' }
  | { is: 'asks'; text: string; site: string; replaces: string | null }
  | { is: 'refused'; why: Refusal }
  | { is: 'done'; words: string }
  | { is: 'failed'; error: unknown };

/** Brings in a teaching from a file. The reader sees for which site it is and agrees before anything is kept. */
export function TeachingsImport({ importTeaching, language, announce }: TeachingsImportProps) {
  const say = useStrings(words, language);
  const sayCommon = useStrings(common, language);
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<State>({ is: 'idle' });

  function take(text: string, agreed: string | null) {
    setState({ is: 'busy' });
    if (agreed !== null) button.current!.focus();
    importTeaching(text, agreed).then((answer) => {
      if (answer.outcome === 'asks') {
        announce(`${answer.site}\n${asked(answer.replaces)}`);
        return setState({ is: 'asks', text, site: answer.site, replaces: answer.replaces });
      }
      if (answer.outcome === 'refused') return setState({ is: 'refused', why: answer.why });
      const words = say(answer.outcome === 'kept' ? 'brought' : 'brought_same', { site: answer.site });
      setState({ is: 'done', words });
      announce(words);
    }).catch((error: unknown) => setState({ is: 'failed', error }));
  }
  function read(file: File | undefined) {
    if (!file) return;
    // The same file again is chosen anew only when the field forgets it.
    input.current!.value = '';
    if (file.size > LARGEST) return setState({ is: 'refused', why: 'size' });
    file.text().then((text) => take(text, null), () => setState({ is: 'refused', why: 'file' }));
  }

  const asked = (replaces: string | null) => sentences(language, say('ask'), replaces === null ? '' : say('ask_replace', { date: formatDate(replaces, language) }));
  /** What had the focus goes; it must not fall back to the top of the page. */
  function close() {
    setState({ is: 'idle' });
    button.current!.focus();
  }
  return (
    <>
      <p class="actions">
        <button ref={button} type="button" aria-disabled={state.is === 'busy'} aria-describedby="bring-is" onClick={() => { if (state.is !== 'busy') input.current!.click(); }}>{say('bring')}</button>
        <input ref={input} type="file" accept=".json,application/json" hidden onChange={(event) => read(event.currentTarget.files?.[0])} />
      </p>
      <p class="muted small" id="bring-is">{say('bring_is')}</p>
      {state.is === 'done' ? <p class="nothing">{state.words}</p> : null}
      {state.is === 'failed' ? <FailureNotice error={state.error} language={language} onClose={close} /> : null}
      {state.is === 'refused' ? (
        <div class="notice warning" role="alert">
          <p class="notice-title">{say(`bad_${state.why}`)}</p>
          <p>{sentences(language, say('bad_safe'), say(`bad_${state.why}_next`))}</p>
          <p class="actions"><button type="button" class="quiet" onClick={close}>{sayCommon('close')}</button></p>
        </div>
      ) : null}
      {state.is === 'asks' ? (
        <div class="notice" role="group" aria-label={say('bring')} onKeyDown={(event) => { if (event.key === 'Escape') close(); }}>
          <p class="notice-title"><Foreign text={state.site} language={language} max={300} /></p>
          <p>{asked(state.replaces)}</p>
          <p class="actions">
            <button type="button" onClick={() => take(state.text, state.site)}>{say('ask_yes')}</button>
            <button type="button" class="quiet" onClick={close}>{say('ask_no')}</button>
          </p>
        </div>
      ) : null}
    </>
  );
}
