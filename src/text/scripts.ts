/** What kind of character a folded code point is, for the steps of the chain. */

export function isHan(code: number): boolean {
  return (
    (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || (code >= 0x20000 && code <= 0x323af) ||
    code === 0x3005 || code === 0x3007 ||
    // Radicals that stand alone when a character is split: ⺀–⿕ are folded by NFKC or kept.
    (code >= 0x2e80 && code <= 0x2fd5)
  );
}

export function isLatin(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

const EMOJI = /^[\p{Extended_Pictographic}\p{Regional_Indicator}\u{1f3fb}-\u{1f3ff}]$/u;

/** Pictures, not the digits and signs that Unicode also counts as emoji. */
export function isEmoji(code: number): boolean {
  return code > 0x2000 && !isHan(code) && EMOJI.test(String.fromCodePoint(code));
}
