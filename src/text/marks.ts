import { filterUnits, type Units } from './offsets.ts';
import { isDigit, isEmoji, isHan, isLatin } from './scripts.ts';
import { isSyllable, foldSyllable } from './syllables.ts';
import { readingOf } from './readings.ts';

/** Marks no one writes between two Chinese characters but to break a word. */
const HARD = new Set([...'.*-_|/\\~#^+=·•‧∙⋅・`\'"﹒﹡°♂♀※→←↑↓●○■□◆◇★☆▲△▼▽¤¦¬<>[]{}@&%$§¨¯¶—–…─│┃×÷⊙◎「」『』【】〔〕《》〈〉'].map((c) => c.codePointAt(0)!));
/** Marks that are ordinary punctuation too: dropped only where they cut a text into single characters. */
const SOFT = new Set([...',，、。!！?？;；:：()（）'].map((c) => c.codePointAt(0)!));
const SPACE = 0x20;
const MOST_MARKS = 4;

/** Second step: what stands between the characters of a word and does not belong there. */
export function dropMarks(units: Units): void {
  dropBracketedPinyin(units);
  dropBetweenHan(units);
  dropSplittingSpaces(units);
  dropSplittingPunctuation(units);
  joinSpacedLatin(units);
}

/** 網(wǎng)貸: the reading of the character before it, as broken web text has it. */
function dropBracketedPinyin(units: Units): void {
  const { code } = units;
  const drop = new Set<number>();
  for (let i = 1; i + 2 < units.length; i++) {
    if (code[i] !== 0x28 || !isHan(code[i - 1]!)) continue;
    let end = i + 1;
    let letters = '';
    while (end < units.length && end - i <= 7 && isLatin(code[end]!)) letters += String.fromCharCode(code[end++]!);
    if (code[end] !== 0x29 || !isSyllable(letters)) continue;
    const reading = readingOf(code[i - 1]!);
    if (reading !== undefined && !sounds(reading, foldSyllable(letters))) continue;
    for (let k = i; k <= end; k++) drop.add(k);
  }
  if (drop.size > 0) filterUnits(units, (index) => !drop.has(index));
}

/** Our tables hold one reading a character; a second one mostly shares its initial or its final. */
function sounds(reading: string, written: string): boolean {
  return reading === written || reading[0] === written[0] || reading.slice(-2) === written.slice(-2);
}

function dropBetweenHan(units: Units): void {
  const { code } = units;
  const drop = new Uint8Array(units.length);
  let dropped = false;
  for (let i = 1; i < units.length; i++) {
    if (!isHan(code[i - 1]!) || isHan(code[i]!)) continue;
    let end = i;
    let pictures = 0;
    while (end < units.length && (HARD.has(code[end]!) || code[end] === SPACE || isEmoji(code[end]!))) {
      if (isEmoji(code[end]!)) pictures++;
      end++;
    }
    const marks = end - i - pictures;
    if (end > i && end < units.length && isHan(code[end]!) && marks <= MOST_MARKS && !onlySpaces(units, i, end)) {
      drop.fill(1, i, end);
      dropped = true;
    }
    i = Math.max(i, end - 1);
  }
  if (dropped) filterUnits(units, (index) => drop[index] === 0);
}

function onlySpaces(units: Units, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (units.code[i] !== SPACE) return false;
  return true;
}

/** 催 收: spaces with a lone character on one side. */
function dropSplittingSpaces(units: Units): void {
  const { code } = units;
  const run = hanRunLengths(units);
  filterUnits(units, (i) => {
    if (code[i] !== SPACE) return true;
    let before = i - 1;
    let after = i + 1;
    while (before >= 0 && i - before < MOST_MARKS && code[before] === SPACE) before--;
    while (after < units.length && after - i < MOST_MARKS && code[after] === SPACE) after++;
    const left = before >= 0 ? run[before]! : 0;
    const right = after < units.length ? run[after]! : 0;
    return left === 0 || right === 0 || (left > 1 && right > 1);
  });
}

/** 催，收，人: punctuation with a lone character on both sides. After the spaces: in 还 钱，我 就 the comma is one. */
function dropSplittingPunctuation(units: Units): void {
  const run = hanRunLengths(units);
  filterUnits(units, (i) => !SOFT.has(units.code[i]!) || i === 0 || i + 1 === units.length || run[i - 1] !== 1 || run[i + 1] !== 1);
}

/** For each Han unit the length of the unbroken run it stands in, else 0. */
function hanRunLengths(units: Units): Int32Array {
  const run = new Int32Array(units.length);
  for (let i = 0; i < units.length; i++) {
    if (!isHan(units.code[i]!)) continue;
    let end = i;
    while (end < units.length && isHan(units.code[end]!)) end++;
    run.fill(end - i, i, end);
    i = end;
  }
  return run;
}

const LATIN_MARKS = new Set([...'.-_*|/~^+•·‧ '].map((c) => c.codePointAt(0)!));
/** Marks inside a word that no spelling has: dropped even between longer pieces (pol*ice). */
const NEVER_IN_WORDS = new Set([...'*_~^|•·‧'].map((c) => c.codePointAt(0)!));
const LEAST_SPACED = 4;
const LEAST_MARKED = 3;

/** p.a.y and k i l l: single letters held apart by one and the same mark. */
function joinSpacedLatin(units: Units): void {
  const { code } = units;
  const drop = new Uint8Array(units.length);
  let dropped = false;
  const letter = (i: number): boolean => i >= 0 && i < units.length && (isLatin(code[i]!) || isDigit(code[i]!));
  for (let i = 0; i < units.length; i++) {
    if (i > 0 && NEVER_IN_WORDS.has(code[i]!) && isLatin(code[i - 1]!) && i + 1 < units.length && isLatin(code[i + 1]!)) {
      drop[i] = 1;
      dropped = true;
      continue;
    }
    if (!letter(i) || !isLatin(code[i]!) || letter(i - 1)) continue;
    const mark = code[i + 1];
    if (mark === undefined || i + 1 >= units.length || !LATIN_MARKS.has(mark)) continue;
    let end = i;
    while (end + 2 < units.length && code[end + 1] === mark && isLatin(code[end + 2]!) && !letter(end + 3)) end += 2;
    const letters = (end - i) / 2 + 1;
    if (letters >= (mark === SPACE ? LEAST_SPACED : LEAST_MARKED)) {
      for (let k = i + 1; k < end; k += 2) drop[k] = 1;
      dropped = true;
    }
    i = end;
  }
  if (dropped) filterUnits(units, (index) => drop[index] === 0);
}
