import { MISSABLE, MISSING_REASONS } from '../core/entry.ts';
import { change, count, document, list, message, moment, number, object, oneOf, orNull, said, sha256, source, text, type Schema } from './schema-parts.ts';

const integer: Schema = { type: 'integer' };
const size: Schema = { type: 'number', minimum: 0 };

const clock = said(object({
  previousSealedAt: orNull(moment),
  wentBackMs: orNull(count),
  movedMs: orNull(integer),
  zoneBefore: orNull(text),
  offsetMinutesBefore: orNull(integer),
}), 'What could be told of the device\'s clock. The order of the chain is that of seq, never of clocks');

const screen = orNull(object({ width: size, height: size, pixelRatio: size, viewportWidth: size, viewportHeight: size, scrollX: { type: 'number' }, scrollY: { type: 'number' } }));

const software = object({ extension: text, model: text, browser: text, os: text, userAgent: text, locale: text, screen });

const file = (properties: Record<string, Schema>, name: string): Schema => orNull(object({ file: { const: name }, sha256, bytes: count, ...properties }));

const salt = said(text, 'Random: so that nobody can guess from the hash what a masked copy hides');
const about = said(object({ seq: number, hash: sha256, flagId: text }), 'The link that this one speaks of');

const messageFacts = object({
  type: { const: 'message' },
  flagId: sha256,
  message,
  changes: list(change),
  context: object({ before: list(message), after: list(message) }),
  ownAccount: orNull(object({ id: text, name: text }, ['id'])),
  page: object({ url: text, title: text }),
  times: object({
    sentAtShown: text, sentAt: orNull(moment), precision: oneOf(['second', 'minute', 'day', 'unknown']), seenAt: moment, archivedAt: moment,
    zone: text, utcOffsetMinutes: integer, clock,
  }),
  fragment: file({ images: list(object({ sha256, type: text, width: size, height: size, from: oneOf(['original', 'redrawn']) })) }, 'message.html'),
  picture: file({
    method: oneOf(['screen', 'rendered'], 'photographed from the window by the browser; drawn from the words, and labelled so'),
    width: number, height: number, pieces: count, pixelRatio: size, takenAt: moment, covers: oneOf(['message', 'message_and_context']),
  }, 'picture.png'),
  captureMethod: oneOf(['text', 'screen', 'rendered']),
  trigger: oneOf(['card', 'menu', 'shortcut', 'toolbar', 'history']),
  source,
  software,
  selfTest: object({ hash: { type: 'boolean' }, signature: { type: 'boolean' } }),
  salt,
  notCaptured: list(object({ what: oneOf(MISSABLE), why: oneOf(MISSING_REASONS), count: number }, ['count'])),
}, ['type']);

const later = { about, salt, clock, zone: text, utcOffsetMinutes: integer, software };
const changeFacts = object({ type: { const: 'change' }, change, seenAt: moment, ...later });
const deletedFacts = object({ type: { const: 'deleted' }, reason: text, deletedAt: moment, ...later });

/** `record.json`: what is hashed and signed. */
export const RECORD_SCHEMA = document('record', 'record.json: the sealed body of one link', object({
  format: { const: 1 },
  seq: number,
  prev: said(sha256, 'Hash of the link before; 64 zeros for the first'),
  sealedAt: moment,
  facts: { anyOf: [messageFacts, changeFacts, deletedFacts] },
}));
