import { useEffect, useState } from 'preact/hooks';
import type { ArtefactName, MessageEntry, PictureFacts } from '../../core/entry.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { formatBytes, formatExact, formatNumber } from '../format.ts';
import { Icon } from '../icons.tsx';
import { useStrings } from '../use-strings.ts';
import type { HistoryDeps } from './deps.ts';

interface EntryFilesProps {
  entry: MessageEntry;
  language: Language;
  zone: string;
  /** In calm mode the picture stays hidden with the text: it shows the same words. */
  hidden: boolean;
  deps: Pick<HistoryDeps, 'artefact' | 'save'>;
}

/** The picture, and the part of the page as a file. Nothing of the page is ever put into this one: the file is saved, not opened. */
export function EntryFiles({ entry, language, zone, hidden, deps }: EntryFilesProps) {
  const say = useStrings(history, language);
  const [lost, setLost] = useState<readonly ArtefactName[]>([]);
  const { seq, body: { facts: { picture, fragment } } } = entry;
  const lose = (name: ArtefactName) => setLost((names) => (names.includes(name) ? names : [...names, name]));

  function save(name: ArtefactName) {
    const number = String(seq).padStart(4, '0');
    deps.artefact(seq, name).then((bytes) => (bytes ? deps.save(`witnessmark-${number}-${name}`, bytes) : lose(name)), () => lose(name));
  }
  return (
    <>
      <h3>{say('picture_title')}</h3>
      {!picture ? <p class="muted">{say('picture_none')}</p> : null}
      {picture && lost.includes('picture.png') ? <p class="notice">{say('picture_missing')}</p> : null}
      {picture && !lost.includes('picture.png') ? (
        <>
          {hidden ? <p class="muted"><Icon name="hidden" /> {say('picture_hidden')}</p> : <Picture seq={seq} facts={picture} language={language} zone={zone} artefact={deps.artefact} onLost={() => lose('picture.png')} />}
          <p class="small"><b>{say(picture.method === 'screen' ? 'picture_screen' : 'picture_rendered')}</b>{' '}
            <span class="muted">
              {picture.method === 'screen' ? say('picture_taken', { when: formatExact(picture.takenAt, language, zone) }) : say('picture_rendered_more')}
              {picture.method === 'screen' && picture.pieces > 1 ? ` · ${say('picture_pieces', { n: formatNumber(picture.pieces, language) })}` : null}
            </span>
          </p>
          <p class="actions"><button type="button" class="small" onClick={() => save('picture.png')}>{say('picture_save')}</button></p>
        </>
      ) : null}
      {fragment ? (
        <>
          <h3>{say('fragment_title')}</h3>
          <p class="small muted">{say('fragment_is')}</p>
          {lost.includes('message.html') ? <p class="notice">{say('fragment_missing')}</p> : (
            <p class="actions"><button type="button" class="small" onClick={() => save('message.html')}>{say('fragment_save')} <span class="muted">{formatBytes(fragment.bytes, language)}</span></button></p>
          )}
        </>
      ) : null}
    </>
  );
}

interface PictureProps {
  seq: number;
  facts: PictureFacts;
  language: Language;
  zone: string;
  artefact: HistoryDeps['artefact'];
  onLost(): void;
}

/** Small at first; a click shows it pixel by pixel, in its place. */
function Picture({ seq, facts, language, artefact, onLost }: PictureProps) {
  const say = useStrings(history, language);
  const [url, setUrl] = useState('');
  const [large, setLarge] = useState(false);
  useEffect(() => {
    setUrl('');
    setLarge(false);
    let made = '';
    let alive = true;
    artefact(seq, 'picture.png').then((bytes) => {
      if (!alive) return;
      if (!bytes) return onLost();
      made = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
      setUrl(made);
    }, () => { if (alive) onLost(); });
    return () => {
      alive = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [seq, artefact]);
  const width = Math.round(facts.width / facts.pixelRatio);
  return (
    <figure class={large ? 'picture large' : 'picture'}>
      <div class="picture-frame" tabIndex={large ? 0 : undefined} role={large ? 'group' : undefined} aria-label={large ? say('picture_title') : undefined}>
        {url ? (
          <img
            src={url} width={width} height={Math.round(facts.height / facts.pixelRatio)} decoding="async"
            alt={say(facts.method === 'screen' ? 'picture_alt_screen' : 'picture_alt_rendered')} onError={onLost}
          />
        ) : null}
      </div>
      <button type="button" class="link" aria-expanded={large} onClick={() => setLarge(!large)}>{say(large ? 'picture_smaller' : 'picture_larger')}</button>
    </figure>
  );
}
