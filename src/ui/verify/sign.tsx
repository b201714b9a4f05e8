import { Icon } from '../icons.tsx';

/** Good, bad or open: by colour, by form and by a word for whoever sees neither. */
export function Sign({ ok, words }: { ok: boolean | null; words?: string }) {
  const kind = ok === null ? 'open' : ok ? 'good' : 'bad';
  return (
    <span class={`sign ${kind}`} role="img" aria-label={words} aria-hidden={words === undefined ? 'true' : undefined}>
      {ok === null ? '?' : <Icon name={ok ? 'check' : 'close'} />}
    </span>
  );
}
