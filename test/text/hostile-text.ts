import fc from 'fast-check';

const PIECES = [
  '催', '收', '網', '(wǎng)', '亻', '呆', '🔥', '👨‍👩‍👧', '🇨🇳', '\u200b', '\ufe0f', '.', '*', ' ', '　', '，', '。', 'a', 'P', '@', '$', '1', '0', '５', 'ﷺ', 'ﬁ', '㎏',
  '\u0301', '\u202e', '\ud800', '\udc00', '𠮶', '𝐩', 'р', 'مرحبا', '\n', '\0', '(', ')', '（', '）', 'kkkk', 'cui', '\uffff', '\u{10ffff}', '각', 'が', 'か\u3099',
  '今晚叫人去你家', '不还钱就发你通讯录', 'we know where your kids go to school', 'baotongxunlu', 'ㄎㄢˇ', '聽日上你公司搵你', 'pay by 5pm or else',
];

/** Pieces that hide, join or break writing, with any other code units between them, lone surrogates included. */
export const hostileText = fc.array(
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  { maxLength: 40 },
).map((pieces) => pieces.join(''));

/** False inside a surrogate pair. */
export function isBoundary(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return at === 0 || at === text.length;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return !(before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff);
}
