import type { Flag } from '../core/flag.ts';
import type { SealedNote } from './entries.ts';
import { markForFile } from '../core/marks.ts';
import { textSha256 } from './text-hash.ts';

/** Stable: columns are only ever added at the end. */
export const CSV_COLUMNS = [
  'id', 'kept_at', 'sent_at', 'sent_at_shown', 'seen_at', 'zone', 'site', 'conversation_id', 'conversation_title',
  'author_id', 'author_name', 'state', 'labels', 'scores', 'text', 'text_sha256', 'entry_seq', 'entry_hash', 'url',
  'adapter', 'adapter_trust', 'model_version',
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** A spreadsheet program takes a cell that begins with one of these for a formula, or eats the apostrophe. */
const RISKY_START = /^[=+\-@\t\r\n'＝＋－＠]/;

/** What needs no quotes, not even where a semicolon parts the columns. */
const PLAIN = /^[\w.:/=-]*$/;

/** One cell by RFC 4180. A leading `'` is added where the cell would be taken for a formula; taking one off restores it. */
export function csvCell(text: string): string {
  const marked = markForFile(text);
  const safe = RISKY_START.test(marked) ? `'${marked}` : marked;
  return PLAIN.test(safe) ? safe : `"${safe.replaceAll('"', '""')}"`;
}

export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** With a byte order mark, because spreadsheet programs take UTF-8 for the system's old encoding without one. */
export const CSV_HEAD = `\uFEFF${csvRow(CSV_COLUMNS)}`;

export function flagRow(flag: Flag, sealed: SealedNote | undefined): string {
  const { message, verdict, source } = flag;
  const row: Record<CsvColumn, string> = {
    id: flag.id,
    kept_at: flag.keptAt,
    sent_at: message.sentAt ?? '',
    sent_at_shown: message.sentAtShown,
    seen_at: message.seenAt,
    zone: message.zone ?? '',
    site: message.site,
    conversation_id: message.conversation.id,
    conversation_title: message.conversation.title,
    author_id: message.author.id ?? '',
    author_name: message.author.name,
    state: flag.state,
    labels: verdict.labels.map(({ id }) => id).join(';'),
    scores: verdict.labels.map(({ id, score }) => `${id}=${score.toFixed(3)}`).join(';'),
    text: message.text,
    text_sha256: textSha256(message.text),
    entry_seq: String(sealed?.seq ?? flag.entrySeq ?? ''),
    entry_hash: sealed?.hash ?? '',
    url: message.url,
    adapter: source.adapter,
    adapter_trust: source.trust,
    model_version: verdict.modelVersion,
  };
  return csvRow(CSV_COLUMNS.map((column) => row[column]));
}
