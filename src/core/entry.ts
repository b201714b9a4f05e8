import type { CaptureSource, FlagChange } from './flag.ts';
import type { Author, Message } from './message.ts';

/** Everything a record has a place for and may not hold. */
export const MISSABLE = [
  'picture', 'true_picture', 'whole_picture', 'fragment', 'context', 'images', 'attachment_contents', 'own_account', 'sent_at', 'author_id',
  'counterpart_profile', 'group_members', 'clock_offset', 'device_particulars', 'claimed_creditor', 'debt_context',
] as const;

/** Why it does not. A closed set: words for each live in `locales/`. */
export const MISSING_REASONS = [
  'not_in_this_version', 'page_does_not_show', 'page_not_open', 'browser_refused', 'needs_a_gesture', 'tab_not_visible', 'in_a_frame', 'not_in_view',
  'protected_by_the_page', 'not_stored_on_this_device', 'too_large', 'not_measured', 'failed',
] as const;

export interface NotCaptured {
  what: (typeof MISSABLE)[number];
  why: (typeof MISSING_REASONS)[number];
  /** How many, where several of a kind may lack. */
  count?: number;
}

/** What made the reader's wish known. All but `card` and `history` carry the browser's right to a true picture. */
export type ArchiveTrigger = 'card' | 'menu' | 'shortcut' | 'toolbar' | 'history';

/** An image that the reader saw in the message, inlined in the fragment. `redrawn`: its pixels, not its file. */
export interface FragmentImageFacts {
  sha256: string;
  type: string;
  width: number;
  height: number;
  from: 'original' | 'redrawn';
}

/** A file kept beside the record, under its hash. */
export interface ArtefactFacts {
  file: ArtefactName;
  sha256: string;
  bytes: number;
}

export type ArtefactName = 'message.html' | 'picture.png';

/** A file of an Entry as it is stored: the record holds its hash. */
export interface Artefact {
  name: ArtefactName;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface FragmentFacts extends ArtefactFacts {
  images: FragmentImageFacts[];
}

export interface PictureFacts extends ArtefactFacts {
  /** `screen`: photographed from the window by the browser; `rendered`: drawn by us from the words, and labelled so in the picture. */
  method: 'screen' | 'rendered';
  /** In pixels of the picture. */
  width: number;
  height: number;
  /** Photographs that it is put together of. */
  pieces: number;
  /** Pixels of the picture for each CSS pixel. */
  pixelRatio: number;
  /** ISO 8601 UTC of the first photograph. */
  takenAt: string;
  covers: 'message' | 'message_and_context';
}

/** What can be told of the clock when a link was sealed. The order of the chain is that of `seq`, never of clocks. */
export interface ClockFacts {
  /** ISO 8601 UTC: what the clock said when the link before was sealed. */
  previousSealedAt: string | null;
  /** Set when the clock shows an earlier time than at the link before. */
  wentBackMs: number | null;
  /** Set when the clock jumped while the program ran. Back (negative): it was set. Forward: it was set, or the device slept. */
  movedMs: number | null;
  /** Set when the device had another zone, or another offset from UTC, at the link before. */
  zoneBefore: string | null;
  offsetMinutesBefore: number | null;
}

export interface SoftwareFacts {
  extension: string;
  model: string;
  browser: string;
  os: string;
  userAgent: string;
  /** BCP 47 of the browser's own language. */
  locale: string;
  /** Of the page, where one was open. In CSS pixels. */
  screen: { width: number; height: number; pixelRatio: number; viewportWidth: number; viewportHeight: number; scrollX: number; scrollY: number } | null;
}

/** The facts of one archived message. The reader's notes, the verdict and dismissals are kept apart. */
export interface EntryFacts {
  /** Absent in records of before there were other kinds. */
  type?: 'message';
  flagId: string;
  message: Message;
  /** What befell it on its page before it was archived. */
  changes: FlagChange[];
  context: { before: Message[]; after: Message[] };
  /** The reader's own account as the page shows it. */
  ownAccount: Pick<Author, 'id' | 'name'> | null;
  page: { url: string; title: string };
  times: {
    sentAtShown: string;
    sentAt: string | null;
    /** How exactly the page shows the time. */
    precision: 'second' | 'minute' | 'day' | 'unknown';
    seenAt: string;
    archivedAt: string;
    zone: string;
    /** Minutes to add to UTC to get local time when it was archived. */
    utcOffsetMinutes: number;
    clock: ClockFacts;
  };
  fragment: FragmentFacts | null;
  picture: PictureFacts | null;
  captureMethod: 'text' | 'screen' | 'rendered';
  trigger: ArchiveTrigger;
  source: CaptureSource;
  software: SoftwareFacts;
  /** Made just before sealing: known bytes hashed to the known hash; a signature made by this key verified. */
  selfTest: { hash: boolean; signature: boolean };
  /** 32 random hex digits, made anew for each record: so that nobody can guess from the hash what a masked copy hides. */
  salt: string;
  notCaptured: NotCaptured[];
}

/** The link that another link speaks of. */
export interface AboutLink {
  seq: number;
  hash: string;
  flagId: string;
}

/** Something befell an archived message on its page afterwards. The earlier record stands. */
export interface ChangeFacts {
  type: 'change';
  about: AboutLink;
  change: FlagChange;
  /** ISO 8601 UTC: when the message was first seen. */
  seenAt: string;
  /** As in `EntryFacts`. */
  salt: string;
  clock: ClockFacts;
  zone: string;
  utcOffsetMinutes: number;
  software: SoftwareFacts;
}

/** The reader deleted an Entry: its number and hash stay, its content is gone. */
export interface TombstoneFacts {
  type: 'deleted';
  about: AboutLink;
  /** The reader's own words, may be empty. */
  reason: string;
  deletedAt: string;
  /** As in `EntryFacts`. */
  salt: string;
  clock: ClockFacts;
  zone: string;
  utcOffsetMinutes: number;
  software: SoftwareFacts;
}

export type LinkFacts = EntryFacts | ChangeFacts | TombstoneFacts;

/** What is hashed and signed: RFC 8785 canonical JSON of exactly these members. */
export interface SealedBody<Facts extends LinkFacts = LinkFacts> {
  format: 1;
  seq: number;
  /** Hash of the link before, or 64 zeros for the first. */
  prev: string;
  sealedAt: string;
  facts: Facts;
}

/** One link of the evidence chain: an archived message, or what is said of one later. Immutable. */
export interface Entry<Facts extends LinkFacts = LinkFacts> {
  seq: number;
  /** Null of a deleted one: a later link (`type: 'deleted'`) names its number and hash. */
  body: SealedBody<Facts> | null;
  /** SHA-256 (hex) of the canonical JSON of `body`. */
  hash: string;
  prev: string;
  /** SHA-256 (hex) of the public key's SubjectPublicKeyInfo. */
  keyId: string;
  /** ECDSA P-256 with SHA-256 over the canonical JSON of `body`, DER, base64. `openssl dgst -sha256 -verify` reads it. */
  signature: string;
}

export type MessageEntry = Entry<EntryFacts> & { body: SealedBody<EntryFacts> };

/** An archived message, not deleted. */
export function isMessageEntry(entry: Entry): entry is MessageEntry {
  const facts = entry?.body?.facts;
  return typeof facts === 'object' && facts !== null && (facts.type === undefined || facts.type === 'message');
}

export const FIRST_PREV = '0'.repeat(64);

export type CustodyAct = 'archived' | 'noted' | 'exported' | 'verified' | 'dismissed' | 'restored' | 'deleted';

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
