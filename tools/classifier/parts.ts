import { LABELS, type Label } from '../../src/core/verdict.ts';
import { DEBTOR, FLAGGED, HEADS, LAWFUL, PRESSED, PRESSING } from '../../src/classify/heads.ts';
import type { ChatKind } from './conversations.ts';
import type { Kind, Line } from './corpus.ts';

/** What a text is for the training: which outputs are true of it, and how much it counts for each. */
export interface Lecture {
  /** Bit h: output h is true. */
  truth: number;
  /** One for each output. */
  counts: Float64Array;
}

interface Counts {
  labels: number;
  pressing: number;
  lawful: number;
  flagged: number;
  pressed: number;
  debtor: number;
}

/**
 * What sets a collector apart from any other chat is mostly left to `pressing`; told to learn that as well, the other outputs lose the
 * finer difference they are for. `pressed` learns only what sets a collector's flagged messages apart from the rest of what collectors
 * write: a courier's "open the door" must not teach it.
 */
const OF_KIND: Record<Kind, Counts> = {
  positive: { labels: 1, pressing: 1, lawful: 1, flagged: 1, pressed: 1, debtor: 0.3 },
  lawful: { labels: 1.2, pressing: 1.2, lawful: 1.2, flagged: 0.7, pressed: 1.2, debtor: 0.3 },
  ordinary: { labels: 1, pressing: 1, lawful: 1, flagged: 0.6, pressed: 0.05, debtor: 1 },
  victim: { labels: 1.6, pressing: 1.6, lawful: 1.6, flagged: 1, pressed: 0.05, debtor: 1 },
  advice: { labels: 1.6, pressing: 1.6, lawful: 1.6, flagged: 1, pressed: 0.05, debtor: 0.5 },
};
const OF_BACKGROUND: Counts = { labels: 0.02, pressing: 1, lawful: 0.02, flagged: 0.5, pressed: 0, debtor: 0.3 };

/** A message that may be what it is only by what was said before teaches little of itself. */
const OF_CHAT: Record<ChatKind, Counts> = {
  collector: { labels: 0.2, pressing: 0.3, lawful: 0.2, flagged: 0.2, pressed: 1, debtor: 0.3 },
  lawful: { labels: 1, pressing: 0.5, lawful: 0.5, flagged: 0.6, pressed: 0.3, debtor: 0.3 },
  ordinary: { labels: 1, pressing: 1, lawful: 1, flagged: 0.6, pressed: 0.05, debtor: 0.5 },
};
const OF_READER: Counts = { labels: 1, pressing: 1, lawful: 1, flagged: 0.6, pressed: 0, debtor: 1 };

export function lectureOf(line: Line): Lecture {
  let truth = bitsOf(line.labels);
  if (line.kind === 'positive' || line.kind === 'lawful') truth |= 1 << PRESSING;
  if (line.kind === 'lawful') truth |= 1 << LAWFUL;
  if (line.kind === 'positive') truth |= (1 << FLAGGED) | (1 << PRESSED);
  if (line.kind === 'victim') truth |= 1 << DEBTOR;
  return { truth, counts: spread(OF_KIND[line.kind]) };
}

/** `count`: how much the source counts. */
export function backgroundLecture(count: number): Lecture {
  return { truth: 0, counts: spread(OF_BACKGROUND, count) };
}

export function chatLecture(chat: ChatKind, from: 'me' | 'them', labels: readonly Label[]): Lecture {
  if (from === 'me') return { truth: chat === 'ordinary' ? 0 : 1 << DEBTOR, counts: spread(OF_READER) };
  let truth = bitsOf(labels);
  if (chat !== 'ordinary') truth |= 1 << PRESSING;
  if (chat === 'lawful') truth |= 1 << LAWFUL;
  if (labels.length > 0) truth |= (1 << FLAGGED) | (1 << PRESSED);
  return { truth, counts: spread(OF_CHAT[chat]) };
}

const bitsOf = (labels: readonly Label[]): number => labels.reduce((bits, label) => bits | (1 << LABELS.indexOf(label)), 0);

function spread(counts: Counts, factor = 1): Float64Array {
  const all = new Float64Array(HEADS).fill(counts.labels * factor);
  all[PRESSING] = counts.pressing * factor;
  all[LAWFUL] = counts.lawful * factor;
  all[FLAGGED] = counts.flagged * factor;
  all[PRESSED] = counts.pressed * factor;
  all[DEBTOR] = counts.debtor * factor;
  return all;
}
