import { MARKED_BY_READER, type FlagChange, type FlagInput } from '../core/flag.ts';
import type { Message } from '../core/message.ts';
import type { ConversationWord, Label, Verdict } from '../core/verdict.ts';
import type { Reading } from '../sites/site.ts';
import type { ChatRef } from '../wire/protocol.ts';
import type { Counted, MarkState, Voice } from './deps.ts';

/** What a session remembers of a message that was not flagged: nothing of its text. */
export interface Unflagged {
  /** Who said it; empty for what is never judged. */
  voice: string;
  /** What it said of its chat. */
  counted?: Counted;
  /** To be judged anew when it is next read. */
  again: boolean;
}

/** Why the reader cannot mark a message as missed: it is their own, or it is marked. */
export type Unmissed = 'own' | 'marked';
export type Offer = (reading: Reading, why: Unmissed | null) => void;

export const voiceId = ({ chat, author }: Voice): string => JSON.stringify([chat, author]);

/** What a session remembers of a message that was flagged. */
export interface Known {
  verdict: Verdict;
  chat: ChatRef;
  state: MarkState;
  flagId?: string;
  /** What it said of its chat. */
  counted?: Counted;
  /** The reader's word on the chat, or what was taught, changed since: judge again when the row is next read. */
  stale?: boolean;
  /** Judged again and no longer flagged. What was kept stays kept. */
  hidden?: boolean;
  /** What befell it on the page before it was kept. */
  changes?: FlagChange[];
  /** Marked by the reader and not kept yet. */
  missed?: FlagInput;
}

/** A message that the reader marked with these labels. */
export function markedByReader({ message, source }: Reading, labels: readonly Label[], word: ConversationWord | null): Known {
  const verdict: Verdict = { flagged: true, labels: labels.map((id) => ({ id, score: 1 })), spans: [], pressing: 0, modelVersion: MARKED_BY_READER };
  return {
    verdict,
    chat: { site: message.site, conversation: message.conversation },
    state: { kept: 'saving', flag: 'open', word, confirmed: true },
    missed: { message, verdict, source, markedBy: 'reader' },
  };
}

export function isFlag(known: Known | Unflagged): known is Known {
  return 'verdict' in known;
}

/** Never judged are the reader's own words, system lines, what the page says of a message taken back, and what has no words. */
export function isJudged({ author, text, kind }: Message): boolean {
  return author.role !== 'me' && author.role !== 'system' && kind !== 'recall' && text.trim() !== '';
}

export function isMarked({ hidden, state }: Known): boolean {
  return !hidden && state.flag !== 'dismissed';
}

/**
 * Whether the mark stays whatever the classifier says now: the reader's own word on this very message outweighs any
 * estimate, and a dismissal must stay at hand to be undone.
 */
export function staysMarked({ verdict, state }: Known): boolean {
  return verdict.modelVersion === MARKED_BY_READER || state.confirmed === true || state.flag === 'dismissed';
}

/** Epoch milliseconds. Never after it was seen: a date far ahead would have all forgotten that its chat was known by. */
export function timeOf({ message }: Reading): number {
  const seen = Date.parse(message.seenAt);
  return message.sentAt === undefined ? seen : Math.min(Date.parse(message.sentAt), seen);
}

export function chatOf({ message }: Reading): ChatRef {
  return { site: message.site, conversation: message.conversation };
}

export function chatId({ site, conversation }: ChatRef): string {
  return `${site} ${conversation.id}`;
}

export function voiceOf(reading: Reading): Voice {
  const { author } = reading.message;
  return { chat: chatId(chatOf(reading)), author: author.id ?? author.name };
}
