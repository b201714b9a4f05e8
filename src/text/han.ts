import { moveUnit, type Units } from './offsets.ts';
import { isHan } from './scripts.ts';
import { SIMPLIFIED, TRADITIONAL } from './tables/simplified.ts';
import { SPLIT } from './tables/split.ts';

let simple: Map<number, number> | undefined;

/** Third step: Traditional to Simplified, one character to one. */
export function simplify(units: Units): void {
  simple ??= new Map([...TRADITIONAL].map((char, index) => [char.codePointAt(0)!, SIMPLIFIED.codePointAt(index)!] as const));
  for (let i = 0; i < units.length; i++) {
    const code = units.code[i]!;
    if (code < 0x3400) continue;
    const to = simple.get(code);
    if (to !== undefined) units.code[i] = to;
  }
}

/** Radicals as other blocks and other scripts have them: ⺘ and 扌, ⻌ and 辶. */
const RADICALS = new Map([...'⺅亻⺘扌⺡氵⻈讠⻐钅⺖忄⻠饣⺨犭⻌辶⻍辶⻎辶⻏阝⻖阝⺭礻⻂衤⺾艹⺿艹⻀艹⺮竹⺹耂言讠訁讠金钅釒钅飠饣糹纟糸纟'].reduce<[number, number][]>(
  (pairs, char, index, all) => {
    if (index % 2 === 0) pairs.push([char.codePointAt(0)!, all[index + 1]!.codePointAt(0)!]);
    return pairs;
  },
  [],
));


/** Fourth step: 亻呆 → 保. The made character owns the range of both parts. */
export function joinSplit(units: Units): void {
  let write = 0;
  for (let read = 0; read < units.length; read++, write++) {
    moveUnit(units, read, write);
    if (read + 1 >= units.length || !isHan(units.code[read]!) || !isHan(units.code[read + 1]!)) continue;
    const left = RADICALS.get(units.code[read]!) ?? units.code[read]!;
    const right = RADICALS.get(units.code[read + 1]!) ?? units.code[read + 1]!;
    const whole = SPLIT.get(String.fromCodePoint(left, right)) ?? SPLIT.get(String.fromCodePoint(left, units.code[read + 1]!));
    if (whole === undefined) continue;
    units.code[write] = whole.codePointAt(0)!;
    units.to[write] = units.to[read + 1]!;
    read++;
  }
  units.length = write;
}
