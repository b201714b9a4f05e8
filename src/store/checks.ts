import * as v from 'valibot';
import { Failure } from '../core/failure.ts';
import { MARKED_BY_READER, type FlagChange, type FlagInput, type KeptLesson } from '../core/flag.ts';
import type { ArchiveTrigger } from '../core/entry.ts';
import { LIMITS } from '../core/limits.ts';
import type { Conversation } from '../core/message.ts';
import { LABELS, type ConversationWord } from '../core/verdict.ts';
import { LESSON_TEXT } from './lessons.ts';
import { conversation, filled, messageBy, site, time, upTo } from './message-shape.ts';

const ratio = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const label = v.picklist(LABELS);

/** The reader's own words are kept only as context in an Entry they archive. */
const message = messageBy(['them', 'system', 'unknown']);

const verdict = v.object({
  // Unflagged text is never stored.
  flagged: v.literal(true),
  labels: v.pipe(
    v.array(v.object({ id: label, score: ratio })), v.minLength(1), v.maxLength(LABELS.length),
    v.check((labels) => new Set(labels.map(({ id }) => id)).size === labels.length, 'each label once'),
  ),
  spans: v.pipe(v.array(v.object({ start: v.pipe(v.number(), v.integer(), v.minValue(0)), end: v.pipe(v.number(), v.integer()), label })), v.maxLength(LIMITS.spans)),
  pressing: ratio,
  modelVersion: upTo(LIMITS.word),
});

const source = v.object({
  adapter: filled(LIMITS.word),
  adapterVersion: upTo(LIMITS.word),
  trust: v.picklist(['run', 'sourced', 'guessed', 'detected', 'taught', 'imported', 'practice']),
  pageTitle: upTo(LIMITS.title),
});

const flagInput = v.pipe(
  v.object({ message, verdict, source, markedBy: v.exactOptional(v.literal('classifier')) }),
  v.check(({ message, verdict }) => verdict.spans.every(({ start, end }) => start < end && end <= message.text.length), 'spans inside the text'),
);

/** What the reader marks has labels, and nothing that only an estimate could have. */
const missedInput = v.object({
  message,
  verdict: v.object({ ...verdict.entries, spans: v.strictTuple([]), modelVersion: v.literal(MARKED_BY_READER) }),
  source,
  markedBy: v.literal('reader'),
});

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const lesson = v.object({
  id: hash,
  says: v.picklist(['harassment', 'not_harassment']),
  text: upTo(LESSON_TEXT),
  at: time,
  flagId: v.exactOptional(hash),
  site: v.exactOptional(site),
  title: v.exactOptional(upTo(LIMITS.title)),
});

const change = v.object({
  what: v.picklist(['gone', 'back', 'recalled', 'edited']),
  at: time,
  words: v.exactOptional(upTo(LIMITS.text)),
});

function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  // Only where and what was expected: the value is a stranger's text and may be long.
  throw new Failure('bad_request', `${v.getDotPath(issue) ?? 'request'}: expected ${issue.expected ?? issue.type}`);
}

/** An array is measured before its members are looked at: a page may send a million. */
function few(value: unknown): unknown {
  if (Array.isArray(value) && value.length > LIMITS.flags) throw new Failure('bad_request', `more than ${LIMITS.flags} flags at once`);
  return value;
}

/**
 * What a content script hands over for keeping, checked: it stands beside a hostile page. Unknown members are left out;
 * text is taken verbatim.
 * @throws Failure `bad_request`: nothing of the batch may be kept.
 */
export function checkFlagInputs(value: unknown): FlagInput[] {
  return checked<FlagInput[]>(v.array(flagInput), few(value));
}

/** A message that the reader marked, checked likewise. @throws Failure `bad_request` */
export function checkMissed(value: unknown): FlagInput {
  return checked<FlagInput>(missedInput, value);
}

/** @throws Failure `bad_request` unless it is a SHA-256 in hex. */
export function checkFlagId(value: unknown): string {
  return checked(hash, value);
}

/** @throws Failure `bad_request` */
export function checkConfirmed(value: unknown): boolean {
  return checked(v.object({ confirmed: v.boolean() }), value).confirmed;
}

/** What befell a kept message on its page. @throws Failure `bad_request` */
export function checkChange(value: unknown): FlagChange {
  return checked<FlagChange>(change, (value as { change?: unknown } | null)?.change);
}

/** A reader's reason, in UTF-16 units. */
export const REASON = 500;

const archiving = v.object({ trigger: v.picklist(['card', 'menu', 'shortcut', 'toolbar', 'history']), capture: v.optional(v.looseObject({})) });
const deleting = v.object({ flagId: hash, reason: upTo(REASON) });
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const verified = v.object({ entries: count, custody: count, outcome: v.picklist(['whole', 'broken']) });

/** Of a request to archive, what is not checked elsewhere. `capture` is an object and nothing more is known of it. @throws Failure `bad_request` */
export function checkArchiving(value: unknown): { trigger: ArchiveTrigger; capture?: unknown } {
  return checked(archiving, value);
}

/** @throws Failure `bad_request` */
export function checkDeleting(value: unknown): { flagId: string; reason: string } {
  const { flagId, reason } = checked(deleting, value);
  // A field that cuts at its limit may cut a character in half.
  return { flagId, reason: reason.toWellFormed() };
}

/** @throws Failure `bad_request` */
export function checkVerified(value: unknown): { entries: number; custody: number; outcome: 'whole' | 'broken' } {
  return checked(verified, value);
}

/** A lesson that our own page gives back. @throws Failure `bad_request` */
export function checkLesson(value: unknown): KeptLesson {
  return checked<KeptLesson>(lesson, value);
}

/** @throws Failure `bad_request` */
export function checkChat(value: unknown): { site: string; conversation: Conversation } {
  return checked(v.object({ site, conversation }), value);
}

/** @throws Failure `bad_request` */
export function checkWord(value: unknown): ConversationWord | null {
  return checked(v.object({ word: v.nullable(v.picklist(['collector', 'not_collector'])) }), value).word;
}
