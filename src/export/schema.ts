import { LABELS } from '../core/verdict.ts';
import { change, document, list, message, moment, number, object, oneOf, probability, said, sha256, source, text, type Schema } from './schema-parts.ts';
import { BUNDLE_SCHEMA, CHAIN_SCHEMA, CUSTODY_SCHEMA, ENTRY_SCHEMA, MASKING_SCHEMA, NOT_CAPTURED_SCHEMA } from './schema-files.ts';
import { RECORD_SCHEMA } from './schema-record.ts';

const offset: Schema = { type: 'integer', minimum: 0 };

/** One line of `flags.ndjson`. */
export const FLAG_SCHEMA = document('flag', 'One line of flags.ndjson: one flagged message', object({
  n: said(number, 'Number of this message in the bundle: line of this file, number in report.html'),
  id: said(sha256, 'SHA-256 of site, conversation id and message key'),
  message,
  verdict: said(object({
    flagged: { type: 'boolean' },
    labels: list(object({ id: oneOf(LABELS), score: probability })),
    spans: list(object({ start: offset, end: offset, label: oneOf(LABELS) }), 'The words that decided, as UTF-16 offsets in the text; end is exclusive'),
    pressing: probability,
    modelVersion: text,
  }), 'An estimate made on the device. It can be wrong.'),
  source,
  state: oneOf(['open', 'dismissed', 'archived']),
  keptAt: moment,
  dismissedAt: moment,
  markedBy: oneOf(['classifier', 'reader'], 'Who marked it; the classifier when absent. A reader\'s mark is no estimate: its labels are what the reader chose'),
  entrySeq: said(number, 'Number of the sealed entry: entries/0001 and so on'),
  changes: list(change, 'What befell the message on its page after it was kept, in the order seen. The message above stays as it was first read'),
  textSha256: {
    type: ['string', 'null'],
    pattern: '^[0-9a-f]{64}$',
    description: 'SHA-256 of the text in UTF-8; null when the text holds half a character and so has no UTF-8 form, and in a masked copy',
  },
}, ['dismissedAt', 'markedBy', 'entrySeq', 'changes']));

/** Every schema of the bundle by the name of its file in `data/schemas/`. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  flag: FLAG_SCHEMA, record: RECORD_SCHEMA, entry: ENTRY_SCHEMA, chain: CHAIN_SCHEMA, custody: CUSTODY_SCHEMA,
  bundle: BUNDLE_SCHEMA, 'not-captured': NOT_CAPTURED_SCHEMA, masking: MASKING_SCHEMA,
};
