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
  sentAtShown: string;
  sentAt?: string;
  kind: MessageKind;
  attachments: string[];
}

/** A page that a site adapter recognised, ready to be read row by row. */
export interface OpenPage {
  /** The row that holds this node, or null when it is not part of a chat. */
  rowOf(node: Node): Element | null;
  /** Every row inside, the root itself included, in the page's order. */
  rowsIn(root: ParentNode & Node): Element[];
  /** Null for a row that is not a message (join lines, dividers). Throws nothing: a row that breaks is null. */
  read(row: Element): RowReading | null;
  /** False when the page no longer has what made us recognise it. */
  stands(): boolean;
}

export interface Site {
  id: string;
  /** Date of the newest selectors, ISO. */
  version: string;
  trust: CaptureSource['trust'];
  /** Null when this page is not of this program, or not yet. */
  open(document: Document): OpenPage | null;
}

/** A message with its place on the page. */
export interface Reading {
  message: Message;
  spot: Spot;
  row: Element;
  source: CaptureSource;
}
