import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { useStrings } from '../use-strings.ts';
import { Slot } from '../words.tsx';

/** Nothing was ever kept: says how to begin. */
export function EmptyHistory({ language, practiceUrl }: { language: Language; practiceUrl: string }) {
  const say = useStrings(history, language);
  return (
    <section class="empty" aria-labelledby="empty-title">
      <h2 id="empty-title">{say('empty_title')}</h2>
      <p>{say('empty_lead')}</p>
      <ol class="steps">
        <li>{say('empty_step_1')}</li>
        <li>{say('empty_step_2')}</li>
        <li>{say('empty_step_3')}</li>
      </ol>
      <p><Slot words={say('empty_practice')} place="link"><a href={practiceUrl}>{say('practice_link')}</a></Slot></p>
    </section>
  );
}

/** The filter finds nothing, or this state is empty. */
export function NoMatch({ language, narrowed, onClear }: { language: Language; narrowed: boolean; onClear(): void }) {
  const say = useStrings(history, language);
  return (
    <div class="empty small-empty">
      <p>{say(narrowed ? 'no_match' : 'no_in_state')}</p>
      {narrowed ? <p><button type="button" onClick={onClear}>{say('clear_filters')}</button></p> : null}
    </div>
  );
}
