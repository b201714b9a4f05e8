/** What one look at a page says about a list that may be a chat. Shares are 0 to 1. */
export interface ListEvidence {
  /** Messages found in the part looked at. */
  messages: number;
  /** Share of them that the inferred selectors read just as they were found. */
  exact: number;
  /** The list says of itself that it is a log (`role="log"`, `aria-live`). */
  isLog: boolean;
  scrolls: boolean;
  /** How near a field for writing is: in one box with the list, below it, as wide. */
  nearBox: number;
  /** What the field says of itself: above 0 a chat's, below 0 a search or a form. */
  boxSays: number;
  /** Share of messages with a time of their own or carried. */
  withTime: number;
  /** How much speaks for two sides, see `sidesOf`; 0 when they cannot be told. */
  sides: number;
  /** Share of messages with a name, and how many names there are. */
  withName: number;
  names: number;
  /** Words of a chat in class names, less those of other lists. */
  named: number;
  /** It gained messages at its end since an earlier look. */
  grew: boolean;
  /** Share of rows that are a link, a button or an option as a whole, or can be selected. */
  chosen: number;
  /** Share of rows with a heading, with a price, with words like "Reply", "Share", "Like". */
  headed: number;
  priced: number;
  acts: number;
  /** The rows are cells of a table with more than names, times and words. */
  cells: boolean;
  /** Share of rows that hold fields of a form. */
  fields: number;
  /** Share of the messages that are built like each other. */
  alike: number;
  /** The list stands among others built just like it: it is a message itself, or one of many. */
  oneOfMany: boolean;
  /** A field for writing stands among the messages: it is more than the list. */
  holdsBox: boolean;
  /** Characters of a message, on average. */
  length: number;
}

/** From here on a page is read without asking; set by hand on saved pages and programs run for it. */
export const SURE_ENOUGH = 0.6;
/** From here on the page may be a chat: the reader is asked to show us. */
export const PERHAPS = 0.35;

const capped = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

/** How much a list looks like a chat, 0 to 1. A shopping list, a feed, a table, a list of mails or of conversations stays low. */
export function chatConfidence(evidence: ListEvidence): number {
  return capped(chatScore(evidence), 0, 1);
}

/** The same without bounds, for telling two good lists apart. */
export function chatScore(evidence: ListEvidence): number {
  const { messages, exact, nearBox, boxSays, withName, names } = evidence;
  if (messages < 1 || exact < 0.5) return 0;
  let sum = 0;
  sum += 0.38 * nearBox * (boxSays > 0.6 ? 1 : boxSays < 0 ? 0.35 : 0.85);
  if (evidence.isLog) sum += 0.22;
  if (evidence.scrolls) sum += 0.08;
  sum += capped(evidence.sides * 0.06, 0, 0.3);
  if (evidence.withTime >= 0.3) sum += 0.12;
  // Few people say much; a list of people or things names each once.
  if (withName >= 0.3 && (names > 1 || evidence.sides > 0 || messages < 6)) sum += names <= Math.max(2, messages * withName * 0.6) ? 0.17 : messages >= 6 ? -0.12 : 0;
  sum += capped(evidence.named * 0.08, -0.3, 0.2);
  if (evidence.grew) sum += 0.12;
  if (messages >= 6) sum += 0.05;
  else if (messages < 2) sum -= 0.08;
  sum -= 0.6 * evidence.chosen + 0.3 * evidence.headed + 0.35 * evidence.priced + 0.45 * evidence.acts + 0.5 * evidence.fields;
  if (evidence.cells) sum -= 0.35;
  if (evidence.alike < 0.7) sum -= 0.3;
  if (evidence.holdsBox) sum -= 0.35;
  if (evidence.oneOfMany) sum -= 0.35;
  if (evidence.length > 600) sum -= 0.1;
  return sum;
}
