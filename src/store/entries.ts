import { FIRST_PREV, type Entry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import { addCustody } from './custody.ts';
import { flagOf, rowNow } from './flag-row.ts';
import { guarded, writing } from './guard.ts';
import { eachFlag, type FlagFilter } from './history.ts';
import { isoNow } from './instant.ts';
import type { Store } from './schema.ts';
import { tally } from './tallies.ts';

export interface ChainHead {
  /** 0 before the first Entry. */
  seq: number;
  hash: string;
}

const PAGE = 100;

/** The newest link of the evidence chain. */
export function chainHead(store: Store): Promise<ChainHead> {
  return guarded(() => readHead(store));
}

async function readHead(store: Store): Promise<ChainHead> {
  const head = await store.heads.get('entries');
  return head ? { seq: head.seq, hash: head.hash } : { seq: 0, hash: FIRST_PREV };
}

/**
 * Archives a flag: the Entry, the head of the chain, the flag's state and the line in the custody log are written
 * together or not at all. A flag that has an Entry keeps it.
 * @param seal makes the next link. It may take its time: no transaction is open meanwhile, and it is asked again when
 *   another Entry came first.
 * @throws Failure `not_found`, `bad_request` (a seal that does not fit), `chain_broken` (the store holds an Entry beyond its head)
 */
export function appendEntry(
  store: Store, flagId: string, seal: (head: ChainHead) => Promise<Entry>, now: () => string = isoNow,
): Promise<Entry> {
  return guarded(async () => {
    for (;;) {
      const { standing, head } = await store.transaction('r', store.flags, store.entries, store.heads, async () => {
        if (!(await store.flags.get(flagId))) throw new Failure('not_found', `flag ${flagId}`);
        return { standing: await findByFlag(store, flagId), head: await readHead(store) };
      });
      if (standing) return standing;
      const entry = await seal(head);
      checkLink(entry, head, flagId);
      const done = await link(store, flagId, entry, head, now);
      if (done) return done;
    }
  });
}

function checkLink(entry: Entry, head: ChainHead, flagId: string): void {
  const { body } = entry;
  const fits = entry.seq === head.seq + 1 && entry.prev === head.hash && body.seq === entry.seq && body.prev === entry.prev && body.facts.flagId === flagId;
  if (!fits) throw new Failure('bad_request', 'the sealed entry is not the next link for this flag');
}

/** Undefined when the head moved while the seal was made. */
function link(store: Store, flagId: string, entry: Entry, head: ChainHead, now: () => string): Promise<Entry | undefined> {
  return writing(store, [store.flags, store.tallies, store.entries, store.heads, store.custody], async () => {
    const standing = await findByFlag(store, flagId);
    if (standing) return standing;
    const present = await readHead(store);
    if (present.seq !== head.seq || present.hash !== head.hash) return undefined;
    const row = await store.flags.get(flagId);
    if (!row) throw new Failure('not_found', `flag ${flagId}`);
    if (await store.entries.get(entry.seq)) throw new Failure('chain_broken', `entry ${entry.seq} stands beyond the head`);
    await store.entries.add(entry);
    await store.heads.put({ id: 'entries', seq: entry.seq, hash: entry.hash });
    const after = rowNow({ ...flagOf(row), entrySeq: entry.seq });
    await store.flags.put(after);
    await tally(store, [{ row, by: -1 }, { row: after, by: 1 }]);
    await addCustody(store, 'archived', { flag: flagId, entry: entry.seq, hash: entry.hash }, now());
    return entry;
  });
}

const findByFlag = (store: Store, flagId: string) => store.entries.where('body.facts.flagId').equals(flagId).first();

export function getEntry(store: Store, seq: number): Promise<Entry | undefined> {
  return guarded(() => store.entries.get(seq));
}

export function entryOfFlag(store: Store, flagId: string): Promise<Entry | undefined> {
  return guarded(() => findByFlag(store, flagId));
}

/** Entries in the order of the chain, read in pages: all of them, or those of the flags that fit. */
export async function* eachEntry(store: Store, filter?: FlagFilter): AsyncGenerator<Entry> {
  if (filter) return yield* entriesOf(store, filter);
  for (let last = 0; ; ) {
    const page = await guarded(() => store.entries.where('seq').above(last).limit(PAGE).toArray());
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)!.seq;
  }
}

async function* entriesOf(store: Store, filter: FlagFilter): AsyncGenerator<Entry> {
  if (filter.states?.length && !filter.states.includes('archived')) return;
  const seqs: number[] = [];
  for await (const flag of eachFlag(store, { ...filter, states: ['archived'] })) if (flag.entrySeq !== undefined) seqs.push(flag.entrySeq);
  seqs.sort((a, b) => a - b);
  for (let i = 0; i < seqs.length; i += PAGE) {
    for (const entry of await guarded(() => store.entries.bulkGet(seqs.slice(i, i + PAGE)))) if (entry) yield entry;
  }
}
