import { useState } from 'preact/hooks';
import type { Family, Label, ConversationWord } from '../core/verdict.ts';
import { familyOf } from '../core/verdict.ts';
import { labelNames } from '../locales/labels.ts';
import { fill, htmlLang, type Language } from '../locales/language.ts';
import { mark } from '../locales/mark.ts';
import type { Guard } from './guard.ts';
import { FamilyShape, StateGlyph } from './icons.tsx';
import type { MarkState } from './mark-state.ts';
import { mayBe, stateName } from './wording.ts';

export interface CardView {
  key: string;
  families: Family[];
  labels: Label[];
  words: { text: string; family: Family }[];
  /** The reader marked it: nothing was estimated. */
  byReader: boolean;
  state: MarkState;
  /** Asked for and not answered yet. */
  pending: 'archive' | 'dismiss' | 'undo' | null;
  dark: boolean;
}

export interface CardActs {
  archive(): void;
  dismiss(): void;
  restore(): void;
  confirm(confirmed: boolean): void;
  retry(): void;
  word(word: ConversationWord | null): void;
  openHistory(): void;
  close(): void;
}

interface Shared {
  view: CardView;
  acts: CardActs;
  language: Language;
  guard: Guard;
}

/** Most quoted words shown; the rest is counted. */
const MOST_WORDS = 5;

/** The inside of the card: what was found, that it is kept, and what can be done. Every control obeys only a person. */
export function Card({ calm, ...shared }: Shared & { calm: boolean }) {
  const { view, acts, language, guard } = shared;
  const words = mark[language];
  const gone = view.state.flag === 'dismissed';
  return (
    <>
      <div class="head">
        <span class="shapes">{view.families.map((family) => <FamilyShape key={family} family={family} />)}</span>
        <h2 id="title">{view.byReader ? words.by_reader : mayBe(view.families, language)}</h2>
        <button type="button" class="close" aria-label={words.close} onClick={(event) => event.isTrusted && acts.close()}>
          <StateGlyph name="close" />
        </button>
      </div>
      <ul class="labels">
        {view.labels.map((label) => <li key={label} class={familyOf(label)}>{labelNames[language][label]}</li>)}
      </ul>
      <Status {...shared} />
      {gone || view.byReader ? null : <Words key={view.key} calm={calm} {...shared} />}
      <Chat key={view.key} {...shared} />
      <div class="foot">
        <span class="small">{view.byReader ? '' : words.estimate}</span>
        <button type="button" class="link" onClick={(event) => guard.allows(event) && acts.openHistory()}>{words.history}</button>
      </div>
    </>
  );
}

function Words({ view, language, guard, calm }: Shared & { calm: boolean }) {
  const words = mark[language];
  const [open, setOpen] = useState(!calm);
  if (view.words.length === 0) return <p class="small">{words.words_whole}</p>;
  const rest = view.words.length - MOST_WORDS;
  return (
    <div class="words">
      {calm ? (
        <button type="button" class="link" aria-expanded={open} onClick={(event) => guard.allows(event) && setOpen(!open)}>
          {open ? words.words_hide : words.words_show}
        </button>
      ) : (
        <p class="small">{words.words_title}</p>
      )}
      {open ? (
        <ul class="quotes" lang="zh">
          {view.words.slice(0, MOST_WORDS).map(({ text, family }) => (
            <li key={`${family} ${text}`} class={family}><bdi dir="auto">{text}</bdi></li>
          ))}
          {rest > 0 ? <li class="small" lang={htmlLang(language)}>{fill(words.words_more, { n: rest })}</li> : null}
        </ul>
      ) : null}
    </div>
  );
}

/** What has become of the message, in words that are only said once they are true. */
function Status({ view, acts, language, guard }: Shared) {
  const words = mark[language];
  const { state, pending } = view;
  const name = stateName(state);
  const kept = state.kept === 'kept';
  const why = state.failure && words[`why_${state.failure}`];
  const sentences = name === 'failed' ? [words.not_kept, why, words.not_kept_safe]
    : kept && why ? [words.act_failed, why, words.act_failed_safe]
      : [words[`line_${name}`], name === 'archived' && state.picture && state.picture !== 'text' && words[`picture_${state.picture}`]];
  // Reloading is the only remedy there, and the words say so.
  const canRetry = name === 'failed' && state.failure !== 'extension_reloaded';
  const button = (label: string, act: () => void, { main = false, wait = false, busy = false, pressed }: { main?: boolean; wait?: boolean; busy?: boolean; pressed?: boolean } = {}) => (
    <button
      type="button"
      class={main ? 'act main' : 'act'}
      aria-disabled={wait || busy ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      aria-pressed={pressed}
      title={wait ? words.needs_kept : undefined}
      aria-description={wait ? words.needs_kept : undefined}
      onClick={(event) => {
        if (guard.allows(event) && !wait && pending === null) act();
      }}
    >
      {label}
    </button>
  );
  const confirmed = state.confirmed === true;
  const confirm = name === 'dismissed' ? null : button(words.confirm, () => acts.confirm(!confirmed), { wait: !kept, pressed: confirmed });
  return (
    <>
      <p class="state" role="status">
        <StateGlyph name={kept && state.failure ? 'failed' : name} />
        <span>{sentences.filter(Boolean).join(words.sentence_gap)}</span>
      </p>
      {name === 'dismissed' || name === 'archived' ? null : (
        <div class="acts">
          {canRetry ? button(words.retry, acts.retry, { main: true }) : null}
          {button(pending === 'archive' ? words.archiving : words.archive, acts.archive, { main: kept, wait: !kept, busy: pending === 'archive' })}
          {button(words.dismiss, acts.dismiss, { wait: !kept, busy: pending === 'dismiss' })}
          {confirm}
        </div>
      )}
      {name === 'archived' ? <div class="acts">{confirm}</div> : null}
      {confirm && confirmed ? <p class="small">{words.confirmed_said}</p> : null}
      {name === 'dismissed' ? <div class="acts">{button(words.undo, acts.restore, { busy: pending === 'undo' })}</div> : null}
    </>
  );
}

/**
 * The reader's own word on the chat: two toggles, each taken back by pressing it again. The one that has most messages
 * go unmarked asks first: a single press, misled or mistaken, must not silence a chat.
 */
function Chat({ view, acts, language, guard }: Shared) {
  const words = mark[language];
  const said = view.state.word;
  const [asking, setAsking] = useState(false);
  const asks = asking && said !== 'not_collector';
  const press = (word: ConversationWord) => {
    if (word !== 'not_collector' || said === word) {
      setAsking(false);
      return acts.word(said === word ? null : word);
    }
    setAsking(!asks);
    // What moves up under the pointer is not what a second press of a double click meant.
    guard.unsettle();
  };
  return (
    <div class="chat" role="group" aria-label={words.chat_title}>
      <div class="acts">
        {(['collector', 'not_collector'] as const).map((word) => (
          <button
            type="button"
            class="act"
            key={word}
            aria-pressed={said === word}
            aria-expanded={word === 'not_collector' && said !== word ? asks : undefined}
            onClick={(event) => guard.allows(event) && press(word)}
          >
            {words[`chat_${word}`]}
          </button>
        ))}
      </div>
      {asks ? (
        <div class="ask">
          <p class="small" role="status">{words.chat_not_collector_ask}</p>
          <button
            type="button"
            class="act"
            onClick={(event) => {
              if (!guard.allows(event)) return;
              setAsking(false);
              acts.word('not_collector');
            }}
          >
            {words.yes}
          </button>
        </div>
      ) : null}
      {said && !asks ? <p class="small">{words[`chat_${said}_said`]}</p> : null}
    </div>
  );
}
