import type { CaptureSource } from '../core/flag.ts';
import type { Author, Conversation, Message, MessageKind } from '../core/message.ts';
import type { Spot } from '../core/spot.ts';

/** One row of a chat as an adapter reads it, before it gets its key. */
export interface RowReading {
  conversation: Conversation;
  author: Author;
  text: string;
  spot: Spot;
  /** The page's own id of the message, if it has one that survives a reload. */
  nativeId?: string;
  /** Set when the page may hold the same row twice at once: rows with equal ids are one message. */
  rowId?: string;
  /** As the page shows it, the words of the date separator before it where the message itself shows a time alone. */
  sentAtShown: string;
  sentAt?: string;
  /** The shown time changes by itself ("5 minutes ago"): it is no part of the message's identity. */
  fleeting?: boolean;
  /** `recall`: the page says that the message was taken back; `text` holds those words. */
  kind: MessageKind;
  /** What hung on the message, in words: `image: …`, `link: …`, `file: …`, `voice: …`, `forwarded: …`, `quoted: …`. */
  attachments: string[];
  /** The page says that the message was changed after it was sent. */
  edited?: boolean;
}

/** What the engine knows beside the page. */
export interface OpenContext {
  now(): Date;
  /** Whether the reader typed just these words into a field of this page a short while ago: then the message is their own. */
  typed(text: string): boolean;
}

/** A page that a site adapter recognised, ready to be read row by row. */
export interface OpenPage {
  /** The row that holds this node, or null when it is not part of a chat. */
  rowOf(node: Node): Element | null;
  /** Every row inside, the root itself included, in the page's order. Taken bit by bit: a page may hold a million. */
  rowsIn(root: Node): Iterable<Element>;
  /** Null for a row that is not a message (join lines, dividers). Throws nothing: a row that breaks is null. */
  read(row: Element): RowReading | null;
  /** False when the page no longer has what made us recognise it. Asked at each change: it must be cheap. */
  stands(): boolean;
  /** Of detection: 0 to 1. */
  confidence?: number;
}

export interface Site {
  id: string;
  /** The program's own name; empty for detection. */
  name: string;
  /** Date of the newest selectors, ISO. */
  version: string;
  trust: CaptureSource['trust'];
  /** Null when this page is not of this program, or not yet. */
  open(document: Document, context: OpenContext): OpenPage | null;
  /** Of detection, where `open` gives null: how much something on the page looks like a chat, 0 to 1; null for not at all. */
  glimpse?(document: Document, context: OpenContext): number | null;
}

/** A message with its place on the page. */
export interface Reading {
  message: Message;
  spot: Spot;
  row: Element;
  source: CaptureSource;
}
