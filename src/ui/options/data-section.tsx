import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../locales/language.ts';
import { options } from '../../locales/options.ts';
import { CopyText } from '../copy-text.tsx';
import { formatBytes, formatNumber } from '../format.ts';
import { FailureNotice } from '../notice.tsx';
import { useStrings } from '../use-strings.ts';
import { useWatched, type Watch } from '../use-watched.ts';

export interface StorageUse {
  used: number;
  /** 0 when the browser does not say. */
  quota: number;
  /** The browser has promised not to clear it by itself. */
  persisted: boolean;
}

export interface DataDeps {
  watch: Watch;
  counts(): Promise<{ flags: number; entries: number }>;
  storageUse(): Promise<StorageUse>;
  /** Asks the browser; resolves to what is then true. */
  persist(): Promise<boolean>;
  /** SHA-256 (hex) of this device's public key. */
  keyFingerprint(): Promise<string>;
}

interface DataSectionProps {
  deps: DataDeps;
  language: Language;
  announce(text: string): void;
}

/** How much is kept, whether the browser may clear it, and which key seals it. */
export function DataSection({ deps, language, announce }: DataSectionProps) {
  const say = useStrings(options, language);
  const counts = useWatched(deps.watch, deps.counts, 'counts');
  const [use, setUse] = useState<StorageUse | null>(null);
  const [fingerprint, setFingerprint] = useState('');
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const flags = counts.value?.flags;
  useEffect(() => { deps.storageUse().then(setUse, setError); }, [deps, flags]);
  useEffect(() => { deps.keyFingerprint().then(setFingerprint, setError); }, [deps]);

  async function ask() {
    setError(null);
    try {
      const persisted = await deps.persist();
      setAsked(true);
      setUse(await deps.storageUse());
      announce(say(persisted ? 'persisted' : 'not_persisted'));
    } catch (thrown) {
      setError(thrown);
    }
  }

  return (
    <section class="card" aria-labelledby="data-title">
      <h2 id="data-title">{say('data')}</h2>
      {error || counts.error ? <FailureNotice error={error ?? counts.error} language={language} onClose={error ? () => setError(null) : undefined} /> : null}
      <dl class="facts">
        <div class="fact"><dt>{say('kept')}</dt><dd>{counts.value ? say.count('kept_messages', counts.value.flags) : '…'}</dd></div>
        <div class="fact"><dt>{say('sealed')}</dt><dd>{counts.value ? formatNumber(counts.value.entries, language) : '…'}</dd></div>
        {use ? (
          <div class="fact">
            <dt>{say('space')}</dt>
            <dd>
              {use.quota > 0
                ? say('space_of', { used: formatBytes(use.used, language), quota: formatBytes(use.quota, language) })
                : formatBytes(use.used, language)}
              {use.quota > 0 ? <meter min={0} max={use.quota} value={use.used} aria-label={say('space')} /> : null}
            </dd>
          </div>
        ) : null}
        {use ? (
          <div class="fact">
            <dt>{say('protection')}</dt>
            <dd>
              {say(use.persisted ? 'persisted' : asked ? 'not_persisted' : 'persist_why')}
              {use.persisted ? null : <p class="actions"><button type="button" onClick={() => void ask()}>{say(asked ? 'persist_again' : 'persist')}</button></p>}
            </dd>
          </div>
        ) : null}
        <div class="fact">
          <dt>{say('key')}</dt>
          <dd>
            {fingerprint ? <CopyText text={fingerprint} name={say('key')} language={language} /> : '…'}
            <p class="muted small">{say('key_is')}</p>
          </dd>
        </div>
      </dl>
      <p class="muted small">{say('data_where')}</p>
    </section>
  );
}
