import { useState } from 'preact/hooks';
import type { Language } from '../../locales/language.ts';
import { stamp as words } from '../../locales/stamp.ts';
import { useStrings } from '../use-strings.ts';
import { hostOf, nameOf, type StampDeps } from './stamp-deps.ts';
import { useStamp } from './use-stamp.ts';

interface StampChoiceProps {
  deps: StampDeps;
  language: Language;
  /** The address to be asked, or null: no stamp with this export. */
  chosen: string | null;
  onChosen(url: string | null): void;
  disabled?: boolean;
  /** Where an authority is chosen. */
  optionsUrl?: string;
}

/** In the export panel: whether this export is stamped. Never on by itself; ticking it asks the browser for the one host where that is still to do. */
export function StampChoice({ deps, language, chosen, onChosen, disabled = false, optionsUrl = '/options.html#stamp-title' }: StampChoiceProps) {
  const say = useStrings(words, language);
  const { url, granted } = useStamp(deps);
  const [refused, setRefused] = useState(false);
  if (url === undefined) return null;
  if (url === null) {
    return <p class="muted small">{say('add_none')} <a href={optionsUrl} target="_blank" rel="noopener">{say('add_where')}</a></p>;
  }
  const address = url;
  function toggle(box: HTMLInputElement) {
    setRefused(false);
    if (!box.checked) return onChosen(null);
    if (granted) return onChosen(address);
    // First of all: the browser takes the request only while the click lasts.
    const asked = deps.request(address);
    box.checked = false;
    asked.then((may) => {
      setRefused(!may);
      onChosen(may ? address : null);
    }, () => setRefused(true));
  }
  // What was chosen elsewhere meanwhile, or is no longer granted, is not asked.
  const on = granted && chosen === address;
  return (
    <div>
      <label class="check">
        <input type="checkbox" checked={on} disabled={disabled} onChange={(event) => toggle(event.currentTarget)} />
        <span>{say('add', { name: nameOf(deps.authorities, address) })}<small class="muted">{say('add_is', { host: hostOf(address) })}</small></span>
      </label>
      {refused ? <p class="small" role="alert">{say('refused_by_you')}</p> : null}
    </div>
  );
}
