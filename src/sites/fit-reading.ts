import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { LIMITS } from '../core/limits.ts';
import type { RowReading } from './site.ts';

/** The only spelling of a moment that is stored: years of four digits, UTC. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Fits what surrounds a text to what can be stored. A sender may choose their own name, address and dates; one that is
 * absurd must cost neither this message nor its neighbours. The text itself is left as it is.
 */
export function fitted(read: RowReading): RowReading {
  const { author, conversation, sentAt, nativeId, ...rest } = read;
  return {
    ...rest,
    conversation: { id: shortId(conversation.id), title: cut(conversation.title, LIMITS.title) },
    author: { ...author, name: cut(author.name, LIMITS.name), ...(author.id === undefined ? {} : { id: shortId(author.id) }) },
    sentAtShown: cut(read.sentAtShown, LIMITS.shown),
    attachments: read.attachments.slice(0, LIMITS.attachments).map((words) => cut(words, LIMITS.attachment)),
    ...(sentAt !== undefined && MOMENT.test(sentAt) ? { sentAt } : {}),
    ...(nativeId === undefined ? {} : { nativeId: shortId(nativeId) }),
  };
}

/** Two long ids stay two. */
function shortId(id: string): string {
  return id.length <= LIMITS.key ? id : `${id.slice(0, 200)}…${bytesToHex(sha256(utf8ToBytes(id)))}`;
}

function cut(words: string, most: number): string {
  return words.length <= most ? words : `${words.slice(0, most - 1)}…`;
}
