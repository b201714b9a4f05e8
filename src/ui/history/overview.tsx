import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { formatDate, formatNumber } from '../format.ts';
import { useStrings } from '../use-strings.ts';
import { sentences } from '../words.tsx';
import { flagTime, type Facets, type HistoryDeps } from './deps.ts';
import { STATE_CHOICES, type StateChoice } from './filter-choice.ts';

interface OverviewProps {
  facets: Facets;
  ends: Awaited<ReturnType<HistoryDeps['ends']>>;
  state: StateChoice;
  language: Language;
  verifyUrl: string;
  onState(state: StateChoice): void;
  onCheck(): void;
}

/** Counts and dates first: what waits for a decision, and since when. */
export function Overview({ facets, ends, state, language, verifyUrl, onState, onCheck }: OverviewProps) {
  const say = useStrings(history, language);
  const { open, archived, dismissed } = facets.states;
  const counts: Record<StateChoice, number> = { open, archived, dismissed, all: open + archived + dismissed };
  const oldest = ends ? formatDate(flagTime(ends.oldest), language) : '';
  const newest = ends ? formatDate(flagTime(ends.newest), language) : '';
  return (
    <section class="overview" aria-labelledby="overview-title">
      <h2 id="overview-title" tabIndex={-1}>{open > 0 ? say.count('to_decide', open) : say('nothing_to_decide')}</h2>
      <p class="muted">
        {open === 0
          ? say('nothing_to_decide_more')
          : sentences(language, oldest === newest ? say('on_one_day', { date: newest }) : say('on_days', { oldest, newest }), say('no_hurry'))}
      </p>
      <div class="states" role="group" aria-label={say('show_state')}>
        {STATE_CHOICES.map((choice) => (
          <button key={choice} type="button" aria-pressed={choice === state} onClick={() => onState(choice)}>
            <span>{say(`state_${choice}`)}</span>
            <span class="number">{formatNumber(counts[choice], language)}</span>
          </button>
        ))}
      </div>
      <p class="checks">
        <button type="button" class="link small" onClick={onCheck}>{say('check_open')}</button>
        <a class="small" href={verifyUrl}>{say('check_file')}</a>
      </p>
    </section>
  );
}
