/**
 * One rule for every file we make: a character that cannot stand in a file, or that would hide or reorder what a person
 * reads, is written as `[U+202E]`, its number in brackets. A `[` of the text that stands before `U+` is written as
 * `[U+005B]` itself, so that turning every `[U+…]` back into its character always gives the text as it was.
 */
const BRACKET = '\\[(?=U\\+)';

/** What a UTF-8 file cannot hold, or what ends a cell in many programs. */
const IN_FILES = new RegExp(`\\u0000|\\p{Surrogate}|${BRACKET}`, 'gu');

/**
 * What must not act on a page: controls, direction marks, invisible characters. A carriage return too, because an HTML
 * parser turns it into a line feed. A joiner inside an emoji, and a non-joiner in Arabic script, belong to ordinary writing.
 */
const ON_PAGES = new RegExp(
  '(?:' + [
    '[\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B\\u200E\\u200F]',
    '[\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\uFFFE\\uFFFF\\u{E0000}-\\u{E0FFF}]',
    // Of no font that anyone else has, or of none at all.
    '[\\p{Co}\\p{NChar}]',
    '\\p{Surrogate}',
    '(?<![\\p{Extended_Pictographic}\\uFE0F\\u{1F3FB}-\\u{1F3FF}])\\u200D',
    '(?<!\\p{Script=Arabic})\\u200C',
    BRACKET,
  ].join('|') + ')+',
  'gu',
);

const marksOf = (run: string): string =>
  Array.from(run, (char) => `[U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`).join('');

/** Text for a plain file. Always well formed. */
export function markForFile(text: string): string {
  return text.replace(IN_FILES, marksOf);
}

/** True when `markForFile` changes the text for another reason than its brackets. */
export function needsMarks(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

/** Text for a page, in runs; `marked` runs are `[U+…]` marks to be shown as ours. */
export function pageRuns(text: string): { text: string; marked: boolean }[] {
  const runs: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(ON_PAGES)) {
    if (match.index > at) runs.push({ text: text.slice(at, match.index), marked: false });
    runs.push({ text: marksOf(match[0]), marked: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) runs.push({ text: text.slice(at), marked: false });
  return runs;
}

/** The way back, for files and pages alike. */
export function unmark(text: string): string {
  return text.replace(/\[U\+([0-9A-F]{4,6})\]/g, (_mark, hex: string) => String.fromCodePoint(parseInt(hex, 16)));
}

/** Characters that many fonts lack: a printed page may show an empty box or nothing, so that their numbers are given beside the text. */
const RARE = /(?!\p{NChar})[\u{20000}-\u{3FFFF}\p{Cn}]/gu;

/** Each rare character of a text once, at most `most`, in the order in which they come. */
export function rareCharacters(text: string, most = 30): { char: string; number: string }[] {
  const found = new Set<string>();
  for (const [char] of text.matchAll(RARE)) {
    found.add(char);
    if (found.size >= most) break;
  }
  return [...found].map((char) => ({ char, number: `U+${char.codePointAt(0)!.toString(16).toUpperCase()}` }));
}
