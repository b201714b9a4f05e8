import type { PageHealth } from '../../core/health.ts';
import type { Language } from '../../locales/language.ts';
import { popup } from '../../locales/popup.ts';
import { formatTime, formatWhen } from '../format.ts';
import { healthWords } from '../health-words.ts';
import { useStrings } from '../use-strings.ts';
import type { PopupState } from './popup-state.ts';

/** The toolbar's own signs, so that the one explains the other. */
const SIGNS: Record<PageHealth['state'] | 'no_answer', string> = { reading: '✓', nothing_yet: '…', unsure: '?', broken: '!', no_answer: '…' };

interface TabStatusProps {
  state: PopupState;
  language: Language;
  now?: Date;
}

/** What goes on in this tab: what it is, how it stands, what to do. */
export function TabStatus({ state, language, now = new Date() }: TabStatusProps) {
  const say = useStrings(popup, language);
  if (state.kind === 'unreadable') return <p>{say(`why_${state.why}`)}</p>;
  if (state.kind === 'off') return <p>{say('off')}</p>;
  const health = state.kind === 'no_answer' ? null : state.health;
  const { standing, state: is, trust, notes, next } = healthWords(health, state.kind === 'no_answer' ? null : state.alsoBroken, language);
  const changed = health?.state === 'reading' && (health.fellBackFrom !== null || (state.kind !== 'no_answer' && state.alsoBroken !== null));
  return (
    <div class="tab-status">
      <p class="state-line"><span class={`sign ${standing}`} aria-hidden="true">{changed ? '!' : SIGNS[state.kind]}</span> <b>{is}</b></p>
      {health?.state === 'reading' ? <Figures health={health} language={language} now={now} /> : null}
      {notes.map((note) => <p key={note} class="notice">{note}</p>)}
      {next.map((one) => <p key={one}>{one}</p>)}
      {trust ? <p class="muted small">{trust}</p> : null}
    </div>
  );
}

function Figures({ health: { messages, flagged, lastAt }, language, now }: { health: PageHealth; language: Language; now: Date }) {
  const say = useStrings(popup, language);
  const sameDay = lastAt !== null && new Date(lastAt).toDateString() === now.toDateString();
  return (
    <dl class="figures">
      <div><dt>{say('read')}</dt><dd>{say.count('messages', messages)}</dd></div>
      <div><dt>{say('marked')}</dt><dd>{say.count('messages', flagged)}</dd></div>
      {lastAt ? <div class={sameDay ? '' : 'whole-line'}><dt>{say('last')}</dt><dd>{sameDay ? formatTime(lastAt, language) : formatWhen(lastAt, language)}</dd></div> : null}
    </dl>
  );
}
