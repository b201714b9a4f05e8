import { failureCode } from '../../core/failure.ts';
import { common } from '../../locales/common.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { FailureNotice } from '../notice.tsx';
import { useStrings } from '../use-strings.ts';
import { sentences } from '../words.tsx';
import { DeletedMeanwhile } from './deps.ts';

/** Why no file was made. Two of the reasons mean something else here than elsewhere, and have words of their own. */
export function ExportFailure({ error, language, onRetry }: { error: unknown; language: Language; onRetry(): void }) {
  const say = useStrings(history, language);
  const sayCommon = useStrings(common, language);
  const own = error instanceof DeletedMeanwhile ? 'meanwhile' : failureCode(error) === 'not_found' ? 'none_left' : null;
  if (!own) return <FailureNotice error={error} language={language} onRetry={onRetry} />;
  return (
    <div class="notice warning" role="alert">
      <p class="notice-title">{say(`${own}_what`)}</p>
      <p>{sentences(language, say(`${own}_safe`), say(`${own}_next`))}</p>
      {own === 'meanwhile' ? <p class="actions"><button type="button" onClick={onRetry}>{sayCommon('retry')}</button></p> : null}
    </div>
  );
}
