import type { Classifier } from '../../src/classify/classify.ts';
import { readConversation, type Said } from '../../src/classify/conversation.ts';
import type { Label, Sensitivity } from '../../src/core/verdict.ts';
import { normalise } from '../../src/text/normalise.ts';

/** What is wrong with an input line, with its id where one could be read. */
export class LineError extends Error {
  readonly id: unknown;
  constructor(id: unknown, why: string) {
    super(why);
    this.id = id;
  }
}

type Answer = Record<string, unknown>;

/** `{"id","text"}` → `{"id","flagged","labels","scores","spans"}`. */
export function answerMessage(classifier: Classifier, sensitivity: Sensitivity, row: string): Answer {
  const { id, text } = parse(row);
  if (typeof text !== 'string') throw new LineError(id, 'text must be a string');
  const verdict = classifier.classify(text, normalise(text), { sensitivity });
  return {
    id: id ?? null,
    flagged: verdict.flagged,
    labels: verdict.labels.map((label) => label.id),
    scores: verdict.scores,
    spans: verdict.spans,
    pressing: verdict.pressing,
    lawful: verdict.lawful,
  };
}

/** A whole conversation: each message is read in the light of all the others; the reader's own are never flagged. */
export function answerConversation(classifier: Classifier, sensitivity: Sensitivity, row: string): Answer {
  const { id, messages } = parse(row);
  if (!Array.isArray(messages)) throw new LineError(id, 'messages must be a list');
  const said = messages.map((message: unknown, index): Said => {
    const { from, at, text } = (message ?? {}) as { from?: unknown; at?: unknown; text?: unknown };
    if (typeof text !== 'string') throw new LineError(id, `messages[${index}].text must be a string`);
    if (typeof from !== 'string') throw new LineError(id, `messages[${index}].from must be a string`);
    return { voice: from, text, comparable: normalise(text), at: typeof at === 'string' ? Date.parse(at) : Number.NaN };
  });
  const answers = readConversation(classifier, said, { sensitivity }).map((verdict) => ({
    flagged: verdict?.flagged ?? false,
    labels: (verdict?.labels ?? []).map((label): Label => label.id),
  }));
  // Contact patterns (off_hours, frequency) are not computed yet.
  return { id: id ?? null, messages: answers, patterns: [] };
}

function parse(row: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch {
    throw new LineError(null, 'not a line of JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new LineError(null, 'not a JSON object');
  return value as Record<string, unknown>;
}
