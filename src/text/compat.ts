import { makeUnits, pushUnit, type Units } from './offsets.ts';
import { LOOKALIKES, MONEY_SIGNS } from './tables/lookalikes.ts';

/** What NFKC and case folding make of one code point, without marks that stand above or through a letter. */
const memory = new Map<number, readonly number[]>();
const MEMORY_LIMIT = 20_000;
const NOTHING: readonly number[] = [];

const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]$/u;

/**
 * First step: NFKC for each code point; combining marks, invisible characters, variation selectors, bidi controls and lone
 * surrogates are dropped; white space is one space; letters are small. An accented letter gives its plain one.
 */
export function compatible(text: string): Units {
  const units = makeUnits(text.length);
  for (let at = 0; at < text.length; ) {
    const first = text.charCodeAt(at);
    if (first < 0x80) {
      const plain = plainAscii(first);
      if (plain > 0) pushUnit(units, plain, at, at + 1);
      at++;
      continue;
    }
    const code = text.codePointAt(at)!;
    const next = at + (code > 0xffff ? 2 : 1);
    if (code >= 0x4e00 && code <= 0x9fff) pushUnit(units, code, at, next);
    else for (const made of fold(code)) pushUnit(units, made, at, next);
    at = next;
  }
  return units;
}

function plainAscii(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code + 32;
  if (code > 0x20 && code < 0x7f) return code;
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) ? 0x20 : 0;
}

function fold(code: number): readonly number[] {
  const remembered = memory.get(code);
  if (remembered) return remembered;
  const made = foldNow(code);
  // A page can show every code point there is: the memory must not grow with it for ever.
  if (memory.size >= MEMORY_LIMIT) memory.clear();
  memory.set(code, made);
  return made;
}

function foldNow(code: number): readonly number[] {
  if (code >= 0xd800 && code <= 0xdfff) return NOTHING;
  const char = String.fromCodePoint(code);
  if (/^[\u2028\u2029\u0085]$/u.test(char)) return [0x20];
  const plain = char.normalize('NFKD').replace(/\p{Mn}/gu, '').normalize('NFKC').toLowerCase();
  const out: number[] = [];
  for (const piece of plain) {
    const point = piece.codePointAt(0)!;
    if (/^\s$/u.test(piece)) out.push(0x20);
    else if (point < 0x80) {
      const ascii = plainAscii(point);
      if (ascii > 0) out.push(ascii);
    } else if (LOOKALIKES.has(point)) out.push(MONEY_SIGNS.has(point) ? point : LOOKALIKES.get(point)!);
    else if (!INVISIBLE.test(piece)) out.push(point);
  }
  return out;
}
