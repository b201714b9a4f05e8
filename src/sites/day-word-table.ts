import { BRIEF, COARSE, COMMON, ERAS, HALVES, LANGUAGES, MARKS, UNITS, type Half, type Mark, type Word } from './day-words.ts';

type Entry = readonly [spelling: string, word: Word];
type Named = 'month' | 'weekday' | 'back';

type Script = 'latin' | 'cyrillic' | 'thai' | 'east';

const tables: Partial<Record<Script, Map<string, Entry[]>>> = {};

/** The longest known word at this place. `text` is as `plainWords` leaves it. */
export function wordAt(text: string, at: number): { word: Word; length: number } | undefined {
  // Built at first use, one script at a time: a Chinese page never pays for the languages of Europe.
  const script = scriptOf(text, at);
  const table = (tables[script] ??= build(script));
  for (let length = 2; length > 0; length--) {
    for (const [spelling, word] of table.get(text.slice(at, at + length)) ?? []) {
      if (text.startsWith(spelling, at) && !runsOn(spelling, text, at + spelling.length)) return { word, length: spelling.length };
    }
  }
  return undefined;
}

/** "may" is no word of "maybe", nor "t2" one of "t25". Chinese, Thai and Korean are written without gaps. */
function runsOn(spelling: string, text: string, end: number): boolean {
  const last = spelling.charCodeAt(spelling.length - 1);
  const next = text[end];
  if (next === undefined) return false;
  if (last >= 48 && last <= 57) return next >= '0' && next <= '9';
  return isAlphabetic(last) && (next === "'" || isAlphabetic(next.charCodeAt(0)));
}

/** Small Latin and Cyrillic letters. */
function isAlphabetic(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 0xc0 && code < 0x530 && code !== 0xd7 && code !== 0xf7) || (code >= 0x1e00 && code < 0x1f00);
}

function scriptOf(text: string, at: number): Script {
  const code = text.charCodeAt(at);
  if (code < 0x370 || (code >= 0x1e00 && code < 0x1f00)) return 'latin';
  if (code < 0x530) return 'cyrillic';
  return code >= 0xe00 && code < 0xe80 ? 'thai' : 'east';
}

function build(script: Script): Map<string, Entry[]> {
  const words = new Map<string, Word>();
  const spellingsHere = (list: string | undefined) => spellingsOf(list).filter((spelling) => scriptOf(spelling, 0) === script);
  const meaning = (spelling: string): Word => {
    let word = words.get(spelling);
    if (!word) words.set(spelling, (word = { of: {} }));
    return word;
  };
  const add = <K extends keyof Word>(list: string | undefined, field: K, value: Word[K]) => {
    for (const spelling of spellingsHere(list)) meaning(spelling)[field] ??= value;
  };
  const name = (list: string, field: Named, value: number, language: string) => {
    for (const spelling of spellingsHere(list)) {
      const word = meaning(spelling);
      // The earlier language keeps a word on which two disagree.
      if ((word[field] ??= value) !== value) continue;
      if (word.of[field] === null) continue;
      if (isShy(spelling, field, language)) (word.of[field] ??= []).push(language);
      else word.of[field] = null;
    }
  };

  for (const [language, { months, days, back, just, now, ago, units, one, last, link, frame }] of Object.entries(LANGUAGES)) {
    if (scriptOf(back, 0) !== script) continue;
    months?.split(',').forEach((list, i) => name(list, 'month', i + 1, language));
    days?.split(',').forEach((list, i) => name(list, 'weekday', i, language));
    back.split(',').forEach((list, i) => name(list, 'back', i, language));
    units.split(',').forEach((list, i) => add(list, 'unit', UNITS[i]!));
    add(just, 'now', 'just');
    add(now, 'now', 'now');
    add(ago, 'ago', true);
    add(one, 'one', true);
    add(last, 'last', true);
    add(link, 'link', true);
    add(frame, 'frame', true);
  }
  add('上|上个|上個', 'week', 'last');
  add('本|这|這|这个|這個', 'week', 'this');
  for (const [half, list] of Object.entries(HALVES)) add(list, 'half', half as Half);
  for (const [mark, list] of Object.entries(MARKS)) add(list, 'mark', mark as Mark);
  for (const [era, base] of Object.entries(ERAS)) add(era, 'era', base);
  add(BRIEF, 'brief', true);
  add(COARSE, 'coarse', true);
  add('about|over|almost|nearly|大约|大約|约|約', 'about', true);
  add('pukul|pkl|kl|klo', 'frame', true);
  add('pukul|pkl|kl|klo', 'dotted', true);
  add('gmt|utc|z', 'zone', true);
  return byHead(words);
}

/** Each spelling as `plainWords` would leave it, and without its accents where it has some (but "thứ 3" in "Thu 3 Apr" is none). */
function spellingsOf(list = ''): string[] {
  const spellings = list === '' ? [] : list.split('|');
  for (let i = spellings.length - 1; i >= 0; i--) {
    if (!/[^ -~]/.test(spellings[i]!)) continue;
    spellings[i] = spellings[i]!.normalize('NFKC');
    if (/^\D*[\u00c0-\u024f\u1e00-\u1eff]\D*$/.test(spellings[i]!)) spellings.push(spellings[i]!.normalize('NFD').replace(/[\u0300-\u036f]/g, ''));
  }
  return spellings;
}

function isShy(spelling: string, field: Named, language: string): boolean {
  return language !== 'en' && (COMMON.has(spelling) || (field !== 'back' && /^[a-z0-9]{1,3}$/.test(spelling)));
}

/** By the first two characters, the longest first. */
function byHead(words: Map<string, Word>): Map<string, Entry[]> {
  const heads = new Map<string, Entry[]>();
  for (const entry of words) {
    const head = entry[0].slice(0, 2);
    const list = heads.get(head);
    if (list) list.push(entry);
    else heads.set(head, [entry]);
  }
  for (const list of heads.values()) if (list.length > 1) list.sort(([a], [b]) => b.length - a.length);
  return heads;
}
