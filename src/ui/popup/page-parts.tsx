import type { Language } from '../../locales/language.ts';
import { popup } from '../../locales/popup.ts';
import { Foreign } from '../foreign.tsx';
import { siteName } from '../site-name.ts';
import { useStrings } from '../use-strings.ts';
import { Slot } from '../words.tsx';
import { WHOLE_NAME, type PagePart } from './popup-state.ts';

interface PagePartsProps {
  parts: PagePart[];
  /** A chat is read on this page. */
  reads: boolean;
  /** The page itself shows none, so that it is likely in one of them. */
  leads: boolean;
  /** The browser's question about this one was answered with no. */
  refused: string | null;
  language: Language;
  busy: boolean;
  onTurnOn(pattern: string): void;
  onTurnOff(pattern: string): void;
}

/** Parts of the page that other sites bring: which are read, and which could be. */
export function PageParts({ parts, reads, leads, refused, language, busy, onTurnOn, onTurnOff }: PagePartsProps) {
  const say = useStrings(popup, language);
  const off = parts.filter(({ state }) => state === 'off');
  const name = (pattern: string) => <b><Foreign text={siteName(pattern)} language={language} max={WHOLE_NAME} /></b>;
  const named = (words: string, pattern: string) => <Slot words={words} place="site">{name(pattern)}</Slot>;
  return (
    <>
      {parts.filter(({ state }) => state !== 'off').map(({ pattern, state }, at) => (
        <p class="part" key={pattern}>
          <span id={`part-on-${at}`}>{named(say(state === 'on' ? 'part_on' : 'part_silent'), pattern)}</span>{' '}
          <button type="button" class="link" aria-describedby={`part-on-${at}`} aria-disabled={busy} onClick={() => { if (!busy) onTurnOff(pattern); }}>{say('part_turn_off')}</button>
        </p>
      ))}
      {off.length > 1 ? <p>{say(reads ? 'parts_off_more' : 'parts_off')}</p> : null}
      {off.map(({ pattern }, at) => (
        <div class={off.length > 1 ? 'part row' : 'part'} key={pattern}>
          <p id={`part-${at}`}>{off.length > 1 ? name(pattern) : named(say(reads ? 'part_off_more' : 'part_off'), pattern)}</p>
          <button type="button" class={off.length > 1 ? '' : leads ? 'primary wide' : 'wide'} aria-describedby={`part-${at}`} aria-disabled={busy} onClick={() => { if (!busy) onTurnOn(pattern); }}>
            {say('part_turn_on')}
          </button>
          {refused === pattern ? <p class="notice">{say('part_refused')}</p> : null}
        </div>
      ))}
      {off.length > 0 && !off.some(({ pattern }) => pattern === refused) ? <p class="muted small">{say('part_before')}</p> : null}
    </>
  );
}
