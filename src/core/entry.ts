import type { CaptureSource } from './flag.ts';
import type { Message } from './message.ts';

/** Something the record has a place for and does not hold, with the reason in the words of a closed set. */
export interface NotCaptured {
  what: 'picture' | 'fragment' | 'context' | 'own_account' | 'sent_at' | 'author_id';
  why: 'not_in_this_version' | 'page_does_not_show' | 'browser_refused';
}

/** The facts of one archived message. The reader's notes, the verdict and dismissals are kept apart. */
export interface EntryFacts {
  flagId: string;
  message: Message;
  context: { before: Message[]; after: Message[] };
  ownAccount: string | null;
  page: { url: string; title: string };
  times: {
    sentAtShown: string;
    sentAt: string | null;
    seenAt: string;
    archivedAt: string;
    zone: string;
    /** Minutes to add to UTC to get local time when it was archived. */
    utcOffsetMinutes: number;
  };
  fragment: { html: string; sha256: string } | null;
  picture: { sha256: string; method: 'screen' | 'rendered'; width: number; height: number } | null;
  captureMethod: 'text' | 'screen' | 'rendered';
  source: CaptureSource;
  software: { extension: string; model: string; browser: string; os: string };
  notCaptured: NotCaptured[];
}

/** What is hashed and signed: RFC 8785 canonical JSON of exactly these members. */
export interface SealedBody {
  format: 1;
  seq: number;
  /** Hash of the entry before, or 64 zeros for the first. */
  prev: string;
  sealedAt: string;
  facts: EntryFacts;
}

/** Archived evidence. Immutable. */
export interface Entry {
  seq: number;
  body: SealedBody;
  /** SHA-256 (hex) of the canonical JSON of `body`. */
  hash: string;
  prev: string;
  /** SHA-256 (hex) of the public key's SubjectPublicKeyInfo. */
  keyId: string;
  /** ECDSA P-256 with SHA-256 over the canonical JSON of `body`, DER, base64. `openssl dgst -sha256 -verify` reads it. */
  signature: string;
}

export const FIRST_PREV = '0'.repeat(64);

export type CustodyAct = 'archived' | 'exported' | 'dismissed' | 'restored' | 'deleted';

/** One line of the custody log: append-only and chained like entries. */
export interface CustodyRecord {
  seq: number;
  at: string;
  act: CustodyAct;
  /** Plain facts, e.g. `{ flags: 12 }`. */
  detail: Record<string, string | number>;
  prev: string;
  /** SHA-256 (hex) of the canonical JSON of the other members. */
  hash: string;
}
