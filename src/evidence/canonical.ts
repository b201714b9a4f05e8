import canonicalize from 'canonicalize';
import { Failure } from '../core/failure.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * A half of a surrogate pair cannot be written in UTF-8, and RFC 8785 refuses it; a page can still show one. In a sealed
 * record it stands as `\uD83D`, the six characters as in JSON. Backslashes directly before such a sequence are doubled,
 * so every string has one spelling and `unescapeHalves` gives back exactly what was shown. All other text, with other
 * backslashes, stays as it is.
 */
export function escapeHalves(text: string): string {
  // Most text holds neither, and a search is cheaper than a rewrite.
  if (text.isWellFormed() && !text.includes('\\uD')) return text;
  // From the start of a run of backslashes only: a page may send a million of them.
  const half = /(?<!\\)(\\*)(?:([\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF])|(?=uD[89A-F][0-9A-F]{2}))/g;
  return text.replace(half, (_all, slashes: string, unit?: string) =>
    slashes + slashes + (unit === undefined ? '' : `\\u${unit.charCodeAt(0).toString(16).toUpperCase()}`));
}

/** The way back: an odd number of backslashes ends in an escape, an even number was text. */
export function unescapeHalves(text: string): string {
  return text.replace(/(?<!\\)(\\+)u(D[89A-F][0-9A-F]{2})/g, (_all, slashes: string, hex: string) => {
    const kept = '\\'.repeat(Math.floor(slashes.length / 2));
    return slashes.length % 2 === 1 ? kept + String.fromCharCode(parseInt(hex, 16)) : `${kept}u${hex}`;
  });
}

function isPlainObject(value: object): boolean {
  const proto: unknown = Object.getPrototypeOf(value);
  // Also from another realm: its Object.prototype is another object, but the end of the line as well.
  return proto === null || Object.getPrototypeOf(proto) === null;
}

const refuse = (path: string, what: string): never => {
  throw new Failure('bad_request', `cannot be sealed: ${what} at ${path}`);
};

/** Goes through a value that must be plain JSON. `absent` says what to do with an undefined member, `text` with a string. */
function plain(value: unknown, path: string, absent: 'drop' | 'refuse', text: (text: string, path: string) => string): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return text(value, path);
  if (typeof value === 'number') return Number.isFinite(value) ? value : refuse(path, 'a number that is none');
  if (Array.isArray(value)) return Array.from(value, (one: unknown, i) => plain(one, `${path}[${i}]`, absent, text));
  if (typeof value !== 'object' || !isPlainObject(value)) return refuse(path, value === undefined ? 'undefined' : `a ${typeof value}`);
  // Without a prototype: a member may be called `__proto__`.
  const copy = Object.create(null) as { [name: string]: Json };
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined && absent === 'drop') continue;
    copy[text(name, `${path} (name)`)] = plain(member, `${path}.${name}`, absent, text);
  }
  return copy;
}

/**
 * A copy that can be sealed: members that are undefined left out, surrogate halves escaped.
 * @throws Failure `bad_request` for what is not JSON: NaN, dates, bytes, functions.
 */
export function sealable<T>(value: T): T {
  // Back to ordinary objects, as they will be read from the database and from a file.
  return JSON.parse(JSON.stringify(plain(value, '$', 'drop', escapeHalves))) as T;
}

/**
 * RFC 8785 canonical JSON in UTF-8. It writes what it is given and nothing else: `undefined`, NaN, infinities,
 * surrogate halves and anything that is not plain JSON are refused, so that two readers never hash two things.
 * @throws Failure `bad_request`
 */
export function canonicalBytes(value: unknown): Uint8Array<ArrayBuffer> {
  const wellFormed = (text: string, path: string): string => (text.isWellFormed() ? text : refuse(path, 'half a character'));
  return new TextEncoder().encode(canonicalize(plain(value, '$', 'refuse', wellFormed)));
}
