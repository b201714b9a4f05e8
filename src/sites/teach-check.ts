import { checkShape, type ChatShape } from './chat-shape.ts';

/**
 * A taught shape that came from elsewhere: the storage, the wire, a file. Beyond the form of each field its selectors are
 * held to a plain grammar: any that passes is one every browser understands, also where there is no document to ask, and none costs more
 * than a few steps up the page. With chains of mixed combinators a file could otherwise hang the tabs of a site.
 */
export function checkTaught(json: unknown): ChatShape | null {
  let shape: ChatShape;
  try {
    shape = checkShape(json);
  } catch {
    return null;
  }
  const { list, unit, text, skip, author, time, day, mine, title } = shape;
  const selectors = [...list, unit, text, skip, author?.selector, time?.selector, day, mine?.by === 'selector' ? mine.selector : '', title];
  return selectors.every((one) => !one || isPlainSelector(one)) ? shape : null;
}

const NAME = /^(?:[\w-]|[^\0-\x7F]|\\[0-9A-Fa-f]{1,6}[ \t\n]?|\\[^\n0-9A-Fa-f])+/;
const ATTRIBUTE = /^\[\s*(?:[A-Za-z_][\w:.-]*|(?:[\w-]|\\.)+)\s*(?:[~|^$*]?=\s*(?:"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|[A-Za-z_][\w-]*)\s*[is]?\s*)?\]/;
const PSEUDO = /^:(?:(?:scope|empty|(?:first|last|only)-(?:child|of-type))(?![\w(-])|nth-(?:last-)?(?:child|of-type)\(\d{1,4}\))/;
const WITH_LIST = /^:(not|is|where|has)\(\s*/;
const COMBINATOR = /^(?:\s*[>+~]\s*|\s+)/;

/**
 * Parts that look at many elements each and multiply: a combinator that may take any step (`a b`, `a ~ b`), `:has()`, and what stands inside either.
 * Alternatives stand beside each other, and `a > b` looks at one: those do not multiply.
 */
const MOST_FACTORS = 2;
const DEEPEST = 4;

interface Reader {
  rest: string;
  depth: number;
  inHas: boolean;
}

/** Whether these words are a selector list of plain parts, and not a costly one. */
export function isPlainSelector(words: string): boolean {
  const reader: Reader = { rest: words.trim(), depth: 0, inHas: false };
  const factors = readList(reader);
  return factors !== null && factors <= MOST_FACTORS && reader.rest === '';
}

// Each reads from the front and answers the factors it found, or null for what is not plain.

function readList(reader: Reader): number | null {
  let most = 0;
  do {
    const factors = readChain(reader);
    if (factors === null) return null;
    most = Math.max(most, factors);
  } while (take(reader, /^\s*,\s*/));
  return most;
}

function readChain(reader: Reader): number | null {
  let wide = 0;
  let inside = 0;
  for (;;) {
    const factors = readCompound(reader);
    if (factors === null) return null;
    inside = Math.max(inside, factors);
    const between = COMBINATOR.exec(reader.rest);
    if (!between || /^\s*(?:[,)]|$)/.test(reader.rest)) return wide + inside;
    reader.rest = reader.rest.slice(between[0].length);
    if (!/[>+]/.test(between[0])) wide++;
  }
}

function readCompound(reader: Reader): number | null {
  let factors = 0;
  let parts = take(reader, /^\*/) || (/^[A-Za-z]/.test(reader.rest) && take(reader, NAME)) ? 1 : 0;
  for (;;) {
    const nested = WITH_LIST.exec(reader.rest);
    if (nested) {
      const inner = readNested(reader, nested[0], nested[1] === 'has');
      if (inner === null) return null;
      factors = Math.max(factors, inner);
    } else if (/^[.#](?=[A-Za-z_\\]|-[A-Za-z_-]|[^\0-\x7F])/.test(reader.rest)) {
      reader.rest = reader.rest.slice(1);
      if (!take(reader, NAME)) return null;
    } else if (!take(reader, ATTRIBUTE) && !take(reader, PSEUDO)) {
      return parts > 0 ? factors : null;
    }
    parts++;
  }
}

function readNested(reader: Reader, opening: string, has: boolean): number | null {
  // Browsers refuse `:has()` in `:has()`.
  if (reader.depth >= DEEPEST || (has && reader.inHas)) return null;
  const { inHas } = reader;
  reader.rest = reader.rest.slice(opening.length);
  reader.depth++;
  reader.inHas ||= has;
  if (has) take(reader, /^[>+~]\s*/);
  const factors = readList(reader);
  reader.depth--;
  reader.inHas = inHas;
  return factors !== null && take(reader, /^\s*\)/) ? factors + (has ? 1 : 0) : null;
}

function take(reader: Reader, pattern: RegExp): boolean {
  const found = pattern.exec(reader.rest);
  if (found) reader.rest = reader.rest.slice(found[0].length);
  return found !== null;
}
