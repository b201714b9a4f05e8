import { FIRST_PREV, isMessageEntry, type AboutLink, type Entry, type MessageEntry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import { momentOf, type LinkMoment } from '../core/link-moment.ts';
import { guarded } from './guard.ts';
import type { Store } from './schema.ts';

export interface ChainHead {
  /** 0 before the first link. */
  seq: number;
  hash: string;
  /** When and where the newest link was sealed, for the clock facts of the next. Null when that is not known. */
  moment: LinkMoment | null;
}

/** The newest link of the evidence chain. */
export function chainHead(store: Store): Promise<ChainHead> {
  return guarded(() => store.transaction('r', store.heads, store.entries, () => readHead(store)));
}

/** The same inside a running transaction that holds `heads` and `entries`. */
export async function readHead(store: Store): Promise<ChainHead> {
  const head = await store.heads.get('entries');
  if (!head) return { seq: 0, hash: FIRST_PREV, moment: null };
  const { seq, hash, moment } = head;
  return { seq, hash, moment: moment ?? momentOf((await store.entries.get(seq))?.body) };
}

/** Whether a link is the next one after `head`, inside and out. */
export function follows({ seq, prev, body }: Entry, head: { seq: number; hash: string }): boolean {
  return seq === head.seq + 1 && prev === head.hash && body?.seq === seq && body.prev === prev;
}

/** Whether a link of this kind speaks of that one. */
export function speaksOf({ body }: Entry, type: 'change' | 'deleted', about: AboutLink): boolean {
  const facts = body?.facts;
  return facts?.type === type && facts.about.seq === about.seq && facts.about.hash === about.hash && facts.about.flagId === about.flagId;
}

/**
 * Adds the next link and moves the head, inside a running transaction that holds `entries` and `heads`.
 * @throws Failure `chain_broken` when the store holds a link beyond its head
 */
export async function addLink(store: Store, entry: Entry): Promise<void> {
  if (await store.entries.get(entry.seq)) throw new Failure('chain_broken', `link ${entry.seq} stands beyond the head`);
  await store.entries.add(entry);
  const moment = momentOf(entry.body);
  await store.heads.put({ id: 'entries', seq: entry.seq, hash: entry.hash, ...(moment ? { moment } : {}) });
}

/** The Entry of a flag, unless it was deleted. */
export async function findByFlag(store: Store, flagId: string): Promise<MessageEntry | undefined> {
  const entry = await store.entries.where('body.facts.flagId').equals(flagId).first();
  return entry && isMessageEntry(entry) ? entry : undefined;
}

/** The change links about a flag's Entry, in order. */
export async function findChanges(store: Store, flagId: string): Promise<Entry[]> {
  const links = await store.entries.where('body.facts.about.flagId').equals(flagId).sortBy('seq');
  return links.filter(({ body }) => body?.facts.type === 'change');
}

export const sameHead = (a: { seq: number; hash: string }, b: { seq: number; hash: string }): boolean => a.seq === b.seq && a.hash === b.hash;
