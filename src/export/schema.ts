import { LABELS } from '../core/verdict.ts';

const text = { type: 'string' };
const moment = { type: 'string', description: 'ISO 8601, UTC' };
const probability = { type: 'number', minimum: 0, maximum: 1 };

function object(properties: Record<string, object>, optional: string[] = []): object {
  return { type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)), additionalProperties: false };
}

/** JSON Schema (2020-12) of one line of `flags.ndjson`. */
export const FLAGS_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:witnessmark:bundle:1:flag',
  title: 'One line of flags.ndjson: one flagged message',
  ...object({
    n: { type: 'integer', minimum: 1, description: 'Number of this message in the bundle: line of this file, number in report.html' },
    id: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of site, conversation id and message key' },
    message: object({
      key: text,
      site: { type: 'string', description: 'Origin of the page' },
      conversation: object({ id: text, title: text }),
      author: object({ id: text, name: text, role: { type: 'string', enum: ['them', 'me', 'system', 'unknown'] } }, ['id']),
      text: { type: 'string', description: 'Verbatim: never normalised, never cut' },
      sentAtShown: { type: 'string', description: 'The time exactly as the page showed it; empty when it showed none' },
      sentAt: moment,
      zone: { type: 'string', description: 'IANA zone in which sentAtShown was read' },
      seenAt: moment,
      kind: { type: 'string', enum: ['text', 'image', 'voice', 'file', 'call', 'recall'] },
      attachments: { type: 'array', items: text, description: 'What hung on the message, described and not stored' },
      url: text,
    }, ['sentAt', 'zone']),
    verdict: {
      description: 'An estimate made on the device. It can be wrong.',
      ...object({
        flagged: { type: 'boolean' },
        labels: { type: 'array', items: object({ id: { type: 'string', enum: [...LABELS] }, score: probability }) },
        spans: {
          type: 'array',
          description: 'The words that decided, as UTF-16 offsets in the text; end is exclusive',
          items: object({ start: { type: 'integer', minimum: 0 }, end: { type: 'integer', minimum: 0 }, label: { type: 'string', enum: [...LABELS] } }),
        },
        pressing: probability,
        modelVersion: text,
      }),
    },
    source: object({
      adapter: text,
      adapterVersion: text,
      trust: { type: 'string', enum: ['run', 'sourced', 'guessed', 'detected', 'taught', 'imported', 'practice'] },
      pageTitle: text,
    }),
    state: { type: 'string', enum: ['open', 'dismissed', 'archived'] },
    keptAt: moment,
    dismissedAt: moment,
    markedBy: { type: 'string', enum: ['classifier', 'reader'], description: 'Who marked it; the classifier when absent. A reader\'s mark is no estimate: its labels are what the reader chose' },
    entrySeq: { type: 'integer', minimum: 1, description: 'Number of the sealed entry: entries/0001 and so on' },
    changes: {
      type: 'array',
      description: 'What befell the message on its page after it was kept, in the order seen. The message above stays as it was first read',
      items: object({
        what: { type: 'string', enum: ['gone', 'back', 'recalled', 'edited'], description: 'taken out of the chat; shown again; the page says it was taken back; the page shows other words for it' },
        at: moment,
        words: { type: 'string', description: 'What the page showed in its place' },
      }, ['words']),
    },
    textSha256: {
      type: ['string', 'null'],
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 of the text in UTF-8; null when the text holds half a character and so has no UTF-8 form',
    },
  }, ['dismissedAt', 'markedBy', 'entrySeq', 'changes']),
};
