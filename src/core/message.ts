/** Who wrote a message, as far as the page lets us tell. */
export type Role = 'them' | 'me' | 'system' | 'unknown';

export type MessageKind = 'text' | 'image' | 'voice' | 'file' | 'call' | 'recall';

export interface Author {
  /** The page's own id of the author, where it has one. Survives a change of name. */
  id?: string;
  /** The name as the page shows it. Empty when the page shows none. */
  name: string;
  role: Role;
}

export interface Conversation {
  /** Stable within one site: account, channel or chat. */
  id: string;
  /** As the page shows it. */
  title: string;
}

/** One chat message as it was read from a page. Plain JSON: it crosses contexts and is stored. */
export interface Message {
  /** Stable across re-render, scrolling and reload: see `sites/message-key.ts`. */
  key: string;
  /** Origin of the page, e.g. `https://chat.example`. */
  site: string;
  conversation: Conversation;
  author: Author;
  /** Verbatim: never normalised, never cut. */
  text: string;
  /** The time exactly as the page shows it. Empty when it shows none. */
  sentAtShown: string;
  /** Our reading of it, ISO 8601 in UTC. Absent when it cannot be told. */
  sentAt?: string;
  /** IANA zone in which `sentAtShown` was read, e.g. `Asia/Shanghai`. */
  zone?: string;
  /** When we saw it, ISO 8601 in UTC. */
  seenAt: string;
  kind: MessageKind;
  /** What hung on the message besides text, described and not stored: e.g. `image: photo.jpg`. */
  attachments: string[];
  url: string;
}
