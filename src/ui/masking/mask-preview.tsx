import { useMemo } from 'preact/hooks';
import type { MaskItem, MaskPiece } from '../../core/masking.ts';
import type { Language } from '../../locales/language.ts';
import { masking } from '../../locales/masking.ts';
import { useStrings } from '../use-strings.ts';
import { visiblePieces } from '../visible-text.ts';

export interface PreviewMessage {
  id: string;
  name: string;
  text: string;
}

interface Props {
  messages: readonly PreviewMessage[];
  items: readonly MaskItem[];
  preview(items: readonly MaskItem[]): (text: string) => readonly MaskPiece[];
  language: Language;
}

/** How many messages are shown, and how much of a long one is. */
const SHOWN = 6;
const LONG = 600;

/** Some messages as they are and as they will be. */
export function MaskPreview({ messages, items, preview, language }: Props) {
  const say = useStrings(masking, language);
  const wanted = JSON.stringify(items);
  const shown = useMemo(() => {
    const mask = preview(items);
    const some: { id: string; name: readonly MaskPiece[]; pieces: readonly MaskPiece[] }[] = [];
    for (const { id, name, text } of messages) {
      const [who, pieces] = [mask(name), mask(text)];
      if ([...who, ...pieces].some(({ kind }) => kind)) some.push({ id, name: who, pieces });
      if (some.length === SHOWN) break;
    }
    return some;
  }, [messages, wanted, preview]);
  return (
    <div class="mask-preview">
      <h3>{say('preview_title')}</h3>
      <p class="muted small">{shown.length > 0 ? say('preview_lead') : say('preview_nothing')}</p>
      {shown.map(({ id, name, pieces }) => (
        <article key={id} class="mask-sample">
          {(['original', 'shown'] as const).map((form) => (
            <figure key={form} class="quote">
              <figcaption class="muted small">{say(form === 'original' ? 'preview_before' : 'preview_after')} · <Pieces pieces={name} form={form} language={language} /></figcaption>
              <blockquote dir="auto"><Pieces pieces={around(pieces)} form={form} language={language} /></blockquote>
            </figure>
          ))}
        </article>
      ))}
    </div>
  );
}

/** Of a long message the part where the first thing is hidden. */
function around(pieces: readonly MaskPiece[]): readonly MaskPiece[] {
  const total = pieces.reduce((sum, { original }) => sum + original.length, 0);
  if (total <= LONG) return pieces;
  const some: MaskPiece[] = [];
  let length = 0;
  const first = Math.max(0, pieces.findIndex(({ kind }) => kind) - 1);
  for (const piece of pieces.slice(first)) {
    if (length > LONG) break;
    const left = LONG - length;
    const cut = piece.kind || piece.original.length <= left ? piece : some.length === 0 && pieces.length > first + 1
      ? { shown: `…${piece.shown.slice(-80)}`, original: `…${piece.original.slice(-80)}` } : { shown: `${piece.shown.slice(0, left)}…`, original: `${piece.original.slice(0, left)}…` };
    some.push(cut);
    length += cut.original.length;
  }
  return some;
}

function Pieces({ pieces, form, language }: { pieces: readonly MaskPiece[]; form: 'original' | 'shown'; language: Language }) {
  const say = useStrings(masking, language);
  return pieces.map((piece, n) => {
    if (!piece.kind) return <Plain key={n} text={piece[form]} />;
    if (form === 'original') return <mark key={n} class="to-mask"><Plain text={piece.original} /></mark>;
    return <mark key={n} class="masked" title={say('preview_masked', { text: piece.original })}>{piece.shown}</mark>;
  });
}

function Plain({ text }: { text: string }) {
  return visiblePieces(text).map((piece, n) => (piece.kind === 'text' ? piece.text : <span key={n} class="control-char">{piece.code}</span>));
}
