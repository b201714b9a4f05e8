import type { PageHealth } from '../core/health.ts';
import { health as words } from '../locales/health.ts';
import type { Language } from '../locales/language.ts';
import { strings } from './use-strings.ts';
import { sentences } from './words.tsx';

/** `ok`: it is read; `wait`: there is nothing to do yet; `look`: the reader should see to it. */
export type Standing = 'ok' | 'wait' | 'look';

/** What a reader of the page is told of its health. Sentences, most pressing first. */
export interface HealthWords {
  standing: Standing;
  /** One short line without a full stop. */
  state: string;
  /** What it is read as, and how far that is trusted; empty where nothing is read. */
  trust: string;
  /** What is not as it should be though it is read. */
  notes: string[];
  /** What is safe and what to do next, in paragraphs. */
  next: string[];
}

/** From here on detection is very sure. */
const VERY_SURE = 0.8;

export function healthWords(health: PageHealth | null, alsoBroken: string | null, language: Language): HealthWords {
  const say = strings(words, language);
  if (!health) return { standing: 'look', state: say('state_no_answer'), trust: '', notes: [], next: [say('do_no_answer')] };
  const { state, program, fellBackFrom, note } = health;
  const notes = [
    ...(fellBackFrom === null ? [] : [sentences(language, say('fell_back', { program: fellBackFrom }), state === 'reading' ? say('check_it') : '')]),
    ...(alsoBroken === null ? [] : [say('also_broken', { program: alsoBroken })]),
    ...(note === null ? [] : [say(`note_${note}`)]),
  ];
  switch (state) {
    case 'reading': return { standing: notes.length > 0 ? 'look' : 'ok', state: say('state_reading'), trust: trustWords(health, language), notes, next: [] };
    case 'unsure': return { standing: 'look', state: say('state_unsure'), trust: '', notes, next: [say('do_unsure')] };
    case 'nothing_yet': return {
      standing: notes.length > 0 ? 'look' : 'wait', state: say('state_nothing_yet'), trust: '', notes,
      next: [program ? say('do_nothing_yet_in', { program }) : say('do_nothing_yet')],
    };
    case 'broken': return {
      standing: 'look', state: program ? say('state_broken_in', { program }) : say('state_broken'), trust: '', notes,
      next: [sentences(language, say('broken_why'), say('broken_safe')), sentences(language, say('do_broken'), say('do_reload'))],
    };
  }
}

function trustWords({ trust, adapter, program: named, confidence, fellBackFrom }: PageHealth, language: Language): string {
  const say = strings(words, language);
  const program = named || adapter;
  switch (trust) {
    case 'run':
    case 'sourced': return say(`trust_${trust}`, { program });
    case 'taught':
    case 'practice': return say(`trust_${trust}`);
    case 'detected': {
      const how = confidence === null ? say('trust_detected_plain') : say('trust_detected', { sure: say(confidence >= VERY_SURE ? 'sure_very' : 'sure_fairly') });
      // Said already where the page has changed.
      return sentences(language, how, fellBackFrom === null ? say('check_it') : '');
    }
    // Messages that came in as a file are of no page; whatever else it is, it was not tried.
    case 'guessed':
    case 'imported': return sentences(language, say('trust_guessed', { program }), say('check_it'));
  }
}

/** Whether to offer that the reader shows where the messages are: wherever it is not a program that is known. */
export function mayBeShown({ state, trust, fellBackFrom }: PageHealth): boolean {
  return state !== 'reading' || fellBackFrom !== null || trust === 'detected' || trust === 'taught' || trust === 'guessed';
}
