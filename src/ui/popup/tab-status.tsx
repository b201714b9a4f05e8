import type { Language } from '../../locales/language.ts';
import { popup } from '../../locales/popup.ts';
import { formatTime, formatWhen } from '../format.ts';
import { useStrings } from '../use-strings.ts';
import type { PopupState } from './popup-state.ts';

/** What goes on in this tab, in a sentence or two. */
export function TabStatus({ state, language, now = new Date() }: { state: PopupState; language: Language; now?: Date }) {
  const say = useStrings(popup, language);
  switch (state.kind) {
    case 'unreadable': return <p class="state-line">{say(`why_${state.why}`)}</p>;
    case 'off': return <p class="state-line">{say('off')}</p>;
    case 'no_answer': return <p class="state-line">{say('no_answer')}</p>;
    case 'nothing_yet': return <p class="state-line">{say('nothing_yet')}</p>;
    case 'broken': return <p class="state-line">{say('broken')}</p>;
    case 'reading': {
      const { messages, flagged, lastAt, trust } = state.health;
      const sameDay = lastAt !== null && new Date(lastAt).toDateString() === now.toDateString();
      return (
        <>
          <dl class="figures">
            <div><dt>{say('read')}</dt><dd>{say.count('messages', messages)}</dd></div>
            <div><dt>{say('marked')}</dt><dd>{say.count('messages', flagged)}</dd></div>
            {lastAt ? <div class={sameDay ? '' : 'whole-line'}><dt>{say('last')}</dt><dd>{sameDay ? formatTime(lastAt, language) : formatWhen(lastAt, language)}</dd></div> : null}
          </dl>
          {trust === 'detected' || trust === 'guessed' ? <p class="muted small">{say('less_sure')}</p> : null}
        </>
      );
    }
  }
}
