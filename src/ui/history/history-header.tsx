import { common } from '../../locales/common.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { ProductMark } from '../icons.tsx';
import { useStrings } from '../use-strings.ts';

interface HistoryHeaderProps {
  language: Language;
  calm: boolean;
  optionsUrl: string;
  canExport: boolean;
  onCalm(calm: boolean): void;
  onExport(): void;
}

export function HistoryHeader({ language, calm, optionsUrl, canExport, onCalm, onExport }: HistoryHeaderProps) {
  const say = useStrings(history, language);
  const sayCommon = useStrings(common, language);
  return (
    <header class="page-head">
      <p class="product"><ProductMark /> {sayCommon('product')}</p>
      <h1>{say('title')}</h1>
      <div class="head-actions">
        <label class="check calm">
          <input type="checkbox" checked={calm} onChange={(event) => onCalm(event.currentTarget.checked)} />
          <span>{say('calm')}</span>
        </label>
        <a class="button quiet" href={optionsUrl}>{sayCommon('options')}</a>
        <button type="button" disabled={!canExport} onClick={onExport}>{say('export_open')}</button>
      </div>
    </header>
  );
}
