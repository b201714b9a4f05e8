import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../locales/language.ts';
import { masking } from '../../locales/masking.ts';
import { formatNumber } from '../format.ts';
import { useStrings } from '../use-strings.ts';
import type { PictureRef } from './masking-deps.ts';
import { decide, pictureOf, setBoxes, type Decision, type MaskingState } from './masking-state.ts';
import { PictureBoxes } from './picture-boxes.tsx';

interface Props {
  state: MaskingState;
  change(next: (before: MaskingState) => MaskingState): void;
  pictures: readonly PictureRef[];
  load(seq: number): Promise<Blob | null>;
  language: Language;
}

/** The pictures one after another. What was decided and drawn stays when the reader goes back. */
export function PicturesPart({ state, change, pictures, load, language }: Props) {
  const say = useStrings(masking, language);
  const at = Math.min(state.picture, pictures.length - 1);
  const picture = pictures[at];
  const url = usePicture(picture?.seq, load);
  if (!picture) return <p>{say('pictures_none')}</p>;
  const { boxes, decision } = pictureOf(state, picture.seq);
  const go = (to: number): void => change((before) => ({ ...before, picture: to }));
  const set = (to: Decision): void => change((before) => decide(before, picture.seq, to));
  return (
    <div class="mask-pictures">
      <p class="muted">{say('pictures_lead')}</p>
      <div class="mask-picture-bar">
        <button type="button" disabled={at === 0} onClick={() => go(at - 1)}>{say('previous')}</button>
        <strong class="number" aria-live="polite">{say('picture_of', { n: formatNumber(at + 1, language), total: formatNumber(pictures.length, language) })}</strong>
        <button type="button" disabled={at === pictures.length - 1} onClick={() => go(at + 1)}>{say('next')}</button>
      </div>
      {url === null ? <p class="notice">{say('picture_missing')}</p> : null}
      {url ? (
        <PictureBoxes
          key={picture.seq} url={url} size={picture} boxes={boxes} language={language} alt={say('picture_alt', { n: formatNumber(picture.seq, language) })}
          onBoxes={(next) => change((before) => setBoxes(before, picture.seq, next))}
        />
      ) : null}
      {url === null ? null : <fieldset class="mask-decision">
        <legend>{say('decide')}</legend>
        <div class="actions">
          <button type="button" aria-pressed={decision === 'show'} disabled={!url} onClick={() => set('show')}>{say('show_it')}</button>
          <button type="button" aria-pressed={decision === 'leave'} onClick={() => set('leave')}>{say('leave_out')}</button>
        </div>
        <p class="muted small" role="status">{say(decision === 'show' ? 'is_shown' : decision === 'leave' ? 'is_left_out' : 'is_undecided')}</p>
      </fieldset>}
    </div>
  );
}

/** An address of the picture for as long as it is shown; null when there is none, undefined while it is being read. */
function usePicture(seq: number | undefined, load: Props['load']): string | null | undefined {
  const [shown, setShown] = useState<{ seq: number; url: string | null }>();
  useEffect(() => {
    if (seq === undefined) return undefined;
    let over = false;
    let url: string | undefined;
    load(seq).catch(() => null).then((blob) => {
      if (over) return;
      url = blob ? URL.createObjectURL(blob) : undefined;
      setShown({ seq, url: url ?? null });
    });
    return () => {
      over = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [seq, load]);
  return shown?.seq === seq ? shown?.url : undefined;
}
