import { cutSyllables, foldSyllable } from '../text/syllables.ts';
import { readingOf } from '../text/readings.ts';
import { isDigit, isHan, isLatin } from '../text/scripts.ts';

export const HAN = 1;
export const WORD = 2;
export const NUMBER = 3;
export const MARK = 4;

/** The pieces of a folded text: a Han character, a Latin word, a number, any other sign. Spaces are left out. */
export interface Tokens {
  kind: Uint8Array;
  hash: Int32Array;
  /** UTF-16 offsets in the folded text. */
  start: Int32Array;
  end: Int32Array;
  length: number;
  /** The homophone view: syllables of Han and of typed pinyin, each with the token it came from; 0 where the stream breaks. */
  sound: Int32Array;
  soundToken: Int32Array;
  soundLength: number;
}

/** Whether most of what is read is Han characters. */
export function isMostlyHan({ kind }: Tokens, start: number, end: number): boolean {
  let han = 0;
  for (let i = start; i < end; i++) if (kind[i] === HAN) han++;
  return han * 2 > end - start;
}

export function textHash(text: string, start = 0, end = text.length): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** A word of more letters is noise; its first letters stand for it and time stays bounded. */
const LONGEST_WORD = 40;

export function tokenise(text: string): Tokens {
  const size = text.length;
  const tokens: Tokens = {
    kind: new Uint8Array(size), hash: new Int32Array(size), start: new Int32Array(size), end: new Int32Array(size), length: 0,
    sound: new Int32Array(0), soundToken: new Int32Array(0), soundLength: 0,
  };
  let anyHan = false;
  for (let at = 0; at < size; ) {
    const code = text.codePointAt(at)!;
    let end = at + (code > 0xffff ? 2 : 1);
    if (code === 0x20) {
      at = end;
      continue;
    }
    let kind = MARK;
    if (isHan(code)) {
      kind = HAN;
      anyHan = true;
    } else if (isLetter(code)) {
      kind = WORD;
      while (end < size && isLetter(text.charCodeAt(end))) end++;
    } else if (isDigit(code)) {
      kind = NUMBER;
      while (end < size && isDigit(text.charCodeAt(end))) end++;
    }
    const n = tokens.length++;
    tokens.kind[n] = kind;
    tokens.start[n] = at;
    tokens.end[n] = end;
    tokens.hash[n] = kind === HAN ? code : textHash(text, at, Math.min(end, at + LONGEST_WORD));
    at = end;
  }
  readSounds(text, tokens, anyHan);
  return tokens;
}

/** Letters that are written in words: Latin and other alphabets, kana, Hangul. */
function isLetter(code: number): boolean {
  return isLatin(code) || (code >= 0xc0 && code < 0x2000) || (code >= 0x3040 && code < 0x3130) || (code >= 0xac00 && code < 0xd7a4);
}

const soundOfHan = new Map<number, number>();
const FAILS_ALLOWED = 2;

function readSounds(text: string, tokens: Tokens, anyHan: boolean): void {
  if (!anyHan && !looksLikePinyin(text, tokens)) return;
  tokens.sound = new Int32Array(text.length + tokens.length);
  tokens.soundToken = new Int32Array(text.length + tokens.length);
  for (let i = 0; i < tokens.length; i++) {
    if (tokens.kind[i] === HAN) addSound(tokens, hanSound(tokens.hash[i]!), i);
    else if (tokens.kind[i] === WORD) addWordSounds(text, tokens, i);
    else addSound(tokens, 0, i);
  }
}

function addSound(tokens: Tokens, sound: number, token: number): void {
  tokens.sound[tokens.soundLength] = sound;
  tokens.soundToken[tokens.soundLength++] = token;
}

function hanSound(code: number): number {
  const known = soundOfHan.get(code);
  if (known !== undefined) return known;
  const reading = readingOf(code);
  // A character outside the table sounds like nothing else.
  const sound = reading === undefined ? code | 0x40000000 : textHash(reading);
  soundOfHan.set(code, sound);
  return sound;
}

function addWordSounds(text: string, tokens: Tokens, token: number): void {
  const start = tokens.start[token]!;
  const letters = text.slice(start, tokens.end[token]!);
  const ends = letters.length >= 2 ? cutSyllables(letters) : null;
  if (!ends) {
    addSound(tokens, 0, token);
    return;
  }
  let from = 0;
  for (const end of ends) {
    addSound(tokens, textHash(foldSyllable(letters.slice(from, end))), token);
    from = end;
  }
}

/** A text without Han: pinyin when hardly any of its first words is anything else. */
function looksLikePinyin(text: string, tokens: Tokens): boolean {
  let fails = 0;
  let letters = 0;
  for (let i = 0; i < tokens.length && i < 40; i++) {
    if (tokens.kind[i] !== WORD) continue;
    const word = text.slice(tokens.start[i]!, tokens.end[i]!);
    if (cutSyllables(word)) letters += word.length;
    else if (++fails > FAILS_ALLOWED) return false;
  }
  return letters >= 6 && letters > fails * 12;
}
