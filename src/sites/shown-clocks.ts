import type { Half } from './day-words.ts';
import { FARTHEST_ZONE, isSign, markAt, numberAt, writesClocksWithDots, type Draft } from './shown-draft.ts';

/** 23:14, 3:05:09 PM, 23点14分, 15h05. Seconds and thousandths where they are shown. */
export function readClock(draft: Draft, at: number): number {
  const hour = numberAt(draft, at, 2);
  if (hour === undefined || hour > 24 || draft.clock) return 0;
  const set = (used: number, minute: number, second = 0, ms = 0): number => {
    if (minute > 59 || second > 59) return 0;
    draft.clock = { hour, rest: (minute * 60 + second) * 1000 + ms, end: at + used };
    return used;
  };
  if (isSign(draft, at + 1, ':')) {
    const minute = numberAt(draft, at + 2, 2, 2, true);
    if (minute === undefined) return 0;
    draft.parts.exact = true;
    if (!isSign(draft, at + 3, ':')) return set(3, minute);
    const second = numberAt(draft, at + 4, 2, 2, true);
    const ms = isSign(draft, at + 5, '.') ? numberAt(draft, at + 6, 3, 3, true) : undefined;
    return second === undefined ? 0 : set(ms === undefined ? 5 : 7, minute, second, ms);
  }
  if (markAt(draft, at + 1, 'h')) return readHourMark(draft, at, set);
  const { word } = draft.tokens[at + 1] ?? {};
  if (word?.half && word.weekday === undefined) return hour > 0 && hour <= 12 ? set(1, 0) : 0;
  return readDotted(draft, at, set);
}

/** 15.05, 15.05.09: May the 15th too, so only where something else says that it is a clock. */
function readDotted(draft: Draft, at: number, set: (used: number, minute: number, second?: number) => number): number {
  const minute = isSign(draft, at + 1, '.') ? numberAt(draft, at + 2, 2, 2, true) : undefined;
  if (minute === undefined) return 0;
  const second = isSign(draft, at + 3, '.') ? numberAt(draft, at + 4, 4, 1, true) : undefined;
  const next = second === undefined ? at + 3 : at + 5;
  const isClock = draft.tokens[next]?.word?.half || draft.tokens[at - 1]?.word?.dotted || (writesClocksWithDots(draft.lang) && dayIsRead(draft));
  if (!isClock || (second !== undefined && draft.tokens[at + 4]!.digits !== 2)) return 0;
  draft.parts.exact = true;
  return set(next - at, minute, second);
}

/** 23点14分, 오후 3시 5분, 15h05. */
function readHourMark(draft: Draft, at: number, set: (used: number, minute: number, second?: number) => number): number {
  const isLetter = draft.tokens[at + 1]!.word!.unit !== undefined;
  const minute = numberAt(draft, at + 2, 2, isLetter ? 2 : 1, isLetter);
  if (minute === undefined) return isLetter ? 0 : set(2, 0);
  const isMarked = markAt(draft, at + 3, 'm');
  if (!isMarked && draft.tokens[at + 2]!.digits !== 2) return 0;
  draft.parts.exact = true;
  const second = isMarked && markAt(draft, at + 5, 's') ? numberAt(draft, at + 4, 2) : undefined;
  return second === undefined ? set(isMarked ? 4 : 3, minute) : set(6, minute, second);
}

function dayIsRead({ parts, month, weekday, back, either }: Draft): boolean {
  return (parts.day ?? month ?? weekday ?? back ?? either[0]) !== undefined;
}

/** "GMT+0800", "UTC+8", "+0800", right behind a clock. */
export function readZone(draft: Draft, at: number): number {
  if (draft.clock?.end !== at || draft.parts.zone !== undefined) return 0;
  const isNamed = draft.tokens[at]!.word?.zone === true;
  const signAt = isNamed ? at + 1 : at;
  const sign = draft.tokens[signAt]?.sign;
  if (sign !== '+' && sign !== '-') {
    if (isNamed) draft.parts.zone = 0;
    return isNamed ? 1 : 0;
  }
  const four = numberAt(draft, signAt + 1, 4, 4, true);
  // A bare "-16" would be the end of a span.
  const hours = isNamed ? numberAt(draft, signAt + 1, 2, 1, true) : undefined;
  const minutes = hours !== undefined && isSign(draft, signAt + 2, ':') ? numberAt(draft, signAt + 3, 2, 2, true) : undefined;
  const zone = four !== undefined ? Math.floor(four / 100) * 60 + (four % 100) : hours !== undefined ? hours * 60 + (minutes ?? 0) : undefined;
  if (zone === undefined || zone > FARTHEST_ZONE) return 0;
  draft.parts.zone = sign === '-' ? -zone : zone;
  return signAt + (minutes === undefined ? 2 : 4) - at;
}

/** Puts clock and half of the day together; false when either stands without the other it needs. */
export function settleClock({ parts, clock, half }: Draft): boolean {
  if (!clock) return half === undefined && parts.zone === undefined;
  const hour = hourOf(clock.hour, half);
  parts.clock = hour === null ? null : hour * 3_600_000 + clock.rest;
  return true;
}

/** Hour of the day from 0; null when the words contradict each other or leave it open ("晚上 12:30": of which night?). */
function hourOf(hour: number, half: Half | undefined): number | null {
  // Some programs write midnight as 24, of the day that begins.
  if (half === undefined) return hour % 24;
  const inHalf = hour % 12;
  switch (half) {
    case 'am': return hour <= 12 ? inHalf : null;
    case 'pm': return inHalf + 12 === hour || hour <= 12 ? inHalf + 12 : null;
    case 'dawn': return hour <= 6 || hour === 12 ? inHalf : null;
    case 'morning': return hour < 12 ? hour : null;
    case 'noon': return hour >= 11 && hour <= 14 ? hour : hour === 1 || hour === 2 ? hour + 12 : null;
    case 'evening': return hour > 12 ? (hour < 24 ? hour : null) : hour >= 5 && hour < 12 ? hour + 12 : null;
    case 'night': return hour <= 5 || hour === 12 ? inHalf : hour >= 9 && hour < 12 ? hour + 12 : hour >= 21 && hour < 24 ? hour : null;
  }
}
