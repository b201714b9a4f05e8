import { FIRST_PREV, type EntryFacts, type MessageEntry } from '../../src/core/entry.ts';
import type { FlagInput } from '../../src/core/flag.ts';
import type { Message } from '../../src/core/message.ts';
import type { Label } from '../../src/core/verdict.ts';
import type { Sealed } from '../../src/store/entries.ts';
import { openStore, type Store } from '../../src/store/schema.ts';

let databases = 0;

/** A name no other test has. */
export const freshName = (): string => `test-${process.pid}-${++databases}`;
export const freshStore = (): Store => openStore(freshName());

export interface Sample {
  id?: string;
  key?: string;
  text?: string;
  labels?: Label[];
  site?: string;
  chat?: string;
  title?: string;
  name?: string;
  sentAt?: string | undefined;
  seenAt?: string;
}

export function sampleFlag(sample: Sample = {}): FlagInput & { id: string } {
  const { id = 'f1', text = '明天上你家门口堵你', labels = ['visit'], site = 'https://chat.example', chat = 'c1', title = 'Chat', name = '王经理' } = sample;
  const sentAt = 'sentAt' in sample ? sample.sentAt : '2026-03-02T13:14:00.000Z';
  const message: Message = {
    key: sample.key ?? `key ${id}`, site, conversation: { id: chat, title }, author: { name, role: 'them' }, text,
    sentAtShown: '21:14', ...(sentAt === undefined ? {} : { sentAt }), seenAt: sample.seenAt ?? '2026-03-02T13:15:00.000Z',
    kind: 'text', attachments: [], url: `${site}/c/${chat}`,
  };
  return {
    id, message,
    verdict: { flagged: true, labels: labels.map((label) => ({ id: label, score: 0.9 })), spans: [{ start: 0, end: 2, label: labels[0]! }], pressing: 0.8, modelVersion: 'm1' },
    source: { adapter: 'thelounge', adapterVersion: '1', trust: 'run', pageTitle: 'A chat' },
  };
}

/** An Entry of the right shape for a store that does not look at hashes. Real ones are made in `test/evidence`. */
export function sampleEntry(flagId: string, head: { seq: number; hash: string }): MessageEntry {
  const seq = head.seq + 1;
  return {
    seq, prev: head.hash, hash: `hash of ${seq} for ${flagId}`, keyId: 'k', signature: 's',
    body: { format: 1, seq, prev: head.hash, sealedAt: '2026-03-03T00:00:00.000Z', facts: { flagId } as EntryFacts },
  };
}

export const sampleSealed = (flagId: string, head: { seq: number; hash: string }): Sealed => ({ entry: sampleEntry(flagId, head), artefacts: [] });

/** Links follow each other from the first to the head. */
export async function chainIsWhole(store: Store): Promise<boolean> {
  const entries = await store.entries.orderBy('seq').toArray();
  const head = await store.heads.get('entries');
  let prev = FIRST_PREV;
  for (const [i, entry] of entries.entries()) {
    if (entry.seq !== i + 1 || entry.prev !== prev) return false;
    prev = entry.hash;
  }
  return (head?.seq ?? 0) === entries.length && (head?.hash ?? FIRST_PREV) === prev;
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
