import type { MaskItem, MaskPiece } from '../core/masking.ts';
import { KIND_LETTER, type MapItem } from './kinds.ts';
import { Matcher } from './matcher.ts';

/** A token begins with this and nothing else in a masked text does: where the page wrote it, it is masked itself. */
export const OPEN = '⟦';
const CLOSE = '⟧';
export const TOKEN = /⟦[A-Z][0-9]*[a-z]*⟧/g;

const BRACKET = `${OPEN}B${CLOSE}`;

/** What is masked because it could be used to guess the rest, and its letter. */
const OTHER_LETTER = { salt: 'S', key: 'K', digest: 'G', link: 'U', account: 'I' } as const;
export type OtherKind = keyof typeof OTHER_LETTER;

const lettersOf = (n: number): string => (n < 26 ? '' : lettersOf(Math.floor(n / 26) - 1)) + String.fromCharCode(97 + (n % 26));

/**
 * Gives every masked text its token, the same text always the same. Ways of writing one thing share the number and
 * differ in a letter after it, so that putting the texts back gives exactly what was there.
 */
export class Tokens {
  readonly #matcher: Matcher;
  /** Token of an item, before the letter of its way of writing. */
  readonly #stems: string[];
  readonly #ways: number[];
  /** By exact text. */
  readonly #texts = new Map<string, MapItem>();
  readonly #others = new Map<string, MapItem>();
  readonly #counts = new Map<string, number>();
  #bracket = false;
  #closed = false;

  constructor(items: readonly MaskItem[]) {
    this.#matcher = new Matcher(items);
    this.#stems = items.map(({ kind }) => `${OPEN}${KIND_LETTER[kind]}${this.#next(kind)}`);
    this.#ways = items.map(() => 0);
  }

  /** From now on nothing gets a new token. */
  close(): void {
    this.#closed = true;
  }

  /** A text in pieces, masked and not. `strict` refuses (null) what would need a new token after `close`. */
  pieces(text: string, strict = false): MaskPiece[] | null {
    const pieces: MaskPiece[] = [];
    let at = 0;
    const plain = (end: number): void => {
      for (const part of text.slice(at, end).split(/(⟦)/)) {
        if (part === OPEN) {
          this.#bracket ||= !this.#closed;
          pieces.push({ shown: BRACKET, original: OPEN, kind: 'bracket' });
        } else if (part !== '') pieces.push({ shown: part, original: part });
      }
    };
    for (const { start, end, item } of this.#matcher.find(text)) {
      plain(start);
      const original = text.slice(start, end);
      const known = this.#texts.get(original) ?? this.#new(original, item);
      if (!known && strict) return null;
      pieces.push({ shown: known?.token ?? `${this.#stems[item]!}${CLOSE}`, original, kind: this.#matcher.item(item).kind });
      at = end;
    }
    plain(text.length);
    if (strict && !this.#bracket && pieces.some(({ kind }) => kind === 'bracket')) return null;
    return pieces;
  }

  /** The token of something that is masked as a whole. Null when it would be a new one after `close`. */
  other(kind: OtherKind, text: string): string | null {
    const key = `${kind} ${text}`;
    const known = this.#others.get(key);
    if (known || this.#closed) return known?.token ?? null;
    const token = `${OPEN}${OTHER_LETTER[kind]}${this.#next(kind)}${CLOSE}`;
    this.#others.set(key, { token, kind, text });
    return token;
  }

  /** What stands where no token is to be had. */
  static unknown(kind: OtherKind): string {
    return `${OPEN}${OTHER_LETTER[kind]}${CLOSE}`;
  }

  /** Something whose token is made elsewhere. False when it would be new after `close`. */
  given(kind: string, token: string, text: string): boolean {
    const key = `${kind} ${text}`;
    if (this.#others.has(key)) return true;
    if (this.#closed) return false;
    this.#others.set(key, { token, kind, text });
    return true;
  }

  /** Everything that has a token and stands somewhere. Half characters have no bytes to hash: they are in no sealed record either. */
  items(): MapItem[] {
    const bracket: MapItem[] = this.#bracket ? [{ token: BRACKET, kind: 'bracket', text: OPEN }] : [];
    return [...this.#texts.values(), ...bracket, ...this.#others.values()].filter(({ text }) => text.isWellFormed());
  }

  #new(original: string, item: number): MapItem | undefined {
    if (this.#closed) return undefined;
    const { kind, text } = this.#matcher.item(item);
    const way = original === text ? '' : lettersOf(this.#ways[item]!++);
    const made = { token: `${this.#stems[item]!}${way}${CLOSE}`, kind, text: original };
    this.#texts.set(original, made);
    return made;
  }

  #next(kind: string): number {
    const n = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, n);
    return n;
  }
}
