import { failures } from '../../locales/failures.ts';
import type { Language } from '../../locales/language.ts';
import { selfCheck } from '../../locales/self-check.ts';
import { formatNumber, formatTime, formatWhen } from '../format.ts';
import { healthWords, mayBeShown, type Standing } from '../health-words.ts';
import { siteName } from '../site-name.ts';
import { strings } from '../use-strings.ts';
import { sentences } from '../words.tsx';
import type { SelfCheckResults } from './self-check.ts';

/** One result in words: for the page and for the copy alike. Never a message, an address or a title of a page. */
export interface Line {
  id: string;
  standing: Standing;
  /** What was looked at. */
  what: string;
  /** How it stands, short. */
  state: string;
  /** More, and what to do. */
  more: string[];
  repairable?: boolean;
}

export function basicLines({ marking, storage, sites }: SelfCheckResults, language: Language): Line[] {
  const say = strings(selfCheck, language);
  const sayFailure = strings(failures, language);
  const line = (id: 'marking' | 'storage' | 'sites', standing: Standing, ...more: string[]): Line =>
    ({ id, standing, what: say(id), state: say(`word_${standing}`), more });
  return [
    marking ? line('marking', 'ok', say('marking_ok')) : line('marking', 'look', say('marking_bad')),
    typeof storage === 'string'
      ? line('storage', 'look', sentences(language, sayFailure(`${storage}_what`), sayFailure(`${storage}_safe`), sayFailure(`${storage}_next`)))
      : line('storage', 'ok', say('storage_ok', { flags: formatNumber(storage.flags, language), entries: formatNumber(storage.entries, language) })),
    !sites.stands
      ? { ...line('sites', 'look', say('sites_bad')), repairable: true }
      : sites.count === 0 ? line('sites', 'wait', say('sites_none')) : line('sites', 'ok', say.count('sites_ok', sites.count)),
  ];
}

export function tabLines({ at, tabs }: SelfCheckResults, language: Language): Line[] {
  const say = strings(selfCheck, language);
  return tabs.map(({ pattern, n, found }, index) => {
    const { standing, state, trust, notes, next } = healthWords(found, found?.alsoBroken ?? null, language);
    const figures = found && found.messages > 0 ? figuresOf(found, at, language) : '';
    const show = found && standing === 'look' && mayBeShown(found) ? say('show_there') : '';
    return {
      id: `tab ${index}`,
      standing,
      what: n > 0 ? say('tab_of', { site: siteName(pattern), n }) : siteName(pattern),
      state,
      more: [figures, ...notes, trust, sentences(language, ...next, show)].filter(Boolean),
      // A reader may never have been started there.
      repairable: found === null,
    };
  });
}

function figuresOf({ messages, flagged, lastAt }: { messages: number; flagged: number; lastAt: string | null }, at: string, language: Language): string {
  const say = strings(selfCheck, language);
  const sameDay = lastAt !== null && new Date(lastAt).toDateString() === new Date(at).toDateString();
  return sentences(
    language,
    say('figures', { messages: formatNumber(messages, language), flagged: formatNumber(flagged, language) }),
    lastAt === null ? '' : say('last_at', { time: sameDay ? formatTime(lastAt, language) : formatWhen(lastAt, language) }),
  );
}

/** Everything as plain text, to be passed on to someone who helps. */
export function selfCheckText(results: SelfCheckResults, version: string, language: Language): string {
  const say = strings(selfCheck, language);
  const colon = language === 'en' ? ': ' : '：';
  const lines = [...basicLines(results, language), ...tabLines(results, language)];
  return [
    say('report_title', { version }),
    say('checked_at', { time: formatWhen(results.at, language) }),
    ...lines.map(({ what, state, more }) => [`${what}${colon}${state}`, ...more.map((one) => `  ${one}`)].join('\n')),
    ...(results.tabs.length === 0 ? [say('no_tabs')] : []),
  ].join('\n') + '\n';
}
