import type { ComparableText } from '../core/comparable.ts';

/**
 * Code points on their way through the chain, each with the verbatim UTF-16 range it came from.
 * A step rewrites it in place or drops entries; it never makes a range of its own, so ranges stay on code-point boundaries.
 */
export interface Units {
  code: Int32Array;
  from: Int32Array;
  to: Int32Array;
  length: number;
}

export function makeUnits(capacity: number): Units {
  const size = Math.max(16, capacity);
  return { code: new Int32Array(size), from: new Int32Array(size), to: new Int32Array(size), length: 0 };
}

export function pushUnit(units: Units, code: number, from: number, to: number): void {
  if (units.length === units.code.length) grow(units);
  units.code[units.length] = code;
  units.from[units.length] = from;
  units.to[units.length] = to;
  units.length++;
}

function grow(units: Units): void {
  const size = units.code.length * 2;
  for (const column of ['code', 'from', 'to'] as const) {
    const wider = new Int32Array(size);
    wider.set(units[column]);
    units[column] = wider;
  }
}

/** Copies entry `read` to place `write`; `write` never passes `read`. */
export function moveUnit(units: Units, read: number, write: number): void {
  if (read === write) return;
  units.code[write] = units.code[read]!;
  units.from[write] = units.from[read]!;
  units.to[write] = units.to[read]!;
}

/** Keeps the entries for which `keep` answers true. `keep` sees the units before any is dropped. */
export function filterUnits(units: Units, keep: (index: number) => boolean): void {
  const kept = new Uint8Array(units.length);
  for (let i = 0; i < units.length; i++) kept[i] = keep(i) ? 1 : 0;
  let write = 0;
  for (let read = 0; read < units.length; read++) if (kept[read]) moveUnit(units, read, write++);
  units.length = write;
}

const CHUNK = 8192;

/** The folded string with a verbatim range for each of its UTF-16 units. */
export function toComparable(units: Units, verbatimLength: number): ComparableText {
  let size = units.length;
  for (let i = 0; i < units.length; i++) if (units.code[i]! > 0xffff) size++;
  const from = new Int32Array(size);
  const to = new Int32Array(size);
  const parts: string[] = [];
  let at = 0;
  for (let start = 0; start < units.length; start += CHUNK) {
    const end = Math.min(units.length, start + CHUNK);
    parts.push(String.fromCodePoint(...units.code.subarray(start, end)));
    for (let i = start; i < end; i++) {
      const width = units.code[i]! > 0xffff ? 2 : 1;
      for (let k = 0; k < width; k++, at++) {
        from[at] = units.from[i]!;
        to[at] = units.to[i]!;
      }
    }
  }
  return { text: parts.join(''), from, to, verbatimLength };
}
