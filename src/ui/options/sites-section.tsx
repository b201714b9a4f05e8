import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Language } from '../../locales/language.ts';
import { options } from '../../locales/options.ts';
import { Foreign } from '../foreign.tsx';
import { FailureNotice } from '../notice.tsx';
import { useStrings } from '../use-strings.ts';

export interface SitesDeps {
  /** Match patterns of the sites that are on. */
  sites(): Promise<string[]>;
  /** Calls back when a site was turned on or off anywhere; the result stops it. */
  watchSites(onChange: () => void): () => void;
  turnOffSite(pattern: string): Promise<unknown>;
  requestSite(pattern: string): Promise<boolean>;
  turnedOnSite(pattern: string): Promise<unknown>;
}

interface SitesSectionProps {
  deps: SitesDeps;
  language: Language;
  announce(text: string): void;
}

const name = (pattern: string) => pattern.replace(/\/\*$/, '');

/** The sites that are on. One just turned off stays listed until the page is left, so that it can be turned on again. */
export function SitesSection({ deps, language, announce }: SitesSectionProps) {
  const say = useStrings(options, language);
  const [on, setOn] = useState<string[] | null>(null);
  const [justOff, setJustOff] = useState<string[]>([]);
  const [busy, setBusy] = useState('');
  const [error, setError] = useState<unknown>(null);

  const look = useCallback(() => deps.sites().then(setOn, setError), [deps]);
  useEffect(() => {
    void look();
    return deps.watchSites(() => void look());
  }, [deps, look]);

  function turnOff(pattern: string) {
    setBusy(pattern);
    setError(null);
    deps.turnOffSite(pattern)
      .then(() => {
        setJustOff((all) => [...new Set([...all, pattern])]);
        announce(say('site_off', { site: name(pattern) }));
      })
      .catch(setError)
      .then(look)
      .finally(() => setBusy(''));
  }
  function turnOn(pattern: string) {
    // First of all: the browser takes the request only while the click lasts.
    const asked = deps.requestSite(pattern);
    setBusy(pattern);
    asked
      .then(async (granted) => { if (granted) await deps.turnedOnSite(pattern); })
      .catch(setError)
      .then(look)
      .finally(() => setBusy(''));
  }

  const listed = [...new Set([...(on ?? []), ...justOff])].toSorted();
  return (
    <section class="card" aria-labelledby="sites-title">
      <h2 id="sites-title">{say('sites')}</h2>
      <p class="muted">{say('sites_lead')}</p>
      {error ? <FailureNotice error={error} language={language} onRetry={() => { setError(null); void look(); }} /> : null}
      {on && listed.length === 0 ? <p class="nothing">{say('no_sites')}</p> : null}
      {listed.length > 0 ? (
        <ul class="site-list">
          {listed.map((pattern) => {
            const isOn = on?.includes(pattern) ?? false;
            return (
              <li key={pattern}>
                <span class="site-name"><Foreign text={name(pattern)} language={language} /></span>
                {isOn ? null : <span class="muted small">{say('site_is_off')}</span>}
                <button
                  type="button"
                  aria-disabled={busy === pattern}
                  aria-label={`${say(isOn ? 'turn_off' : 'turn_on_again')}: ${name(pattern)}`}
                  onClick={() => { if (busy !== pattern) (isOn ? turnOff : turnOn)(pattern); }}
                >
                  {say(isOn ? 'turn_off' : 'turn_on_again')}
                </button>
              </li>
            );
          })}
        </ul>
      ) : null}
      <p class="muted small">{say('turn_off_means')}</p>
    </section>
  );
}
