/** What one look at a page says about a list that may be a chat. */
export interface ListEvidence {
  rows: number;
  /** Share of rows with words in them, 0 to 1. */
  withText: number;
  /** Share of rows that show a time of day. */
  withTime: number;
  /** The list says of itself that it is a log (`role="log"`, `aria-live`). */
  isLog: boolean;
  scrolls: boolean;
  /** A box to write in stands on the page, outside the list. */
  hasTextBox: boolean;
  /** Rows come on two sides, by class or by place. */
  twoSides: boolean;
}

/** Above this a page is read without asking. Set by hand on the saved pages of `test/sites`; measured nowhere else yet. */
export const SURE_ENOUGH = 0.6;

/** How much a list looks like a chat, 0 to 1. A shopping list, a feed or a table should stay low. */
export function chatConfidence(evidence: ListEvidence): number {
  const { rows, withText, withTime, isLog, scrolls, hasTextBox, twoSides } = evidence;
  if (rows < 2 || withText < 0.6) return 0;
  let sum = 0;
  if (hasTextBox) sum += 0.3;
  if (isLog) sum += 0.3;
  if (scrolls) sum += 0.1;
  if (withTime >= 0.3) sum += 0.2;
  if (twoSides) sum += 0.2;
  if (rows >= 6) sum += 0.05;
  return Math.min(1, sum);
}
