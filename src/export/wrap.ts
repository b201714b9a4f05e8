/** Characters that must not begin a line. */
const NEVER_FIRST = /[、。，；：？！）」』”’》…,.;:?!)\]]/;

/** Columns a text takes where Han characters are two wide. */
export function columns(text: string): number {
  return Array.from(text).reduce((sum, char) => sum + (isWide(char) ? 2 : 1), 0);
}

function isWide(char: string): boolean {
  return /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]/.test(char);
}

/** Breaks a paragraph of plain text into lines, between words or between Han characters. */
export function wrap(text: string, indent = '', width = 78): string[] {
  // A piece is a word with the space after it, or one wide character.
  const pieces = text.match(/[\u2E80-\uFF60“”‘’]|[^\s\u2E80-\uFF60“”‘’]+\s?|\s/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  let used = indent.length;
  for (const piece of pieces) {
    const size = columns(piece.trimEnd());
    if (used + size > width && line.trim() !== '' && !NEVER_FIRST.test(piece[0]!)) {
      lines.push(indent + line.trimEnd());
      line = '';
      used = indent.length;
    }
    line += piece;
    used += size + (piece.length - piece.trimEnd().length);
  }
  if (line.trim() !== '') lines.push(indent + line.trimEnd());
  return lines;
}
