import { useEffect, useRef, useState } from 'preact/hooks';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { CopyText } from '../copy-text.tsx';
import { useStrings } from '../use-strings.ts';
import type { ExportLock as Lock, LOCK_FAULTS, LockTools } from './deps.ts';

/** The lock as its fields hold it. */
export interface LockDraft {
  kind: 'none' | 'passphrase' | 'keys';
  first: string;
  second: string;
  keys: string;
  /** The passphrase was made by us and is shown, so that it can be written down. */
  made: boolean;
}

export const NO_LOCK: LockDraft = { kind: 'none', first: '', second: '', keys: '', made: false };

export type LockTrouble = (typeof LOCK_FAULTS)[number] | 'differs';

/** The lock that the fields stand for, and what is wrong with it. */
export function lockOf({ kind, first, second, keys }: LockDraft, tools: LockTools): { lock: Lock | null; trouble: LockTrouble | null } {
  if (kind === 'none') return { lock: null, trouble: null };
  const lock = kind === 'passphrase' ? { passphrase: first } : { recipients: tools.recipients(keys) };
  return { lock, trouble: tools.fault(lock) ?? (kind === 'passphrase' && first !== second ? 'differs' : null) };
}

interface ExportLockProps {
  draft: LockDraft;
  /** Shown once the reader tried to go on with it. */
  trouble: LockTrouble | null;
  /** How often the reader tried: each time the focus goes to the field that is wrong. */
  tries: number;
  language: Language;
  tools: LockTools;
  onChange(draft: LockDraft): void;
}

/** Whether the files are locked, and with what. */
export function ExportLock({ draft, trouble, tries, language, tools, onChange }: ExportLockProps) {
  const say = useStrings(history, language);
  const [shown, setShown] = useState(false);
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (trouble) box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries]);
  // The field's own types tell its attributes apart by this; both have the same ones here.
  const field = (shown ? 'text' : 'password') as 'password';
  const strength = tools.strength(draft.first);
  const choice = (kind: LockDraft['kind'], words: 'lock_none' | 'lock_passphrase' | 'lock_keys') => (
    <label class="check">
      <input type="radio" name="lock" checked={draft.kind === kind} onChange={() => onChange({ ...draft, kind })} />
      <span>{say(words)}</span>
    </label>
  );
  function make() {
    const passphrase = tools.make();
    onChange({ ...draft, first: passphrase, second: passphrase, made: true });
  }
  const wrong = trouble ? <p class="wrong small" role="alert" id="lock-trouble">{say(trouble === 'differs' ? 'passphrase_differs' : `fault_${trouble}`)}</p> : null;
  return (
    <fieldset class="choices" ref={box}>
      <legend>{say('lock_title')}</legend>
      {choice('none', 'lock_none')}
      {choice('passphrase', 'lock_passphrase')}
      {choice('keys', 'lock_keys')}
      {draft.kind === 'none' ? null : <p class="muted small">{say('lock_is')}</p>}
      {draft.kind === 'passphrase' ? (
        <div class="lock-fields">
          <label class="field">
            <span>{say('passphrase')}</span>
            <input
              type={field} value={draft.first} autocomplete="new-password" spellcheck={false} aria-describedby="lock-strength lock-trouble" aria-invalid={trouble !== null && trouble !== 'differs'}
              onInput={(event) => onChange({ ...draft, first: event.currentTarget.value, made: false })}
            />
          </label>
          <p class="small muted" id="lock-strength" role="status">{strength === 'none' || trouble === 'passphrase_weak' ? '' : say(`strength_${strength}`)}</p>
          <label class="field">
            <span>{say('passphrase_again')}</span>
            <input
              type={field} value={draft.second} autocomplete="new-password" spellcheck={false} aria-describedby="lock-trouble" aria-invalid={trouble === 'differs'}
              onInput={(event) => onChange({ ...draft, second: event.currentTarget.value, made: false })}
            />
          </label>
          {wrong}
          <label class="check"><input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} /><span>{say('passphrase_show')}</span></label>
          <p class="actions"><button type="button" class="small" onClick={make}>{say('passphrase_make')}</button></p>
          {draft.made ? <div class="notice"><p><CopyText text={draft.first} name={say('passphrase')} language={language} /></p><p class="small">{say('passphrase_made')}</p></div> : null}
          <p class="small">{say('passphrase_lost')}</p>
        </div>
      ) : null}
      {draft.kind === 'keys' ? (
        <label class="field">
          <span>{say('keys_field')}</span>
          <textarea rows={3} value={draft.keys} spellcheck={false} autocomplete="off" aria-describedby="lock-keys-is lock-trouble" aria-invalid={trouble !== null} onInput={(event) => onChange({ ...draft, keys: event.currentTarget.value })} />
          <small class="muted" id="lock-keys-is">{say('keys_is')}</small>
        </label>
      ) : null}
      {draft.kind === 'keys' ? wrong : null}
    </fieldset>
  );
}
