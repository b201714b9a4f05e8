import { extract, makeFeatures, type Features } from './features.ts';
import { textHash, tokenise } from './tokens.ts';

/** What the reader said of one message. Plain JSON; holds hashes, no text. */
export interface Lesson {
  says: LessonWord;
  /** The features of the message, each once, at most `MOST_FEATURES`. See `lessonFeatures`. */
  features: number[];
}

export type LessonWord = 'harassment' | 'not_harassment';

/** What this reader's lessons add to the joint score of a message, in log-odds. */
export interface Personal {
  /** `whole`: see `wholeOf`. A long text is read in windows; the very same text is known by it. */
  adjust(features: Features, whole: number): number;
}

const MOST_FEATURES = 1_500;
/** Beyond this the oldest lessons no longer count. */
export const MOST_LESSONS = 300;

/** Less alike than this, one message says nothing of another. 1: the same wording. */
const LEAST_ALIKE = 0.3;
/** What the very same wording moves, in log-odds: more than any score of the model. */
const SAME_WORDING = 40;
const SAME_FROM = 0.95;
/** What other wording moves at most; it falls off quickly as wording differs. */
const LIKE_WORDING = 16;
const FALLS_OFF = 3;
/** Dismissals of so many different wordings, beyond those the other way, say that this reader is marked too readily. */
const BEFORE_SHIFT = 3;
const SHIFT_STEP = 0.1;
/** All mistaken clicks together cannot move the bar of other wordings further than this. */
const MOST_SHIFT = 0.5;
const SAME_LESSON = 0.6;

/** Stands for the whole of a folded text among its features. */
export function wholeOf(comparableText: string): number {
  return textHash(`=${comparableText}`);
}

/** The features of a message as a lesson keeps them, the first for its whole: of a long one its first part. */
export function lessonFeatures(comparableText: string): number[] {
  const tokens = tokenise(comparableText.slice(0, 2_000));
  const features = makeFeatures();
  extract(comparableText, tokens, 0, Math.min(tokens.length, 160), features);
  return [...new Set([wholeOf(comparableText), ...features.hash.subarray(0, features.length)])].slice(0, MOST_FEATURES);
}

/**
 * The small layer that learns from the reader, newest lessons last. A lesson moves messages worded like it, the more alike the more;
 * only many lessons of different wording move the bar for everything, and never far: a few mistaken clicks must not blind it.
 * Taking a lesson away takes away all it did.
 */
export function learnPersonal(lessons: readonly Lesson[]): Personal | null {
  const counted = lessons.slice(-MOST_LESSONS).filter(({ features }) => features.length > 0);
  if (counted.length === 0) return null;
  const sets = counted.map(({ says, features }) => ({ sign: says === 'harassment' ? 1 : -1, set: new Set(features) }));
  const shift = shiftOf(sets);
  const seen = new Set<number>();
  return {
    adjust({ hash, length }, whole) {
      seen.clear();
      for (let i = 0; i < length; i++) seen.add(hash[i]!);
      let up = 0;
      let down = 0;
      for (const { sign, set } of sets) {
        const alike = set.has(whole) ? 1 : likeness(seen, set);
        if (alike <= LEAST_ALIKE) continue;
        const moves = alike >= SAME_FROM ? SAME_WORDING : LIKE_WORDING * ((alike - LEAST_ALIKE) / (1 - LEAST_ALIKE)) ** FALLS_OFF;
        if (sign > 0) up = Math.max(up, moves);
        else down = Math.max(down, moves);
      }
      return shift + up - down;
    },
  };
}

interface Learned {
  sign: number;
  set: Set<number>;
}

/** Wordings that say the same count once. */
function shiftOf(lessons: readonly Learned[]): number {
  const distinct: Learned[] = [];
  for (const lesson of lessons) {
    if (!distinct.some(({ sign, set }) => sign === lesson.sign && likeness(set, lesson.set) >= SAME_LESSON)) distinct.push(lesson);
  }
  const net = distinct.reduce((sum, { sign }) => sum + sign, 0);
  const beyond = Math.max(0, Math.abs(net) - BEFORE_SHIFT);
  return Math.sign(net) * Math.min(MOST_SHIFT, beyond * SHIFT_STEP);
}

/** Cosine of two sets: 0 nothing in common, 1 the same. */
function likeness(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  // No pair of such different sizes can be alike enough.
  if (small.size < LEAST_ALIKE * LEAST_ALIKE * large.size || small.size === 0) return 0;
  let common = 0;
  for (const hash of small) if (large.has(hash)) common++;
  return common / Math.sqrt(a.size * b.size);
}
