import { useState } from 'preact/hooks';
import { common } from '../locales/common.ts';
import type { Language } from '../locales/language.ts';
import { Icon } from './icons.tsx';
import { useStrings } from './use-strings.ts';

interface CopyTextProps {
  text: string;
  /** What is copied, for a screen reader, e.g. "SHA-256 of the manifest". */
  name: string;
  language: Language;
  copy?: (text: string) => Promise<void>;
}

/** A hash or name that can be selected whole with one click, or copied. */
export function CopyText({ text, name, language, copy = (words) => navigator.clipboard.writeText(words) }: CopyTextProps) {
  const say = useStrings(common, language);
  const [state, setState] = useState<'idle' | 'copied' | 'by_hand'>('idle');
  return (
    <span class="copy-text">
      <code class="hash">{text}</code>
      <button
        type="button"
        class="quiet small"
        aria-label={`${say('copy')}: ${name}`}
        onClick={() => copy(text).then(() => setState('copied'), () => setState('by_hand'))}
      >
        <Icon name={state === 'copied' ? 'check' : 'copy'} />
        <span aria-live="polite">{say(state === 'copied' ? 'copied' : state === 'by_hand' ? 'copy_by_hand' : 'copy')}</span>
      </button>
    </span>
  );
}
