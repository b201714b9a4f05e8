import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** One for all: a history has ten thousand messages. */
const encoder = new TextEncoder();

export interface KeyParts {
  conversationId: string;
  /** The page's id of the author where it has one, else the name. */
  author: string;
  text: string;
  sentAtShown: string;
  /** The page's own id of the message. It may be chosen by the sender, so it never stands alone. */
  nativeId?: string;
}

/** 128 bits of SHA-256 (hex): the same for the same message after a re-render, scrolling or a reload. */
export function baseKey({ conversationId, author, text, sentAtShown, nativeId }: KeyParts): string {
  // With its own id the shown time is left out: it may change its form, or lose its milliseconds, after a reload.
  const parts = nativeId === undefined ? ['t', conversationId, author, sentAtShown, text] : ['i', conversationId, author, nativeId, text];
  return bytesToHex(sha256(encoder.encode(JSON.stringify(parts)))).slice(0, 32);
}

/** 128 bits of SHA-256 (hex) of the words alone, in their conversation: what a message keeps when more or less of it is shown. */
export function textHash(conversationId: string, text: string): string {
  return bytesToHex(sha256(encoder.encode(JSON.stringify([conversationId, text])))).slice(0, 32);
}

/** Key of the n-th (from 0) among messages that are alike in everything we can see. */
export function keyOf(base: string, ordinal: number): string {
  return ordinal === 0 ? base : `${base}-${ordinal}`;
}
