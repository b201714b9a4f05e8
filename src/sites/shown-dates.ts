import { dated, dayOfNumbers, orderOf, yearOf, type ShownNumber } from './shown-days.ts';
import { isSign, markAt, numberAt, writesClocksWithDots, type Draft } from './shown-draft.ts';

/** 2026年3月3日, 3月3日, 2026년 3월 3일. */
export function readMarkedDate(draft: Draft, at: number): number {
  let next = at;
  let year: number | null | undefined;
  const first = numberAt(draft, at, 4);
  if (first === undefined || draft.parts.day) return 0;
  if (markAt(draft, at + 1, 'Y')) {
    year = yearOf({ value: first, digits: draft.tokens[at]!.digits! }, draft.lang, draft.era);
    next += 2;
  }
  const month = numberAt(draft, next, 2);
  const day = markAt(draft, next + 1, 'M') ? numberAt(draft, next + 2, 2) : undefined;
  if (month === undefined || day === undefined || year === null) return 0;
  const named = dated(month, day, year);
  if (!named) return 0;
  draft.parts.day = named;
  return next + 3 + (markAt(draft, next + 3, 'D') ? 1 : 0) - at;
}

/** 2026/3/3, 3.3.2026, 03-15, 2026. 3. 3. */
export function readNumericDate(draft: Draft, at: number): number {
  const sign = draft.tokens[at + 1]?.sign;
  if (draft.parts.day || sign === undefined || !'/.-'.includes(sign) || !isSign(draft, at + 1, sign)) return 0;
  const numbers: ShownNumber[] = [];
  let next = at;
  for (;;) {
    const value = numberAt(draft, next, 4, 1, numbers.length > 0 && sign !== '.');
    if (value === undefined || numbers.length === 3) break;
    numbers.push({ value, digits: draft.tokens[next]!.digits! });
    next++;
    if (!isSign(draft, next, sign)) break;
    next++;
  }
  // "15.05. 10:30": what looks like the third number is the hour.
  if (numbers.length === 3 && isSign(draft, next, ':')) {
    numbers.pop();
    next--;
  }
  const endsWithSign = draft.tokens[next - 1]?.sign === sign;
  if (numbers.length < 2 || (endsWithSign && sign !== '.') || draft.tokens[next]?.sign === '/') return 0;
  if (numbers.length === 2 && sign !== '/' && !isMeantAsDay(numbers, sign, endsWithSign, draft)) return 0;
  const named = dayOfNumbers(numbers, sign, draft.lang);
  if (!named) return 0;
  draft.parts.day = named;
  return next - at;
}

/** "3-5" and "1.5" are seldom days: they are in the company of a clock or a weekday, or well formed in a language that writes so. */
function isMeantAsDay(numbers: readonly ShownNumber[], sign: string, endsWithSign: boolean, { tokens, lang }: Draft): boolean {
  const inCompany = tokens.some((token) => token.sign === ':' || token.word?.weekday !== undefined);
  if (inCompany) return sign === '.' || isPadded(numbers) || orderOf(lang) !== undefined;
  if (orderOf(lang) === undefined) return false;
  return sign === '-' || endsWithSign || (numbers[1]!.digits === 2 && !writesClocksWithDots(lang));
}

const isPadded = (numbers: readonly ShownNumber[]): boolean => numbers.every(({ digits }) => digits === 2);

/** A day or a year beside a month's name. */
export function readNumber(draft: Draft, at: number): number {
  const value = numberAt(draft, at, 4);
  if (value === undefined || draft.numbers.length === 2) return 0;
  draft.numbers.push({ value, digits: draft.tokens[at]!.digits! });
  return isSign(draft, at + 1, '.') || (draft.month !== undefined && markAt(draft, at + 1, 'D')) ? 2 : 1;
}
