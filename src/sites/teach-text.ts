import type { ChatShape } from './chat-shape.ts';
import { flatContains, flatParentOf } from './dom.ts';
import { atomsOf } from './detect-selectors.ts';
import { isDayLine, isTimeLine } from './shape-clock.ts';
import { findAllInside, findInside } from './shape-within.ts';
import type { OpenPage } from './site.ts';
import { wordsIn } from './teach-blocks.ts';

/** What the reader pointed at in one message. */
export interface Pointed {
  unit: Element;
  element: Element;
}

const MOST_WORDS = 2_000;
const MOST_UNITS = 60;
const MOST_TRAITS = 60;

/** Of the messages pointed at, how many are read with just the words that were pointed at. */
export function exactlyRead(page: OpenPage, pointed: readonly Pointed[]): number {
  return pointed.filter(({ unit, element }) => folded(page.read(unit)?.text ?? '') === wordsIn(element, MOST_WORDS)).length;
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS);

/**
 * The same shape with the words where the reader pointed, when it reads more than that in most messages. Null when what it reads is right as far
 * as can be told: the reader may have pointed at a name, a time, or one paragraph of several.
 */
export function shapeWithText(document: Document, shape: ChatShape, page: OpenPage, pointed: readonly Pointed[], now: Date): ChatShape | null {
  // Of several selectors one may take a name for the words where both stand.
  if (exactlyRead(page, pointed) === pointed.length && !shape.text.includes(',')) return null;
  if (pointed.some(({ element }) => isTimeLine(wordsIn(element, 100)) || isDayLine(wordsIn(element, 100), { now }))) return null;
  const units: { unit: Element; read: string }[] = [];
  for (const unit of page.rowsIn(document)) {
    const text = page.read(unit)?.text;
    if (text !== undefined) units.push({ unit, read: folded(text) });
    if (units.length >= MOST_UNITS) break;
  }
  for (const selector of traitsOf(pointed[0]!)) if (isTheText(selector, units, pointed)) return { ...shape, text: selector };
  return null;
}

function isTheText(selector: string, units: readonly { unit: Element; read: string }[], pointed: readonly Pointed[]): boolean {
  const says = ({ unit, element }: Pointed) => {
    const found = findInside(unit, selector);
    return found !== null && (flatContains(found, element) || flatContains(element, found)) && wordsIn(found, MOST_WORDS) === wordsIn(element, MOST_WORDS);
  };
  if (!pointed.every(says)) return false;
  const found = units.flatMap(({ unit, read }) => {
    const all = [...findAllInside(unit, selector)];
    return all.length === 0 ? [] : [{ once: all.length === 1, words: wordsIn(all[0]!, MOST_WORDS), read }];
  });
  const share = (fits: (one: (typeof found)[number]) => boolean) => found.filter(fits).length / Math.max(1, found.length);
  return found.length >= units.length * 0.6
    // A name stands in many, a paragraph several times in one.
    && new Set(found.map(({ words }) => words)).size > found.length / 2 && share(({ once }) => once) >= 0.8
    // What is read there now is something else, or in most of them more.
    && (share(({ words, read }) => words === read) < 0.5 || (share(({ words, read }) => !read.includes(words)) > 0 && share(({ words, read }) => words !== read && read.includes(words)) <= 0.1));
}

/** What may be said of the element pointed at, or of a box around it that says no more. */
function* traitsOf({ unit, element }: Pointed): Iterable<string> {
  const words = wordsIn(element, MOST_WORDS);
  let given = 0;
  for (let at: Element | null = element; at && at !== unit && wordsIn(at, MOST_WORDS) === words; at = flatParentOf(at)) {
    const atoms = atomsOf(at);
    for (const atom of atoms) if (given++ < MOST_TRAITS) yield atom;
    const parent = flatParentOf(at);
    if (!parent || parent === unit) continue;
    for (const outer of atomsOf(parent).slice(0, 6)) for (const atom of atoms.slice(0, 6)) if (given++ < MOST_TRAITS) yield `${outer} > ${atom}`;
  }
}
