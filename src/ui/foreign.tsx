import { useState } from 'preact/hooks';
import { familyOf, type Span } from '../core/verdict.ts';
import { common } from '../locales/common.ts';
import { labelNames } from '../locales/labels.ts';
import type { Language } from '../locales/language.ts';
import { formatNumber } from './format.ts';
import { useStrings } from './use-strings.ts';
import { cutAt, previewLength, quotePieces, type Piece } from './visible-text.ts';

/** How much of a very long text is put on the page at once. A message may be megabytes. */
const CHUNK = 10_000;

function Pieces({ pieces, language }: { pieces: Piece[]; language: Language }) {
  const say = useStrings(common, language);
  return pieces.map((piece, index) => {
    const inner =
      piece.kind === 'text' ? piece.text : (
        <span class="control-char" key={index} title={say('control_char', { code: piece.code })}>
          {piece.count > 1 ? `${piece.code}×${formatNumber(piece.count, language)}` : piece.code}
        </span>
      );
    if (!piece.label) return inner;
    return (
      <mark class={`decided ${familyOf(piece.label)}`} key={index} title={labelNames[language][piece.label]}>
        {inner}
      </mark>
    );
  });
}

/** A short piece of text that the page wrote: a name, a title, a shown time, an address. Isolated, cut, never markup. */
export function Foreign({ text, language, max = 120 }: { text: string; language: Language; max?: number }) {
  const end = cutAt(text, max);
  return (
    <bdi class="foreign" dir="auto">
      <Pieces pieces={quotePieces(text, [], end)} language={language} />
      {end < text.length ? '…' : null}
    </bdi>
  );
}

interface QuoteProps {
  text: string;
  spans?: readonly Span[];
  language: Language;
  /** Start with a short part; the reader asks for the rest. */
  short?: boolean;
  /** Buttons inside take part in the tab order only where the row is the current one. */
  tabIndex?: number;
}

/** The words of the other side, set apart from ours. */
export function Quote({ text, spans, language, short = false, tabIndex = 0 }: QuoteProps) {
  const say = useStrings(common, language);
  const first = short ? previewLength(text) : cutAt(text, CHUNK);
  const [limit, setLimit] = useState(first);
  const end = Math.max(limit, first);
  const rest = text.length - end;
  return (
    <figure class="quote">
      <figcaption class="visually-hidden">{say('quote_label')}</figcaption>
      <blockquote dir="auto">
        <Pieces pieces={quotePieces(text, spans, end)} language={language} />
        {rest > 0 ? '…' : null}
      </blockquote>
      {rest > 0 ? (
        <button type="button" class="link" tabIndex={tabIndex} onClick={() => setLimit(cutAt(text, Math.max(end, 0) + CHUNK))}>
          {rest > CHUNK ? say('show_more', { n: formatNumber(rest, language) }) : say('show_all')}
        </button>
      ) : null}
      {rest <= 0 && first < text.length && short ? (
        <button type="button" class="link" tabIndex={tabIndex} onClick={() => setLimit(first)}>{say('show_less')}</button>
      ) : null}
    </figure>
  );
}
