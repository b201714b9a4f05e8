import { useEffect, useRef, useState } from 'preact/hooks';
import type { MaskingChoice } from '../../core/masking.ts';
import { common } from '../../locales/common.ts';
import type { Language } from '../../locales/language.ts';
import { masking } from '../../locales/masking.ts';
import { Icon } from '../icons.tsx';
import { FailureNotice } from '../notice.tsx';
import { useStrings } from '../use-strings.ts';
import { MaskPreview, type PreviewMessage } from './mask-preview.tsx';
import type { MaskingDeps, PictureRef } from './masking-deps.ts';
import { chosenItems, choiceOf, pictureOf, startMasking, startOver, undo, type MaskingState } from './masking-state.ts';
import { PicturesPart } from './pictures-part.tsx';
import { WordsPart } from './words-part.tsx';

export interface MaskingStepProps {
  language: Language;
  deps: MaskingDeps;
  /** Null before anything was looked for. Whoever shows the step keeps it. */
  state: MaskingState | null;
  onState(change: (before: MaskingState | null) => MaskingState | null): void;
  onDone(choice: MaskingChoice): void;
  onBack(): void;
}

interface Material {
  messages: readonly PreviewMessage[];
  pictures: readonly PictureRef[];
}

/** Before a masked copy is made: what it hides, first in the words, then in the pictures. Fills the panel it stands in. */
export function MaskingStep({ language, deps, state, onState, onDone, onBack }: MaskingStepProps) {
  const say = useStrings(masking, language);
  const sayCommon = useStrings(common, language);
  const [material, setMaterial] = useState<Material | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const title = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const stop = new AbortController();
    setError(null);
    Promise.all([state ? null : deps.find(stop.signal), deps.messages(stop.signal), deps.pictures(stop.signal)]).then(
      ([found, messages, pictures]) => {
        if (stop.signal.aborted) return;
        setMaterial({ messages, pictures });
        if (found) onState((before) => before ?? startMasking(found));
      },
      (why: unknown) => { if (!stop.signal.aborted) setError(why); },
    );
    return () => stop.abort();
    // What was decided stays when the step is shown again; it is looked for once.
  }, [deps, attempt]);

  const at = state?.at ?? 'words';
  useEffect(() => title.current?.focus({ preventScroll: true }), [at, state === null]);
  const change = (next: (before: MaskingState) => MaskingState): void => onState((before) => before && next(before));
  const go = (to: MaskingState['at']): void => change((before) => ({ ...before, at: to }));
  const undecided = state && material ? material.pictures.filter(({ seq }) => pictureOf(state, seq).decision === null).length : 0;

  return (
    <section class="masking" aria-labelledby="masking-title">
      <div class="masking-bar">
        <button type="button" class="quiet" onClick={at === 'words' ? onBack : () => go('words')}><Icon name="back" /> {at === 'words' ? sayCommon('back') : say('to_words')}</button>
        <span class="spread" />
        {state ? <button type="button" class="quiet" disabled={state.past.length === 0} onClick={() => change(undo)}>{say('undo')}</button> : null}
      </div>
      <h2 id="masking-title" tabIndex={-1} ref={title}>{say(at === 'words' ? 'title' : 'pictures_title')}</h2>
      {error ? <FailureNotice error={error} language={language} onRetry={() => setAttempt(attempt + 1)} /> : null}
      {!error && (!state || !material) ? <p role="status">{say('searching')}</p> : null}
      {state && material && at === 'words' ? (
        <>
          <p>{say('lead')}</p>
          <p class="muted small">{say('reversible')}</p>
          <div class="masking-columns">
            <WordsPart state={state} change={change} count={deps.count} language={language} />
            <MaskPreview messages={material.messages} items={chosenItems(state.lines)} preview={deps.preview} language={language} />
          </div>
          <div class="masking-foot">
            <p class="muted">{say.count('summary', chosenItems(state.lines).length)}</p>
            <div class="actions">
              <button type="button" disabled={state.lines === state.proposed} onClick={() => change(startOver)}>{say('start_over')}</button>
              {material.pictures.length > 0
                ? <button type="button" class="primary" onClick={() => go('pictures')}>{say('to_pictures')}</button>
                : <button type="button" class="primary" onClick={() => onDone(choiceOf(state, []))}>{say('make')}</button>}
            </div>
          </div>
        </>
      ) : null}
      {state && material && at === 'pictures' ? (
        <>
          <PicturesPart state={state} change={change} pictures={material.pictures} load={deps.picture} language={language} />
          <div class="masking-foot">
            <p class="muted">{undecided > 0 ? say.count('pictures_left', undecided) : null}</p>
            <div class="actions">
              <button type="button" class="primary" onClick={() => onDone(choiceOf(state, material.pictures.map(({ seq }) => seq)))}>{say('make')}</button>
            </div>
          </div>
        </>
      ) : null}
    </section>
  );
}
