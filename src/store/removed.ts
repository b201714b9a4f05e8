import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { FlagInput } from '../core/flag.ts';
import type { RemovedRow } from './schema.ts';

/** What is remembered of a message that the reader deleted, so that it does not come back. */
export function removedRow(id: string, text: string, at: string): RemovedRow {
  return { id, at, words: wordsOf(text) };
}

/**
 * Whether this is what the reader deleted. The page may show other words under the same id later, and those are a new message;
 * and what the reader marks by hand they want kept.
 */
export function isRemoved(row: RemovedRow | undefined, { message, markedBy }: FlagInput): boolean {
  return row !== undefined && markedBy !== 'reader' && (row.words === undefined || row.words === wordsOf(message.text));
}

const wordsOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(text)))).slice(0, 8);
