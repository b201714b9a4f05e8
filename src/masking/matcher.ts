import type { MaskItem, MaskKind } from '../core/masking.ts';
import { fold, type Folded } from './fold.ts';

/** Where something to be masked stands. */
export interface Match {
  start: number;
  end: number;
  /** Number of the item among all of them. */
  item: number;
}

/** These are found however their parts are set apart. */
const LOOSE: ReadonlySet<MaskKind> = new Set<MaskKind>(['phone', 'id', 'card', 'plate']);
const isHan = (text: string): boolean => /^\p{Script=Han}{3,}$/u.test(text);
const isLatin = (char: string | undefined): boolean => char !== undefined && /\p{Script=Latin}/u.test(char);

interface Needle {
  text: string;
  item: number;
  whole: boolean;
}

/** Finds the items in texts, in whatever width, capitals and spacing they are written. */
export class Matcher {
  readonly #items: readonly MaskItem[];
  /** By first unit, longest first. */
  readonly #strict = new Map<string, Needle[]>();
  readonly #loose = new Map<string, Needle[]>();
  readonly #exact = new Map<string, number>();

  constructor(items: readonly MaskItem[]) {
    this.#items = items;
    items.forEach(({ kind, text, whole = false }, item) => {
      if (text === '') return;
      const strict = fold(text).text;
      const bare = fold(text, true).text;
      const loose = !whole && bare.length >= 3 && (LOOSE.has(kind) || isHan(bare));
      const needle = loose ? bare : strict;
      if (needle === '') this.#exact.set(text, item);
      else put(loose ? this.#loose : this.#strict, { text: needle, item, whole });
    });
    for (const list of [...this.#strict.values(), ...this.#loose.values()]) list.sort((a, b) => b.text.length - a.text.length);
  }

  /** In order, none over another: what overlaps is one place, and belongs to the longest in it. */
  find(text: string): Match[] {
    const found: Match[] = [];
    if (text === '') return found;
    if (this.#strict.size > 0) search(this.#strict, fold(text), found);
    if (this.#loose.size > 0) search(this.#loose, fold(text, true), found);
    for (const [exact, item] of this.#exact) {
      for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + exact.length)) found.push({ start: at, end: at + exact.length, item });
    }
    found.sort((a, b) => a.start - b.start || b.end - a.end || a.item - b.item);
    const joined: Match[] = [];
    let longest = 0;
    for (const match of found) {
      const last = joined.at(-1);
      const length = match.end - match.start;
      if (!last || match.start >= last.end) {
        joined.push({ ...match });
        longest = length;
        continue;
      }
      last.end = Math.max(last.end, match.end);
      if (length > longest) {
        longest = length;
        last.item = match.item;
      }
    }
    return joined;
  }

  item(n: number): MaskItem {
    return this.#items[n]!;
  }
}

function put(index: Map<string, Needle[]>, needle: Needle): void {
  const first = needle.text[0]!;
  const list = index.get(first);
  if (list) list.push(needle);
  else index.set(first, [needle]);
}

/** Every place where an item begins: an item inside a longer one may reach past the end of another. */
function search(index: ReadonlyMap<string, Needle[]>, { text, from, to }: Folded, found: Match[]): void {
  for (let at = 0; at < text.length; at += 1) {
    for (const needle of index.get(text[at]!) ?? []) {
      const end = at + needle.text.length;
      if (!text.startsWith(needle.text, at)) continue;
      if (needle.whole && (at > 0 || end < text.length)) continue;
      // A Latin word inside another word is another word.
      if ((isLatin(text[at]) && isLatin(text[at - 1])) || (isLatin(text[end - 1]) && isLatin(text[end]))) continue;
      found.push({ start: from[at]!, end: to[end - 1]!, item: needle.item });
    }
  }
}
