import { HAN, MARK, NUMBER, textHash, WORD, type Tokens } from './tokens.ts';

/**
 * What the model looks at in a run of tokens: hashed n-grams. Each feature carries the tokens it spans, so that the words
 * that decided can be found again. A feature counts once a text however often it stands there.
 */
export interface Features {
  /** 32-bit hashes; a model of 2^b buckets uses the upper b bits. */
  hash: Int32Array;
  firstToken: Int32Array;
  lastToken: Int32Array;
  length: number;
}

/** Raised whenever the features of a text change: a model made for others is refused. */
export const FEATURES_VERSION = 1;

const HAN_GRAMS = 4;
const SOUND_GRAMS = 4;
const WORD_GRAMS = 3;
/** Pairs of words with others between them: so many words apart at most. */
const FARTHEST_PAIR = 4;
const SHORTEST_IN_WORD = 4;
const LONGEST_IN_WORD = 6;
const LONGEST_WORD = 24;

const SEED = { word: 0x2545f491, inside: 0x3c6ef372, sound: 0x5bd1e995, edge: 0x68e31da4, pair: 0x27d4eb2f, shape: 0x7feb352d };

export function makeFeatures(capacity = 1024): Features {
  return { hash: new Int32Array(capacity), firstToken: new Int32Array(capacity), lastToken: new Int32Array(capacity), length: 0 };
}

function add(out: Features, hash: number, first: number, last: number): void {
  if (out.length === out.hash.length) {
    const size = out.length * 2;
    for (const column of ['hash', 'firstToken', 'lastToken'] as const) {
      const wider = new Int32Array(size);
      wider.set(out[column]);
      out[column] = wider;
    }
  }
  out.hash[out.length] = finish(hash);
  out.firstToken[out.length] = first;
  out.lastToken[out.length++] = last;
}

const join = (hash: number, next: number): number => {
  const mixed = Math.imul(hash ^ next, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) | 0;
};

function finish(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b | 0);
  return h ^ (h >>> 16);
}

/** Fills `out` with the features of the tokens from `start` to `end` (exclusive). */
export function extract(text: string, tokens: Tokens, start: number, end: number, out: Features): void {
  out.length = 0;
  addGrams(tokens, start, end, out);
  addPairs(tokens, start, end, out);
  addInside(text, tokens, start, end, out);
  addSounds(tokens, start, end, out);
  addShape(text, tokens, start, end, out);
}

function addGrams(tokens: Tokens, start: number, end: number, out: Features): void {
  const { kind, hash } = tokens;
  for (let i = start; i < end; i++) {
    if (kind[i] === MARK) {
      add(out, join(SEED.edge, hash[i]!), i, i);
      continue;
    }
    // The first and the last word of a clause.
    if (i === start || kind[i - 1] === MARK) add(out, join(join(SEED.edge, 1), hash[i]!), i, i);
    if (i + 1 === end || kind[i + 1] === MARK) add(out, join(join(SEED.edge, 2), hash[i]!), i, i);
    let gram = SEED.word;
    let han = false;
    for (let n = 1; n <= HAN_GRAMS && i + n <= end; n++) {
      const last = i + n - 1;
      if (kind[last] === MARK) break;
      if (kind[last] === HAN) han = true;
      gram = join(gram, hash[last]!);
      if (han || n <= WORD_GRAMS) add(out, gram, i, last);
    }
  }
}

function addPairs(tokens: Tokens, start: number, end: number, out: Features): void {
  const { kind, hash } = tokens;
  for (let i = start; i < end; i++) {
    if (kind[i] !== WORD) continue;
    let apart = 0;
    for (let k = i + 1; k < end && apart < FARTHEST_PAIR; k++) {
      if (kind[k] === MARK) continue;
      if (++apart > 1) add(out, join(join(SEED.pair, hash[i]!), hash[k]!), i, k);
    }
  }
}

function addInside(text: string, tokens: Tokens, start: number, end: number, out: Features): void {
  for (let i = start; i < end; i++) {
    if (tokens.kind[i] !== WORD) continue;
    const from = tokens.start[i]!;
    const to = Math.min(tokens.end[i]!, from + LONGEST_WORD);
    // Doubled letters count once inside words: kill, killl and kil meet.
    const letters = [1];
    for (let k = from; k < to; k++) {
      const code = text.charCodeAt(k);
      if (code !== letters.at(-1)) letters.push(code);
    }
    letters.push(2);
    for (let a = 0; a < letters.length; a++) {
      let gram = SEED.inside;
      for (let n = 1; n <= LONGEST_IN_WORD && a + n <= letters.length; n++) {
        gram = join(gram, letters[a + n - 1]!);
        if (n >= SHORTEST_IN_WORD) add(out, gram, i, i);
      }
    }
  }
}

function addSounds(tokens: Tokens, start: number, end: number, out: Features): void {
  const { sound, soundToken, soundLength } = tokens;
  for (let i = firstSound(tokens, start); i < soundLength && soundToken[i]! < end; i++) {
    let gram = SEED.sound;
    for (let n = 1; n <= SOUND_GRAMS && i + n <= soundLength; n++) {
      const last = i + n - 1;
      if (sound[last] === 0 || soundToken[last]! >= end) break;
      gram = join(gram, sound[last]!);
      if (n >= 2) add(out, gram, soundToken[i]!, soundToken[last]!);
    }
  }
}

/** The first place of the homophone view at or after a token. */
function firstSound(tokens: Tokens, token: number): number {
  let low = 0;
  let high = tokens.soundLength;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens.soundToken[middle]! < token) low = middle + 1;
    else high = middle;
  }
  return low;
}

function addShape(text: string, tokens: Tokens, start: number, end: number, out: Features): void {
  let numbers = 0;
  let longNumber = 0;
  let han = 0;
  for (let i = start; i < end; i++) {
    if (tokens.kind[i] === HAN) han++;
    if (tokens.kind[i] !== NUMBER) continue;
    numbers++;
    longNumber = Math.max(longNumber, tokens.end[i]! - tokens.start[i]!);
  }
  const script = han * 2 > end - start ? 'h' : 'l';
  const size = Math.min(7, Math.floor(Math.log2(end - start + 1)));
  const shapes = [`${script}${size}`, `n${Math.min(numbers, 4)}`, `d${Math.min(longNumber, 8)}`];
  if (end > start) {
    const tail = text.charCodeAt(tokens.end[end - 1]! - 1);
    shapes.push(`e${script}${tail === 0x3f || tail === 0x21 || tail === 0x2e || tail === 0x3002 ? tail : 0}`);
  }
  for (const shape of shapes) add(out, join(SEED.shape, textHash(shape)), -1, -1);
}
