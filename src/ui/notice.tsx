import type { ComponentChildren } from 'preact';
import { failureCode } from '../core/failure.ts';
import { common } from '../locales/common.ts';
import { failures } from '../locales/failures.ts';
import type { Language } from '../locales/language.ts';
import { useStrings } from './use-strings.ts';
import { sentences } from './words.tsx';

interface FailureNoticeProps {
  /** Anything thrown, here or in another context. Its own text is never shown: it may hold the page's words. */
  error: unknown;
  language: Language;
  onRetry?: () => void;
  onClose?: () => void;
}

/** What happened, what is safe, what to do next. */
export function FailureNotice({ error, language, onRetry, onClose }: FailureNoticeProps) {
  const say = useStrings(failures, language);
  const sayCommon = useStrings(common, language);
  const code = failureCode(error);
  return (
    <div class="notice warning" role="alert">
      <p class="notice-title">{say(`${code}_what`)}</p>
      <p>{sentences(language, say(`${code}_safe`), say(`${code}_next`))}</p>
      {onRetry || onClose ? (
        <p class="actions">
          {onRetry ? <button type="button" onClick={onRetry}>{sayCommon('retry')}</button> : null}
          {onClose ? <button type="button" class="quiet" onClick={onClose}>{sayCommon('close')}</button> : null}
        </p>
      ) : null}
    </div>
  );
}

/** A calm box for something worth knowing. */
export function Notice({ title, children }: { title?: string; children: ComponentChildren }) {
  return (
    <div class="notice">
      {title ? <p class="notice-title">{title}</p> : null}
      {children}
    </div>
  );
}
