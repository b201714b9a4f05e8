import type { DraftMessage, TeachDraft } from './teach-work.ts';

/** One look at what a draft would read. */
export interface DraftCount {
  /** Rows that are messages or may be, in the page's order. */
  rows: Element[];
  messages: number;
  own: number;
  /** Not all could be looked at in this time. */
  more: boolean;
}

/** Rows kept for outlines. A page may have a million. */
const MOST_ROWS = 5_000;
/** Read for the count, and how long that may take, in ms. */
const MOST_READ = 2_000;
const LONGEST_MS = 60;

/** Looks over a draft: what would be read now, and how many of it are the reader's. Never throws: rows may break. */
export function countDraft(draft: TeachDraft, now: () => number): DraftCount {
  const count: DraftCount = { rows: [], messages: 0, own: 0, more: false };
  const end = now() + LONGEST_MS;
  for (const row of draft.rows()) {
    if (count.rows.length >= MOST_ROWS) {
      count.more = true;
      break;
    }
    count.rows.push(row);
    if (count.rows.length > MOST_READ || now() > end) count.more = true;
    if (count.more) continue;
    const message = readSafely(draft, row);
    if (message) count.messages++;
    if (message?.side === 'me') count.own++;
  }
  return count;
}

export function readSafely(draft: TeachDraft, row: Element): DraftMessage | null {
  try {
    return draft.read(row);
  } catch {
    return null;
  }
}
