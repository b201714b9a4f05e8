import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { common } from '../../locales/common.ts';
import type { Language } from '../../locales/language.ts';
import { popup } from '../../locales/popup.ts';
import { Foreign } from '../foreign.tsx';
import { mayBeShown } from '../health-words.ts';
import { ProductMark } from '../icons.tsx';
import { FailureNotice } from '../notice.tsx';
import { siteName } from '../site-name.ts';
import { LiveRegion } from '../status.tsx';
import { useDocumentLanguage, useStrings } from '../use-strings.ts';
import { ArchiveView, type ViewArchived } from './archive-view.tsx';
import { PageParts } from './page-parts.tsx';
import { popupState, WHOLE_NAME, type PopupState, type TabFacts } from './popup-state.ts';
import { TabStatus } from './tab-status.tsx';

export interface PopupDeps {
  /** Asks the browser and the tab what is true now. */
  facts(): Promise<TabFacts>;
  /** Asks for the permission, first thing in the click; resolves to what is then true. */
  requestSite(pattern: string): Promise<boolean>;
  /** Starts reading there, open tabs included. */
  turnedOn(pattern: string): Promise<unknown>;
  turnOff(pattern: string): Promise<unknown>;
  /** Lets the reader choose a message in the tab that was missed, or ends it. On success the popup makes room. */
  pickMissed(on: boolean): Promise<unknown>;
  /** Archives the marked messages that show in the tab now. The popup stays: what came of it is said in it. */
  archiveInView(): Promise<ViewArchived>;
  /** Lets the reader show in the tab where the messages are. On success the popup makes room. */
  teach(): Promise<unknown>;
  /** Flags of today, any site. */
  keptToday(): Promise<number>;
  openHistory(): void;
  openOptions(): void;
}

export interface PopupPageProps {
  deps: PopupDeps;
  language: Language;
  /** How often the tab is asked again while the popup is open. */
  everyMs?: number;
}

export function PopupPage({ deps, language, everyMs = 1500 }: PopupPageProps) {
  const say = useStrings(popup, language);
  const sayCommon = useStrings(common, language);
  useDocumentLanguage(language, sayCommon('product'));
  const [state, setState] = useState<PopupState | null>(null);
  const [today, setToday] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [said, setSaid] = useState('');
  const alive = useRef(true);

  const look = useCallback(async () => {
    const [facts, kept] = await Promise.all([deps.facts(), deps.keptToday().catch(() => null)]);
    if (!alive.current) return;
    setState(popupState(facts));
    setToday(kept);
  }, [deps]);

  useEffect(() => {
    alive.current = true;
    look().catch(setError);
    const timer = setInterval(() => look().catch(() => undefined), everyMs);
    return () => {
      alive.current = false;
      clearInterval(timer);
    };
  }, [look, everyMs]);

  function turnOn(pattern: string, done: 'said_on' | 'said_part_on') {
    // First of all: the browser takes the request only while the click lasts.
    const asked = deps.requestSite(pattern);
    setBusy(true);
    setError(null);
    setRefused(null);
    asked
      .then(async (granted) => {
        if (granted) await deps.turnedOn(pattern);
        setRefused(granted ? null : pattern);
        await look();
        setSaid(say(granted ? done : done === 'said_on' ? 'refused' : 'part_refused'));
      })
      .catch(setError)
      .finally(() => setBusy(false));
  }

  function turnOff(pattern: string, done: 'said_off' | 'said_part_off') {
    setBusy(true);
    setError(null);
    deps.turnOff(pattern)
      .then(look)
      .then(() => setSaid(say(done)))
      .catch(setError)
      .finally(() => setBusy(false));
  }

  /** Something that begins or ends on the page. */
  function onPage(act: () => Promise<unknown>) {
    if (busy) return;
    setBusy(true);
    setError(null);
    act().then(look).catch(setError).finally(() => setBusy(false));
  }

  const on = state && state.kind !== 'unreadable' && state.kind !== 'off';
  // Where nothing else can be done it leads, else it stands behind.
  const teachFirst = state?.kind === 'unsure' || state?.kind === 'broken';
  const teach = state && 'health' in state && mayBeShown(state.health) ? (
    <button type="button" class={state.kind === 'unsure' ? 'primary wide' : teachFirst ? 'wide' : 'quiet wide'} aria-disabled={busy} onClick={() => onPage(() => deps.teach())}>
      {say(teachFirst ? 'teach' : state.kind === 'nothing_yet' ? 'teach_open' : 'teach_instead')}
    </button>
  ) : null;
  // Where the page itself shows no chat, its parts are the next thing to look at.
  const leads = state?.kind === 'nothing_yet' || state?.kind === 'no_answer';
  const parts = state && state.kind !== 'unreadable' && state.parts.length > 0 ? (
    <PageParts
      parts={state.parts}
      reads={state.kind === 'reading'}
      leads={leads}
      refused={refused}
      language={language}
      busy={busy}
      onTurnOn={(pattern) => turnOn(pattern, 'said_part_on')}
      onTurnOff={(pattern) => turnOff(pattern, 'said_part_off')}
    />
  ) : null;
  return (
    <div class="popup">
      <header class="popup-head">
        <h1 class="product"><ProductMark /> {sayCommon('product')}</h1>
      </header>
      <LiveRegion text={said} />
      <main>
        {error ? <FailureNotice error={error} language={language} onRetry={() => { setError(null); look().catch(setError); }} /> : null}
        {!state && !error ? <p class="muted">{sayCommon('loading')}</p> : null}
        {state && state.kind !== 'unreadable' ? (
          <p class="site">
            <span class={on ? 'switch on' : 'switch'}>{say(on ? 'is_on' : 'is_off')}</span>
            <b><Foreign text={siteName(state.pattern)} language={language} max={WHOLE_NAME} /></b>
          </p>
        ) : null}
        {state ? <TabStatus state={state} language={language} /> : null}
        {state?.kind === 'off' ? (
          <>
            <button type="button" class="primary wide" aria-disabled={busy} onClick={() => { if (!busy) turnOn(state.pattern, 'said_on'); }}>{say('turn_on')}</button>
            {refused === state.pattern ? <p class="notice">{say('refused')}</p> : <p class="muted small">{say('before_prompt')}</p>}
          </>
        ) : null}
        {leads ? parts : null}
        {state?.kind === 'reading' && state.health.flagged > 0 ? <ArchiveView language={language} busy={busy} onArchive={deps.archiveInView} onSaid={setSaid} /> : null}
        {state?.kind === 'reading' ? (
          <button type="button" class="wide" aria-disabled={busy} onClick={() => onPage(() => deps.pickMissed(!state.picking))}>{say(state.picking ? 'missed_stop' : 'missed')}</button>
        ) : null}
        {teach}
        {leads ? null : parts}
        {on ? (
          <button type="button" class="wide" aria-disabled={busy} onClick={() => { if (!busy) turnOff(state.pattern, 'said_off'); }}>{say('turn_off')}</button>
        ) : null}
        <p class="promise muted small">{say(state?.kind === 'unreadable' ? 'promise_elsewhere' : state?.kind === 'off' ? 'promise_off' : 'promise')}</p>
      </main>
      <footer class="popup-foot">
        <button type="button" class="quiet" onClick={deps.openHistory}>
          {sayCommon('history')} {today === null ? null : <span class="count">{say.count('today', today)}</span>}
        </button>
        <button type="button" class="quiet" onClick={deps.openOptions}>{sayCommon('options')}</button>
      </footer>
    </div>
  );
}
