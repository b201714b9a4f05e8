import type { MessageChange } from '../../src/sites/watch.ts';
import { SITES } from '../../src/sites/index.ts';
import type { Reading } from '../../src/sites/site.ts';
import { taughtSite } from '../../src/sites/teach.ts';
import { watch, type Watch } from '../../src/sites/watch.ts';

/** A message as it was read last. */
export interface SeenMessage {
  key: string;
  text: string;
  author: string;
  authorId: string | null;
  role: string;
  sentAtShown: string;
  sentAt: string | null;
  kind: string;
  attachments: string[];
  conversation: string;
  /** How often it was read. */
  readings: number;
}

export interface Seen {
  /** In the order of the first reading. */
  messages: SeenMessage[];
  changes: MessageChange[];
  adapter: string | null;
  confidence: number | null;
  unsure: number | null;
  fellBackFrom: string | null;
  note: string | null;
}

let controller: AbortController | null = null;
let reading: Watch | null = null;
let messages = new Map<string, SeenMessage>();
let changes: MessageChange[] = [];

export interface StartOptions {
  /** Ids of adapters that are left out. */
  without?: string[];
  /** Ids of adapters: all others are left out. */
  only?: string[] | null;
  /** How a reader showed that this page is to be read. */
  shape?: unknown;
}

/** Begins to read this page. */
export function start({ without = [], only = null, shape }: StartOptions = {}): void {
  stop();
  controller = new AbortController();
  messages = new Map();
  changes = [];
  const taught = shape === undefined ? [] : [taughtSite(shape, '2026-11-22T00:00:00.000Z')];
  const sites = SITES.filter(({ id }) => !without.includes(id) && (only === null || only.includes(id)));
  reading = watch({ document, sites: [...taught, ...sites], signal: controller.signal, onReading: take, onChange: (change) => changes.push(change) });
}

export function stop(): void {
  controller?.abort();
  controller = null;
}

function take({ message }: Reading): void {
  const { key, text, author, sentAtShown, sentAt = null, kind, attachments, conversation } = message;
  const known = messages.get(key);
  // What is read last counts: the page may have been read in another way meanwhile.
  messages.set(key, { key, text, author: author.name, authorId: author.id ?? null, role: author.role, sentAtShown, sentAt, kind, attachments, conversation: conversation.title, readings: (known?.readings ?? 0) + 1 });
}

/** As JSON: half a surrogate pair would not survive the protocol otherwise. */
export function seen(): string {
  const state = reading?.state();
  const answer: Seen = {
    messages: [...messages.values()],
    changes,
    adapter: state?.site?.id ?? null,
    confidence: state?.confidence ?? null,
    unsure: state?.unsure ?? null,
    fellBackFrom: state?.fellBackFrom ?? null,
    note: state?.note ?? null,
  };
  return JSON.stringify(answer);
}
