import type { MessageChange } from '../../src/sites/watch.ts';
import { SITES } from '../../src/sites/index.ts';
import type { Reading } from '../../src/sites/site.ts';
import { watch, type Watch } from '../../src/sites/watch.ts';

/** A message as it was first read. */
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

/** Begins to read this page. @param without ids of adapters that are left out; @param only ids, the others are left out */
export function start({ without = [], only = null }: { without?: string[]; only?: string[] | null } = {}): void {
  stop();
  controller = new AbortController();
  messages = new Map();
  changes = [];
  const sites = SITES.filter(({ id }) => !without.includes(id) && (only === null || only.includes(id)));
  reading = watch({ document, sites, signal: controller.signal, onReading: take, onChange: (change) => changes.push(change) });
}

export function stop(): void {
  controller?.abort();
  controller = null;
}

function take({ message }: Reading): void {
  const { key, text, author, sentAtShown, sentAt = null, kind, attachments, conversation } = message;
  const known = messages.get(key);
  if (known) known.readings++;
  else messages.set(key, { key, text, author: author.name, authorId: author.id ?? null, role: author.role, sentAtShown, sentAt, kind, attachments, conversation: conversation.title, readings: 1 });
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
