import { pageRuns } from '../core/marks.ts';

export interface WrappedLine {
  text: string;
  /** Of its whole paragraph. */
  dir: 'ltr' | 'rtl';
}

export interface Wrapped {
  lines: WrappedLine[];
  /** Characters (code points) that no longer fitted. */
  left: number;
}

/** Width of a text in CSS pixels. */
export type Measure = (text: string) => number;

/** What must not begin a line, and what must not end one, in Chinese and in Latin writing. */
const NOT_FIRST = /^[\p{Pe}\p{Pf}、。，．・：；？！…‥—～々ー％‰℃,.!?:;%·]/u;
const NOT_LAST = /[\p{Ps}\p{Pi}$¥￥€£#]$/u;
/** A run of signs may be endless: it is held together no longer than this, in UTF-16 units. */
const LONGEST_UNIT = 40;
/** One character may carry thousands of marks above it; so many units of it are drawn. */
const LONGEST_CHARACTER = 32;
/** Words are looked for in so much at a time, in UTF-16 units: only what fits the picture is ever looked at. */
const STEP = 2_000;

/** The first letter is of a script that runs from right to left. */
const RTL = /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Keeps a mark the right way round in the midst of Arabic. */
const isolated = (mark: string): string => `\u2066${mark}\u2069`;

/** Some text as it is drawn, and how many characters of the original it stands for. */
interface Unit {
  text: string;
  size: number;
}

const sizeOf = (text: string): number => {
  let size = 0;
  for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) size += 1;
  return size;
};

let words: Intl.Segmenter | undefined;
let graphemes: Intl.Segmenter | undefined;
const wordsOf = (text: string) => (words ??= new Intl.Segmenter(undefined, { granularity: 'word' })).segment(text);
const charactersOf = (text: string) => (graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })).segment(text);

/** Written without spaces: a line may end after any character, whatever a dictionary holds for a word. */
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const charactersIn = (word: string): Unit[] => word.match(/.\p{M}*/gsu)!.map((text) => ({ text, size: sizeOf(text) }));

/** A mark like `[U+202E]` stays whole, each by itself: a run of a thousand must be able to break. */
function* partsOf(paragraph: string): Generator<Unit> {
  for (let at = 0; at < paragraph.length;) {
    let end = Math.min(paragraph.length, at + STEP);
    // Not inside a surrogate pair.
    if (end < paragraph.length && /[\uD800-\uDBFF]/.test(paragraph[end - 1]!)) end -= 1;
    for (const run of pageRuns(paragraph.slice(at, end))) {
      if (run.marked) for (const mark of run.text.match(/\[[^\]]*\]/g)!) yield { text: isolated(mark), size: 1 };
      else for (const { segment } of wordsOf(run.text)) yield* EAST_ASIAN.test(segment) ? charactersIn(segment) : [{ text: segment, size: sizeOf(segment) }];
    }
    at = end;
  }
}

/** Words and signs between which a line may end. */
function* unitsOf(paragraph: string): Generator<Unit> {
  let unit: Unit | null = null;
  for (const part of partsOf(paragraph)) {
    if (unit && unit.text.length + part.text.length <= LONGEST_UNIT && (NOT_FIRST.test(part.text) || NOT_LAST.test(unit.text))) {
      unit = { text: unit.text + part.text, size: unit.size + part.size };
      continue;
    }
    if (unit) yield unit;
    unit = part;
  }
  if (unit) yield unit;
}

/** Cuts one unit that is wider than a line. */
function* cutUnit(unit: Unit, width: number, measure: Measure): Generator<Unit> {
  let piece: Unit = { text: '', size: 0 };
  for (const { segment } of charactersOf(unit.text)) {
    const character = segment.slice(0, LONGEST_CHARACTER).toWellFormed();
    if (piece.text !== '' && measure(piece.text + character) > width) {
      yield piece;
      piece = { text: '', size: 0 };
    }
    piece = { text: piece.text + character, size: piece.size + sizeOf(segment) };
  }
  if (piece.text !== '') yield piece;
}

function* linesOf(paragraph: string, width: number, measure: Measure): Generator<Unit> {
  let line: Unit = { text: '', size: 0 };
  let wide = 0;
  for (const unit of unitsOf(paragraph)) {
    // A space at the end of a line hangs over it.
    const needs = measure(unit.text.trimEnd());
    if (line.text !== '' && wide + needs > width) {
      yield line;
      line = { text: '', size: 0 };
      wide = 0;
    }
    if (needs <= width) {
      line = { text: line.text + unit.text, size: line.size + unit.size };
      wide += measure(unit.text);
      continue;
    }
    for (const piece of cutUnit(unit, width, measure)) {
      if (line.text !== '') yield line;
      line = piece;
    }
    wide = measure(line.text);
  }
  yield line;
}

/**
 * Breaks a foreign text of any script and any length into lines. Tabs become spaces; characters that would not show, or would reorder what a
 * person reads, are shown as their numbers.
 * @param width CSS pixels
 * @param most lines
 */
export function wrapText(text: string, { width, most, measure }: { width: number; most: number; measure: Measure }): Wrapped {
  const lines: WrappedLine[] = [];
  let left = sizeOf(text);
  for (const paragraph of text.split('\n')) {
    const dir = RTL.test(paragraph.slice(0, 500)) ? 'rtl' : 'ltr';
    for (const line of linesOf(paragraph, width, measure)) {
      if (lines.length === most) return { lines, left };
      lines.push({ text: line.text.trimEnd().replaceAll('\t', '    '), dir });
      left -= line.size;
    }
    // The line feed.
    left = Math.max(0, left - 1);
  }
  return { lines, left: 0 };
}
