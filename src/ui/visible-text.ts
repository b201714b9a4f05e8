import type { Label, Span } from '../core/verdict.ts';

/** A run of foreign text to show. `control` pieces stand for characters that would not show, or would change how the rest shows. */
export type Piece =
  | { kind: 'text'; text: string; label?: Label }
  | { kind: 'control'; code: string; count: number; label?: Label };

/**
 * Characters that hide, reorder or break what a reader sees: controls, direction marks, invisible ones, lone surrogates.
 * A joiner inside an emoji, and a non-joiner in Arabic script, belong to ordinary writing and stay.
 */
const CONTROL = new RegExp(
  [
    '[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180E\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\uFFFE\\uFFFF]',
    '[\\u{E0000}-\\u{E0FFF}]',
    '\\r(?!\\n)',
    '\\p{Surrogate}',
    '(?<![\\p{Extended_Pictographic}\\uFE0F\\u{1F3FB}-\\u{1F3FF}])\\u200D',
    '(?<!\\p{Script=Arabic})\\u200C',
  ].join('|'),
  'gu',
);

/** Splits text so that nothing in it can hide or reorder. Equal characters in a row become one piece with a count. */
export function visiblePieces(text: string, label?: Label): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(CONTROL)) {
    if (match.index > at) pieces.push({ kind: 'text', text: text.slice(at, match.index), label });
    at = match.index + match[0].length;
    const code = `U+${match[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    const last = pieces.at(-1);
    if (last?.kind === 'control' && last.code === code) last.count += 1;
    else pieces.push({ kind: 'control', code, count: 1, label });
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at), label });
  return pieces;
}

/** The first `limit` UTF-16 units of a text with its marked words, ready to show. Spans that do not fit the text are left out. */
export function quotePieces(text: string, spans: readonly Span[] = [], limit = text.length): Piece[] {
  const end = cutAt(text, limit);
  const pieces: Piece[] = [];
  let at = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const from = Math.max(span.start, at);
    const to = Math.min(span.end, end);
    if (!(from < to) || span.start < 0) continue;
    pieces.push(...visiblePieces(text.slice(at, from)), ...visiblePieces(text.slice(from, to), span.label));
    at = to;
  }
  pieces.push(...visiblePieces(text.slice(at, end)));
  return pieces;
}

/** Where to cut so that a surrogate pair stays whole. */
export function cutAt(text: string, limit: number): number {
  if (limit >= text.length) return text.length;
  const unit = text.charCodeAt(limit - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? limit - 1 : limit;
}

/** How much of a text a list row shows before it is asked for more: few characters, few lines. */
export function previewLength(text: string, characters = 220, lines = 5): number {
  let at = -1;
  for (let line = 0; line < lines; line += 1) {
    at = text.indexOf('\n', at + 1);
    if (at === -1 || at > characters) return cutAt(text, characters);
  }
  return cutAt(text, at);
}
