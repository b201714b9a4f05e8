import { useEffect, useRef, useState } from 'preact/hooks';
import { htmlLang, type Language } from '../../locales/language.ts';
import { stamp as words } from '../../locales/stamp.ts';
import { Foreign } from '../foreign.tsx';
import { FailureNotice } from '../notice.tsx';
import { useStrings } from '../use-strings.ts';
import { sentences } from '../words.tsx';
import { hostOf, type StampDeps } from './stamp-deps.ts';
import { useStamp } from './use-stamp.ts';

interface StampSectionProps {
  deps: StampDeps;
  language: Language;
  announce(text: string): void;
}

/** SHA-256 of nothing: no export has it. */
const EXAMPLE = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const NOTES = { freetsa: 'freetsa_is', sectigo_qualified: 'sectigo_qualified_is', sectigo: 'sectigo_is', digicert: 'digicert_is' } as const;

/** Which authority is asked for time stamps, and what it then learns. Off until the reader chooses. */
export function StampSection({ deps, language, announce }: StampSectionProps) {
  const say = useStrings(words, language);
  const { url, granted, error: readError } = useStamp(deps);
  const [entering, setEntering] = useState(false);
  const [text, setText] = useState('');
  const [bad, setBad] = useState(false);
  const [refused, setRefused] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const box = useRef<HTMLElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    // What had the focus went with its step: it goes on to the next one.
    if (!moved.current || document.activeElement !== document.body) return;
    const next = box.current?.querySelector<HTMLElement>('[data-next]');
    next?.focus();
    if (next) moved.current = false;
  });
  const listed = deps.authorities.find((one) => one.url === url);
  const value = entering ? 'other' : !url ? 'off' : listed ? listed.id : 'other';
  const country = new Intl.DisplayNames([htmlLang(language)], { type: 'region' });

  function choose(next: string | null) {
    setError(null);
    setRefused(false);
    deps.choose(next).then(() => announce(say(next === null ? 'off_said' : 'chosen')), setError);
  }
  function pick(id: string) {
    setBad(false);
    setEntering(id === 'other');
    if (id === 'other') setText(listed || !url ? '' : url);
    else choose(deps.authorities.find((one) => one.id === id)?.url ?? null);
  }
  function keep(event: Event) {
    event.preventDefault();
    const parsed = deps.parse(text);
    setBad(parsed === null);
    if (parsed === null) return announce(say('address_bad'));
    moved.current = true;
    setEntering(false);
    choose(parsed);
  }
  function allow(address: string) {
    // First of all: the browser takes the request only while the click lasts.
    const asked = deps.request(address);
    moved.current = true;
    setError(null);
    asked.then((may) => {
      setRefused(!may);
      announce(say(may ? 'allowed' : 'refused_by_you', { host: hostOf(address) }));
    }, setError);
  }

  const shown = error ?? readError;
  return (
    <section class="card" aria-labelledby="stamp-title" ref={box}>
      <h2 id="stamp-title">{say('title')}</h2>
      <p class="muted">{say('lead')}</p>
      {shown ? <FailureNotice error={shown} language={language} onClose={() => setError(null)} /> : null}
      <label class="field">
        <span>{say('choose')}</span>
        <select value={value} disabled={url === undefined} onChange={(event) => pick(event.currentTarget.value)}>
          <option value="off">{say('off')}</option>
          {deps.authorities.map((one) => <option key={one.id} value={one.id}>{say('run_from', { name: one.name, country: country.of(one.country) ?? one.country })}</option>)}
          <option value="other">{say('other')}</option>
        </select>
      </label>
      {entering ? (
        <form onSubmit={keep} noValidate>
          <label class="field">
            <span>{say('address')}</span>
            <input type="url" value={text} autocomplete="off" spellcheck={false} maxLength={500} aria-invalid={bad} aria-describedby="stamp-address-is" onInput={(event) => setText(event.currentTarget.value)} />
          </label>
          <p class={bad ? 'wrong small' : 'muted small'} id="stamp-address-is">{say(bad ? 'address_bad' : 'address_is')}</p>
          <p class="actions"><button type="submit">{say('address_keep')}</button></p>
        </form>
      ) : null}
      {!entering && !url ? <p class="muted small">{say('none_here')}</p> : null}
      {!entering && url ? (
        <>
          <p><Foreign text={url} language={language} max={500} /></p>
          <p class="muted small">{sentences(language, listed ? say(NOTES[listed.id as keyof typeof NOTES]) : say('own_is'), url.startsWith('http:') ? say('plain') : '')}</p>
          {granted ? <p tabIndex={-1} data-next>{say('allowed', { host: hostOf(url) })}</p> : (
            <>
              <p>{say(refused ? 'refused_by_you' : 'not_allowed')}</p>
              <p class="actions"><button type="button" aria-describedby="stamp-allow-is" data-next onClick={() => allow(url)}>{say('allow', { host: hostOf(url) })}</button></p>
              <p class="muted small" id="stamp-allow-is">{say('allow_is')}</p>
            </>
          )}
        </>
      ) : null}
      <h3>{say('leaves')}</h3>
      <p class="small">{sentences(language, say('leaves_when'), say('leaves_is'))}</p>
      <p><code class="hash" role="img" aria-label={say('example')}>{EXAMPLE}</code></p>
      <p class="small">{say('sees')}</p>
      <p class="muted small">{say('court')}</p>
    </section>
  );
}
