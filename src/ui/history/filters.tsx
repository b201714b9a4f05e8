import { useEffect, useRef, useState } from 'preact/hooks';
import { familyOf, LABELS, type Family, type Label } from '../../core/verdict.ts';
import { history } from '../../locales/history.ts';
import { familyNames, labelNames } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import { formatNumber } from '../format.ts';
import { FamilyIcon } from '../icons.tsx';
import { useStrings } from '../use-strings.ts';
import { cutAt, visiblePieces } from '../visible-text.ts';
import type { Facets } from './deps.ts';
import { narrowing, widened, type FilterChoice } from './filter-choice.ts';

export interface FiltersProps {
  choice: FilterChoice;
  facets: Facets;
  language: Language;
  onChange(choice: FilterChoice): void;
}

/** A page's own words inside an `<option>`, which takes plain text only: cut, with hidden characters spelled out. */
export function optionText(text: string, max = 48): string {
  const end = cutAt(text, max);
  const shown = visiblePieces(text.slice(0, end)).map((piece) => (piece.kind === 'text' ? piece.text : `[${piece.code}]`)).join('');
  return end < text.length ? `${shown}…` : shown;
}

const FAMILIES: Family[] = ['threat', 'privacy'];
const TYPING_MS = 180;

export function Filters({ choice, facets, language, onChange }: FiltersProps) {
  const say = useStrings(history, language);
  const set = (part: Partial<FilterChoice>) => onChange({ ...choice, ...part });
  const count = narrowing(choice);
  // On a narrow screen the messages come first; the fields open on demand.
  const [roomy] = useState(() => window.matchMedia('(min-width: 860px)').matches);
  const chats = facets.conversations.filter(({ site }) => !choice.site || site === choice.site);
  return (
    <form class="filters" role="search" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
      <SearchField value={choice.text} label={say('search')} hint={say('search_hint')} onChange={(text) => set({ text })} />
      <details class="filter-fields" open={roomy}>
        <summary>{count > 0 ? say('filters_on', { n: count }) : say('filters')}</summary>
        {FAMILIES.map((family) => (
          <fieldset key={family}>
            <legend><FamilyIcon family={family} /> {familyNames[language][family]}</legend>
            {LABELS.filter((label) => familyOf(label) === family).map((label) => (
              <LabelBox
                key={label}
                label={label}
                count={facets.labels[label] ?? 0}
                checked={choice.labels.includes(label)}
                language={language}
                onChange={(checked) => set({ labels: checked ? [...choice.labels, label] : choice.labels.filter((other) => other !== label) })}
              />
            ))}
          </fieldset>
        ))}
        <label class="field">
          <span>{say('site')}</span>
          <select value={choice.site} onChange={(event) => set({ site: event.currentTarget.value, conversation: '' })}>
            <option value="">{say('any_site')}</option>
            {facets.sites.map(({ site, count: n }) => <option key={site} value={site}>{`${optionText(site)} (${formatNumber(n, language)})`}</option>)}
          </select>
        </label>
        <label class="field">
          <span>{say('conversation')}</span>
          <select value={choice.conversation} onChange={(event) => set({ conversation: event.currentTarget.value })}>
            <option value="">{say('any_conversation')}</option>
            {chats.map(({ site, id, title, count: n }) => (
              <option key={`${site} ${id}`} value={`${site} ${id}`}>{`${optionText(title || id)} (${formatNumber(n, language)})`}</option>
            ))}
          </select>
        </label>
        <div class="days">
          <label class="field"><span>{say('from_day')}</span><input type="date" value={choice.fromDay} max={choice.toDay || undefined} onChange={(event) => set({ fromDay: event.currentTarget.value })} /></label>
          <label class="field"><span>{say('to_day')}</span><input type="date" value={choice.toDay} min={choice.fromDay || undefined} onChange={(event) => set({ toDay: event.currentTarget.value })} /></label>
        </div>
        {count > 0 ? <button type="button" class="link" onClick={() => onChange(widened(choice))}>{say('clear_filters')}</button> : null}
      </details>
    </form>
  );
}

interface LabelBoxProps {
  label: Label;
  count: number;
  checked: boolean;
  language: Language;
  onChange(checked: boolean): void;
}

function LabelBox({ label, count, checked, language, onChange }: LabelBoxProps) {
  return (
    <label class={`check${count === 0 ? ' none' : ''}`}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{labelNames[language][label]}</span>
      <span class="number">{formatNumber(count, language)}</span>
    </label>
  );
}

/** Searches while the reader types, after a short pause, and not in the middle of an input method's composition. */
function SearchField({ value, label, hint, onChange }: { value: string; label: string; hint: string; onChange(text: string): void }) {
  const [text, setText] = useState(value);
  const [composing, setComposing] = useState(false);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (composing || text === value) return;
    const timer = setTimeout(() => latest.current(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, composing, value]);
  return (
    <label class="field search">
      <span>{label}</span>
      <input
        type="search"
        value={text}
        placeholder={hint}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      />
    </label>
  );
}
