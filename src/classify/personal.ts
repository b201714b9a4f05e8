import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { extract, makeFeatures, type Features } from './features.ts';
import { tokenise } from './tokens.ts';

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

/**
 * Stands for the whole of a folded text among its features. 52 bits, so it is never one of theirs, and of a hash for which nobody finds
 * another text: a threat that passed for a dismissed message would go unmarked.
 */
export function wholeOf(comparableText: string): number {
  return Number.parseInt(bytesToHex(sha256(utf8ToBytes(comparableText))).slice(0, 13), 16);
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
  const sets = counted.map(({ says, features }): Learned => ({ sign: says === 'harassment' ? 1 : -1, set: new Set(features) }));
  const shift = shiftOf(sets);
  const learned = new Likeness();
  for (const { set } of sets) learned.add(set);
  const seen = new Set<number>();
  return {
    adjust({ hash, length }, whole) {
      seen.clear();
      for (let i = 0; i < length; i++) seen.add(hash[i]!);
      const likeness = learned.to(seen);
      let up = 0;
      let down = 0;
      for (const [i, { sign, set }] of sets.entries()) {
        const alike = set.has(whole) ? 1 : likeness[i]!;
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
  sign: 1 | -1;
  set: ReadonlySet<number>;
}

/** Wordings that say the same count once. */
function shiftOf(lessons: readonly Learned[]): number {
  const distinct = { [1]: new Likeness(), [-1]: new Likeness() };
  let net = 0;
  for (const { sign, set } of lessons) {
    if (distinct[sign].to(set).some((alike) => alike >= SAME_LESSON)) continue;
    distinct[sign].add(set);
    net += sign;
  }
  const beyond = Math.max(0, Math.abs(net) - BEFORE_SHIFT);
  return Math.sign(net) * Math.min(MOST_SHIFT, beyond * SHIFT_STEP);
}

/**
 * How alike a set is to each of those added: the cosine, 0 nothing in common, 1 the same. Kept by feature: to go through every set for
 * every window of a long text would hold the page for seconds.
 */
class Likeness {
  readonly #having = new Map<number, number[]>();
  readonly #sizes: number[] = [];

  add(set: ReadonlySet<number>): void {
    const place = this.#sizes.push(set.size) - 1;
    for (const hash of set) {
      const places = this.#having.get(hash);
      if (places) places.push(place);
      else this.#having.set(hash, [place]);
    }
  }

  to(set: ReadonlySet<number>): Float64Array {
    const alike = new Float64Array(this.#sizes.length);
    for (const hash of set) for (const place of this.#having.get(hash) ?? NONE) alike[place]!++;
    return alike.map((common, place) => (common === 0 ? 0 : common / Math.sqrt(set.size * this.#sizes[place]!)));
  }
}

const NONE: readonly number[] = [];
