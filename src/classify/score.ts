import { extract, makeFeatures, type Features } from './features.ts';
import { HEADS } from './heads.ts';
import { jointScore, type Form } from './joint.ts';
import { slotOf, type Model } from './model.ts';
import { wholeOf, type Personal } from './personal.ts';
import { isMostlyHan, type Tokens } from './tokens.ts';
import { raise } from './towers.ts';
import { addWeights, bytesFor } from './weights.ts';

/** What the model says of one window of a text. Every number comes from whole numbers and IEEE roots: the same in every engine. */
export interface WindowScore {
  /** Tokens, end exclusive. */
  start: number;
  end: number;
  /** A logit for each head. */
  logit: Float64Array;
  form: Form;
  joint: number;
  /** What the reader's lessons add to the joint score. */
  lesson: number;
  /** How many of its features the model knows. */
  known: number;
  /** The summed weights of its known features, whole numbers, and the loudness of each. */
  sums: Int32Array;
  value: number;
}

/**
 * How loud one feature is in a window of so many known ones: a vector of length one, but a text of two known features must not be
 * twice as sure as one of ten, so every text counts as if it had some more.
 */
export function loudness(known: number): number {
  return 1 / Math.sqrt(known + 100);
}

/** Longer texts are read in windows, so that one threat in a long letter is not thinned out. In tokens. */
export const LONGEST_WHOLE = 160;
export const WINDOW = 120;
export const STRIDE = 80;

/** Room that is used again from message to message. One reader per classifier. */
export interface Scratch {
  features: Features;
  /** The slot of each feature of the window read last, or -1. */
  slotOf: Int32Array;
  /** The same slots, each once. */
  slots: Int32Array;
  stamp: Uint32Array;
  turn: number;
}

export function makeScratch(model: Model): Scratch {
  return { features: makeFeatures(), slotOf: new Int32Array(1024), slots: new Int32Array(1024), stamp: new Uint32Array(model.check.length), turn: 0 };
}

export function scoreWindows(model: Model, scratch: Scratch, text: string, tokens: Tokens, personal: Personal | null = null): WindowScore[] {
  const whole = personal ? wholeOf(text) : 0;
  const read = (start: number, end: number): WindowScore => {
    const score = scoreWindow(model, scratch, text, tokens, start, end);
    if (personal) score.lesson = personal.adjust(scratch.features, whole);
    return score;
  };
  if (tokens.length <= LONGEST_WHOLE) return [read(0, tokens.length)];
  const scores: WindowScore[] = [];
  for (let start = 0; ; start += STRIDE) {
    const end = Math.min(start + WINDOW, tokens.length);
    scores.push(read(start, end));
    if (end === tokens.length) return scores;
  }
}

/** How many of the window's features the model knows; their slots stand in `scratch.slots`. */
export function readSlots(model: Model, scratch: Scratch, text: string, tokens: Tokens, start: number, end: number): number {
  const { features, stamp } = scratch;
  extract(text, tokens, start, end, features);
  if (scratch.slots.length < features.length) {
    scratch.slots = new Int32Array(features.length * 2);
    scratch.slotOf = new Int32Array(features.length * 2);
  }
  if (++scratch.turn === 0xffffffff) {
    stamp.fill(0);
    scratch.turn = 1;
  }
  let count = 0;
  for (let i = 0; i < features.length; i++) {
    const slot = slotOf(model, features.hash[i]!);
    scratch.slotOf[i] = slot;
    if (slot < 0 || stamp[slot] === scratch.turn) continue;
    stamp[slot] = scratch.turn;
    scratch.slots[count++] = slot;
  }
  return count;
}

function scoreWindow(model: Model, scratch: Scratch, text: string, tokens: Tokens, start: number, end: number): WindowScore {
  const count = readSlots(model, scratch, text, tokens, start, end);
  const { weight, width } = model;
  const sums = new Int32Array(width + (width & 1));
  const size = bytesFor(width);
  for (let i = 0; i < count; i++) addWeights(weight, scratch.slots[i]! * size, width, sums);
  const value = loudness(count);
  const logit = new Float64Array(HEADS);
  raise(model, sums, value, logit);
  const form = { han: isMostlyHan(tokens, start, end), tokens: end - start };
  return { start, end, logit, form, joint: jointScore(model.header.joint, logit, form), lesson: 0, known: count, sums, value };
}
