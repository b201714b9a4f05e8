import { moveUnit, type Units } from './offsets.ts';
import { isDigit, isLatin } from './scripts.ts';
import { LEET, LOOKALIKES, MONEY_SIGNS } from './tables/lookalikes.ts';

const isWordSign = (code: number): boolean => isLatin(code) || isDigit(code) || LEET.has(code) || MONEY_SIGNS.has(code);

/** Digits with a unit, ordinals and hours are what they are: 5pm, 3rd, 20k, 100usd. */
const MEASURE = /^[@$!|]*\d+[a-z]{0,3}[!|]*$/;

/** Fifth step: d3bt, p@y, l0an, ca$h. Only inside tokens that are mostly letters. */
export function foldLeet(units: Units): void {
  const { code } = units;
  for (let start = 0; start < units.length; start++) {
    if (!isWordSign(code[start]!)) continue;
    let end = start;
    let letters = 0;
    let signs = 0;
    while (end < units.length && isWordSign(code[end]!)) {
      if (isLatin(code[end]!)) letters++;
      else signs++;
      end++;
    }
    if (letters >= 2 && signs > 0 && signs <= letters && end - start <= 40) foldToken(units, start, end);
    start = end;
  }
}

const ONE = 0x31;
const L = 0x6c;

function foldToken(units: Units, start: number, end: number): void {
  const { code } = units;
  let token = '';
  for (let i = start; i < end; i++) token += String.fromCodePoint(code[i]!);
  if (MEASURE.test(token)) return;
  let first = start;
  let last = end;
  while (first < last && !isLatin(code[first]!)) first++;
  while (last > first && !isLatin(code[last - 1]!)) last--;
  for (let i = start; i < end; i++) {
    const inside = i > first && i < last;
    // At the edge one digit may be a letter (5end, polic3); a run of them is a number (covid19), a sign is punctuation.
    const edge = isDigit(code[i]!) && last - first >= 3 && (i < first ? first - start === 1 : end - last === 1);
    // wi11, ca11: a pair of ones is a pair of l.
    const pair = code[i] === ONE && last - first >= 2 && ((code[i + 1] === ONE && i + 1 < end) || (code[i - 1] === L && i > start));
    if (pair) code[i] = L;
    else if (inside || edge) code[i] = LEET.get(code[i]!) ?? (MONEY_SIGNS.has(code[i]!) ? LOOKALIKES.get(code[i]!)! : code[i]!);
  }
}

const MOST_ALIKE = 2;

/** Sixth step: paaaay, 快快快快, !!!!!. A run of the same character, not of digits, is at most two long; its range stays whole. */
export function shrinkRuns(units: Units): void {
  let write = 0;
  let run = 0;
  for (let read = 0; read < units.length; read++) {
    const same = write > 0 && units.code[read] === units.code[write - 1] && !isDigit(units.code[read]!);
    run = same ? run + 1 : 1;
    if (run > MOST_ALIKE) {
      units.to[write - 1] = units.to[read]!;
      continue;
    }
    moveUnit(units, read, write++);
  }
  units.length = write;
}

/** Last step: which digit it is says nothing; how many there are does. */
export function foldDigits(units: Units): void {
  for (let i = 0; i < units.length; i++) if (isDigit(units.code[i]!)) units.code[i] = 0x30;
}
