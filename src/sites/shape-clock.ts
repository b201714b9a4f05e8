import { isDayLine, isTimeLine, readShownMoment, timeOfDayIn as firstTimeIn } from './shown-times.ts';

export { isDayLine, isTimeLine };

/** First time of day inside longer words, as written, or null. */
export function timeOfDayIn(words: string): string | null {
  return firstTimeIn(words) || null;
}

export interface MessageMoment {
  sentAtShown: string;
  sentAt?: string;
  fleeting?: boolean;
}

/** Of what stands where times stand: the time alone, or '' ("Sending…" is none). */
export function timeWords(words: string, own: string, about: { now: Date; lang?: string }): string {
  if (words === '' || isTimeLine(words) || isDayLine(words, about)) return words;
  if (own !== words && own !== '' && (isTimeLine(own) || isDayLine(own, about))) return own;
  if (readShownMoment(words, about).fleeting || (LEAD.test(words) && timeOfDayIn(words) !== null)) return words;
  return timeOfDayIn(words) ?? (readShownMoment(words, about).at === undefined ? '' : words);
}

const LEAD = /^(?:sent|received|delivered|seen|read|edited|posted|已读|已讀|已送达|已送達|发送于|傳送於|编辑于|編輯於)(?:\s+(?:at|on))?[\s·:：,]*/i;
const AROUND = /[\s()[\]·•,，|✓✔—–-]/g;

/**
 * What a message's own words of time and the separator above it say together.
 * @param shown beside the message; may hold more than a time
 * @param stamps what the page holds unseen beside them (`datetime`, `title` …): asked where the shown words fix no moment
 */
export function shownMoment(shown: string, day: string, { now, lang }: { now: Date; lang?: string }, stamps: readonly string[] = []): MessageMoment {
  const asked = lang === undefined ? { now } : { now, lang };
  const read = (words: string, above = '') => readShownMoment(words, above === '' ? asked : { ...asked, day: above });
  const exact = stamps.map((stamp) => read(stamp)).find(({ at, fleeting }) => at !== undefined && !fleeting);
  if (shown === '') {
    // Programs that show times between messages alone.
    const between = day !== '' && timeOfDayIn(day) !== null;
    return between ? moment(day, exact ?? read(day)) : { sentAtShown: '', ...(exact?.at === undefined ? {} : { sentAt: exact.at }) };
  }
  const plain = shown.replace(LEAD, '') || shown;
  const clock = timeOfDayIn(plain);
  const alone = clock !== null && plain.replace(clock, '').replace(AROUND, '') === '';
  if (alone && day !== '') return moment(`${dateOf(day)} ${shown}`, exact ?? read(plain, day));
  const own = read(plain, day);
  // A name or the like stands with the time.
  const parted = own.at === undefined && clock !== null && !alone ? read(clock, day) : own;
  return moment(shown, exact ?? parted);
}

function dateOf(day: string): string {
  const clock = timeOfDayIn(day);
  return clock === null ? day : day.replace(clock, '').replace(/[\s·,，|—–-]+$/, '').trim();
}

function moment(sentAtShown: string, { at, fleeting }: { at?: string; fleeting: boolean }): MessageMoment {
  return { sentAtShown, ...(at === undefined ? {} : { sentAt: at }), ...(fleeting ? { fleeting } : {}) };
}
