import type { Flag } from '../core/flag.ts';
import type { MaskPiece } from '../core/masking.ts';
import type { Span } from '../core/verdict.ts';
import { maskedAccountId, maskedUrl, type MaskWords } from './mask-record.ts';

/** A flag as the masked copy shows it. Its marked words move with what is masked around them. */
export function maskedFlag(flag: Flag, words: MaskWords): Flag {
  const { message } = flag;
  const { conversation, author } = message;
  const pieces = words.pieces(message.text);
  return {
    ...flag,
    id: words.flagId(flag.id),
    message: {
      ...message,
      // Made of the words: it would let a guess be checked.
      key: '',
      site: words.text(message.site),
      conversation: { ...conversation, id: words.text(conversation.id), title: words.text(conversation.title) },
      author: { ...author, ...(author.id === undefined ? {} : { id: maskedAccountId(author.id, author.name, words) }), name: words.text(author.name) },
      text: pieces.map(({ shown }) => shown).join(''),
      sentAtShown: words.text(message.sentAtShown),
      attachments: message.attachments.map(words.text),
      url: maskedUrl(message.url, words),
    },
    verdict: { ...flag.verdict, spans: movedSpans(flag.verdict.spans, pieces) },
    source: { ...flag.source, pageTitle: words.text(flag.source.pageTitle) },
    ...(flag.changes ? { changes: flag.changes.map((change) => (change.words === undefined ? change : { ...change, words: words.text(change.words) })) } : {}),
  };
}

/** Marked words that begin or end inside something masked take it in whole. */
export function movedSpans(spans: readonly Span[], pieces: readonly MaskPiece[]): Span[] {
  const moved = (offset: number, end: boolean): number => {
    let [before, after] = [0, 0];
    for (const { original, shown, kind } of pieces) {
      const inside = end ? offset > before && offset <= before + original.length : offset >= before && offset < before + original.length;
      if (inside) return after + (kind === undefined ? offset - before : end ? shown.length : 0);
      before += original.length;
      after += shown.length;
    }
    return end ? after : 0;
  };
  return spans.map((span) => ({ ...span, start: moved(span.start, false), end: moved(span.end, true) }));
}
