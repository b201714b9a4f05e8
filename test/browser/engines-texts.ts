import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSplits } from '../../tools/classifier/corpus.ts';
import { readConversations } from '../../tools/classifier/conversations.ts';
import { randomFrom } from '../../tools/classifier/random.ts';
import type { Questions } from '../../tools/browser/engine-answers.ts';

/** Every line and every chat of the test batches. An id is `batch:line` or the chat's own. */
export function testQuestions(corpus: string): Questions {
  const { test } = readSplits(corpus);
  const chats = readConversations(corpus).filter(({ batch }) => test.includes(batch));
  const ofChats = new Set(chats.map(({ batch }) => batch));
  const texts = test.filter((batch) => !ofChats.has(batch)).flatMap((batch) =>
    readFileSync(join(corpus, `${batch}.jsonl`), 'utf8').split('\n').flatMap((row, index) =>
      (row.trim() === '' ? [] : [{ id: `${batch}:${index + 1}`, text: (JSON.parse(row) as { text: string }).text }])));
  return { texts, chats: chats.map(({ id, messages }) => ({ id, messages })) };
}

const EACH = 20;
const FLOOD = 50_000;

const THREATS = [
  '今晚不还钱就去你家门口泼油漆,让你全家不得安宁', '再唔還錢,聽日就上你公司搵你老細', 'pay by tonight or I will come to your house and break your legs',
  'jin tian bu huan qian jiu qu ni jia', '我會把你的照片跟身分證發給你所有通訊錄的人', 'everyone in your contacts gets your photo and your debt, thief', 'D.I.E br0ke', '还💰',
];

type Random = () => number;
const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)]!;
const unit = (from: number, to: number, random: Random): string => String.fromCharCode(from + Math.floor(random() * (to - from + 1)));
/** The text with something out of `signs` after every unit or character of it, now and then. */
const strewn = (pieces: Iterable<string>, signs: readonly string[], share: number, random: Random): string =>
  [...pieces].map((piece) => (random() < share ? piece + pick(signs, random) : piece)).join('');
const filled = (piece: () => string, length: number): string => {
  let text = '';
  while (text.length < length) text += piece();
  return text.slice(0, length);
};
/** A Chinese or English letter from one of the blocks that NFKC folds: full width, mathematical, circled, parenthesised. */
const dressed = (text: string, random: Random): string => text.replace(/[a-z]/gi, (letter) => {
  const place = letter.toLowerCase().charCodeAt(0) - 97;
  return String.fromCodePoint(pick([0xff41, 0x1d41a, 0x1d552, 0x24d0, 0x249c, 0x1f130, 0x1d68a], random) + place);
});

const ZERO_WIDTH = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u180e', '\u115f', '\u3164', '\uffa0'];
const BIDI = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\u200e', '\u200f', '\u061c'];
const MARKS = ['\u0300', '\u0336', '\u0338', '\u20e3', '\ufe0f', '\ufe0e', '\u{e0100}', '\u{e0041}', '\u0489', '\u1ab0', '\u3099'];
const ODD = ['\u0000', '\u0007', '\u001b', '\u0085', '\u2028', '\u2029', '\ufffe', '\uffff', '\ufffd', '\ue000', '\u{10ffff}', '\u{f0000}', '\r\n', '\v'];
const FOLDS = ['ﷺ', '㍿', '㋿', 'ﬃ', 'ß', 'İ', 'ı', 'ſ', 'K', 'Å', 'Σ', 'ς', '㈱', '㎏', '①', '⑳', '½', '﷼', '№', '℡', '⼈', '⺠', '豈', '가', 'ᄀ', '각', '葛\u{e0100}', 'ᾳ', 'Ǆ', 'ŉ'];
const LOOKALIKES = ['а', 'е', 'о', 'р', 'с', 'у', 'х', 'Α', 'Β', 'ο', 'ɑ', '௦', '٤', '۴', '४', '๔', '𝟜', '〇', '零', '$', '€', '₱', '₦', 'ⓐ'];
const EMOJI = ['💰', '🔪', '👨‍👩‍👧', '🏴\u{e0067}\u{e0062}\u{e007f}', '🇭🇰', '🇭', '👍🏽', '☠️', '1️⃣', '❤', '🫠'];

const flood = (which: number, random: Random): string => {
  const one = ['a', '死', '\u0301', '\u200d', '👍', '1', ' ', '.', '\ud800', '\udc00', '還', '\u202e', 'ﷺ', '①'][which];
  if (one !== undefined) return filled(() => one, FLOOD);
  if (which === 14) return filled(() => pick(THREATS, random), FLOOD);
  if (which === 15) return filled(() => `${pick(THREATS, random)} `, FLOOD);
  if (which === 16) return filled(() => unit(0x4e00, 0x9fff, random), FLOOD);
  if (which === 17) return filled(() => unit(0x61, 0x7a, random), FLOOD);
  if (which === 18) return filled(() => unit(0, 0xffff, random), FLOOD);
  return filled(() => strewn(pick(THREATS, random), ZERO_WIDTH, 1, random), FLOOD);
};

/** Twenty of each kind. */
const KINDS: Record<string, (which: number, random: Random) => string> = {
  'lone surrogates': (_, random) => strewn(pick(THREATS, random).split(''), ['\ud800', '\udbff', '\udc00', '\udfff', '\udc00\ud800'], 0.5, random),
  flood,
  'zero width': (_, random) => strewn(pick(THREATS, random), ZERO_WIDTH, 0.8, random),
  bidi: (which, random) => strewn(which % 2 ? pick(THREATS, random) : [...pick(THREATS, random)].toReversed(), BIDI, 0.5, random),
  marks: (_, random) => strewn(strewn(pick(THREATS, random), MARKS, 0.7, random), MARKS, 0.7, random),
  'controls and non-characters': (_, random) => strewn(pick(THREATS, random), ODD, 0.4, random),
  folds: (which, random) => strewn(which % 2 ? dressed(pick(THREATS, random), random) : pick(THREATS, random), FOLDS, 0.4, random),
  'look-alikes and pictures': (_, random) => strewn(pick(THREATS, random), [...LOOKALIKES, ...EMOJI], 0.4, random),
  'any units': (which, random) => filled(() => unit(0, 0xffff, random), which * 40),
  mixed: (which, random) => Array.from({ length: 1 + which * 3 }, () => strewn(pick(THREATS, random), [...ZERO_WIDTH, ...BIDI, ...MARKS, ...ODD, ...FOLDS, '\ud83d'], 0.3, random)).join('\n'),
};

/** 200 texts written to break a reader; the same ones in each run. */
export function hostileQuestions(): Questions {
  const random = randomFrom(20);
  const texts = Object.entries(KINDS).flatMap(([kind, make]) =>
    Array.from({ length: EACH }, (_, which) => ({ id: `hostile, ${kind} ${which + 1}`, text: make(which, random) })));
  return { texts, chats: [] };
}
