import { UNITS, type Unit } from './day-words.ts';
import { readClock, readZone, settleClock } from './shown-clocks.ts';
import { readMarkedDate, readNumber, readNumericDate } from './shown-dates.ts';
import { dated, yearOf, type ShownNumber } from './shown-days.ts';
import { FARTHEST_ZONE, numberAt, type Draft, type Parts } from './shown-draft.ts';
import { plainWords, tokensOf } from './shown-tokens.ts';

const ISO = /^(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(?:(z|utc|gmt)|([+-])(\d\d):?(\d\d)?)?$/;
const EPOCH = /^(?:(\d{13})|(\d{10})(?:\.\d{1,6})?)$/;
/** "5m", "2 hours" without "ago": more than these is something else ("500m"). */
const MOST_BARE: Record<Unit, number> = { second: 60, minute: 60, hour: 24, day: 31, week: 53, month: 12, year: 20 };

const MOST_KEPT = 2_000;
const MOST_KEPT_LENGTH = 60;
const MOST_LANG = 20;
const kept = new Map<string, Parts | null>();

/** Null when the words are not wholly a date, a time or both. What is kept does not hang on the present. */
export function partsOf(words: string, lang = ''): Parts | null {
  const language = lang.slice(0, MOST_LANG).toLowerCase();
  if (words.length > MOST_KEPT_LENGTH) return parse(words, language);
  const name = `${language}\0${words}`;
  let parts = kept.get(name);
  if (parts === undefined) {
    parts = parse(words, language);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(name, parts);
  }
  return parts;
}

function parse(words: string, lang: string): Parts | null {
  const { text, framed } = plainWords(words);
  if (text === '') return null;
  const parts = parseIso(text) ?? parseEpoch(text) ?? parseTokens(text, lang);
  return parts && framed ? { ...parts, framed: true } : parts;
}

function parseIso(text: string): Parts | null {
  const found = ISO.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  // Programs write 0001 and 1970 where they know no time.
  const named = dated(month, day, yearOf({ value: year, digits: 4 }, '') ?? 0);
  if (!named?.year || hour > 23 || minute > 59 || second > 60) return null;
  const [ms = '', utc, sign, zoneHours, zoneMinutes = 0] = found.slice(7);
  const zone = utc ? 0 : sign ? (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) : undefined;
  if (zone !== undefined && Math.abs(zone) > FARTHEST_ZONE) return null;
  const clock = ((hour * 60 + minute) * 60 + second) * 1000 + Number(ms.slice(0, 3).padEnd(3, '0'));
  return { day: named, clock, exact: true, ...(zone === undefined ? {} : { zone }) };
}

function parseEpoch(text: string): Parts | null {
  const found = EPOCH.exec(text);
  return found && { epoch: found[1] ? Number(found[1]) : Math.round(Number(text) * 1000) };
}

function parseTokens(text: string, lang: string): Parts | null {
  const tokens = tokensOf(text);
  if (!tokens || tokens.length === 0) return null;
  const draft: Draft = { tokens, lang, parts: {}, numbers: [], either: [], shy: [] };
  for (let i = 0; i < tokens.length; ) {
    const used = readClock(draft, i) || readMarkedDate(draft, i) || readNumericDate(draft, i) || readAgo(draft, i) || readNumber(draft, i) || readZone(draft, i) || readWord(draft, i) || readGap(draft, i);
    if (used === 0) return null;
    i += used;
  }
  return finish(draft);
}

/** "5 min ago", "il y a 5 min", "5分钟前", "an hour ago", "5m". */
function readAgo(draft: Draft, at: number): number {
  const { tokens } = draft;
  const countAt = (i: number): number | undefined => numberAt(draft, i, 3) ?? (tokens[i]?.word?.one ? 1 : undefined);
  const isBefore = tokens[at]?.word?.ago === true && countAt(at + 1) !== undefined;
  if (!draft.parts.ago && tokens[at]!.word?.coarse) {
    draft.parts.ago = { unit: 'hour', count: 1 };
    return 1;
  }
  let next = isBefore ? at + 1 : at;
  let found: Parts['ago'];
  let last: Unit | undefined;
  let isBrief = true;
  let isBare = true;
  for (;;) {
    const count = countAt(next);
    const unit = tokens[next + 1]?.word?.unit;
    if (count === undefined || unit === undefined) break;
    // "1 h 5 min" is an age, "5 min, 18 min" is not.
    if (last !== undefined && UNITS.indexOf(unit) >= UNITS.indexOf(last)) return 0;
    last = unit;
    const { word, spelling } = tokens[next + 1]!;
    // In these languages "m" is a month as often as a minute.
    const isMonth = spelling === 'm' && (isBefore || /^(es|fr|pt|it)\b/.test(draft.lang));
    found ??= { count, unit: isMonth ? 'month' : unit };
    isBrief &&= word!.brief === true;
    isBare &&= word!.mark !== 'D' && word!.mark !== 'Y' && numberAt(draft, next, 2) !== undefined && count <= MOST_BARE[unit];
    next += 2;
  }
  if (!found || draft.parts.ago) return 0;
  const isAfter = !isBefore && tokens[next]?.word?.ago === true;
  if (!isBefore && !isAfter && !isBare) return 0;
  draft.parts.ago = isBefore || isAfter || isBrief ? found : { ...found, bare: true };
  return next + (isAfter ? 1 : 0) - at;
}

/** "2026-03-03 - 15:05". */
function readGap({ tokens }: Draft, at: number): number {
  return at > 0 && tokens[at]!.sign === '-' && tokens[at]!.gap && tokens[at + 1]?.gap ? 1 : 0;
}

function readWord(draft: Draft, at: number): number {
  const { word } = draft.tokens[at]!;
  if (!word) return 0;
  const once = <K extends 'half' | 'month' | 'weekday' | 'week' | 'back' | 'era'>(field: K, value: Draft[K]): number => {
    if (draft[field] !== undefined) return 0;
    draft[field] = value;
    const languages = word.of[field as 'month' | 'weekday' | 'back'];
    if (languages) draft.shy.push(languages);
    return 1;
  };
  // "SA" after a clock is morning in Vietnam, elsewhere Saturday.
  if (word.half && (word.weekday === undefined || (draft.clock?.end === at && !/^(de|nl)\b/.test(draft.lang)))) return once('half', word.half);
  if (word.month !== undefined && word.weekday !== undefined) return draft.either.push(word) <= 2 ? 1 : 0;
  if (word.month !== undefined) return once('month', word.month);
  // "今天禮拜五" is a sentence.
  if (word.weekday !== undefined) return draft.back !== undefined && !draft.tokens[at]!.gap ? 0 : once('weekday', word.weekday);
  if (word.week) return once('week', word.week);
  if (word.back !== undefined) return once('back', word.back);
  if (word.era !== undefined) return once('era', word.era);
  if (word.now) {
    if (draft.parts.now) return 0;
    draft.parts.now = word.now;
    return 1;
  }
  if (word.about) draft.about = true;
  else if (word.last) draft.last = true;
  else if (!word.link && !word.frame) return 0;
  else if (!word.frame && (at === 0 || at === draft.tokens.length - 1)) draft.parts.loose = true;
  return 1;
}

function finish(draft: Draft): Parts | null {
  const { parts } = draft;
  if (!settleDay(draft) || !settleClock(draft)) return null;
  const { day, clock, ago, now } = parts;
  if (draft.about && !ago) return null;
  if (now || (ago && clock === undefined)) return (now && (ago || clock !== undefined)) || day ? null : parts;
  if (!day && clock === undefined) return null;
  if (parts.zone !== undefined && (day?.kind !== 'date' || day.year === undefined)) return null;
  const hasCompany = clock !== undefined || (day?.kind === 'date' && (day.year !== undefined || (day.weekday !== undefined && !day.bare)));
  return hasCompany || isInLanguage(draft) ? parts : null;
}

function isInLanguage({ lang, shy }: Draft): boolean {
  return shy.every((languages) => languages.includes(lang.split(/[-_]/, 1)[0]!));
}

function settleDay(draft: Draft): boolean {
  const { parts, numbers, either } = draft;
  for (const [i, word] of either.entries()) {
    // "mar, 3 mar": the weekday leads.
    const asMonth = draft.month === undefined && numbers.length > 0 && i === either.length - 1;
    const field = asMonth ? 'month' : 'weekday';
    if (draft[field] !== undefined) return false;
    draft[field] = word[field]!;
    const languages = word.of[field];
    if (languages) draft.shy.push(languages);
  }
  if ((draft.month === undefined) !== (numbers.length === 0)) return false;
  if (draft.month !== undefined) {
    if (parts.day) return false;
    const [first, second] = numbers as [ShownNumber, ShownNumber?];
    const [day, year] = second && first.digits > 2 ? [second, first] : [first, second];
    const named = day.digits > 2 ? null : dated(draft.month, day.value, year && (yearOf(year, draft.lang) ?? 0));
    if (!named || named.year === 0) return false;
    parts.day = named;
  }
  if (draft.era !== undefined && parts.day === undefined) return false;
  const { weekday, back } = draft;
  if ((draft.last || draft.week) && (weekday === undefined || parts.day)) return false;
  const week = draft.last ? 'past' : draft.week;
  if (parts.day) {
    if ((parts.day.kind === 'date' || parts.day.kind === 'unsure') && weekday !== undefined) {
      const { bare, ...date } = parts.day;
      // "5-10 min": "Min" is an Indonesian Sunday.
      parts.day = { ...date, weekday, ...(bare && !isInLanguage(draft) ? { bare } : {}) };
    }
  } else if (back !== undefined) parts.day = { kind: 'back', days: back };
  else if (weekday !== undefined) parts.day = { kind: 'weekday', weekday, ...(week ? { week } : {}) };
  return true;
}
