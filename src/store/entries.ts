import { isMessageEntry, type Artefact, type ArtefactName, type Entry, type MessageEntry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import type { Flag } from '../core/flag.ts';
import { addCustody } from './custody.ts';
import { flagOf, rowNow } from './flag-row.ts';
import { guarded, writing } from './guard.ts';
import { eachFlag, type FlagFilter } from './history.ts';
import { isoNow } from './instant.ts';
import { addLink, findByFlag, findChanges, follows, readHead, sameHead, type ChainHead } from './links.ts';
import type { ArtefactRow, Store } from './schema.ts';
import { tally } from './tallies.ts';

export { chainHead, type ChainHead } from './links.ts';

/** An Entry with its files. */
export interface Sealed {
  entry: Entry;
  artefacts: readonly Artefact[];
}

const PAGE = 100;

/**
 * Archives a flag: the Entry, its files, the head of the chain, the flag's state and the line in the custody log are written
 * together or not at all. A flag that has an Entry keeps it.
 * @param seal makes the next link. It may take its time: no transaction is open meanwhile, and it is asked again when
 *   another link came first, or when something more befell the message.
 * @throws Failure `not_found`, `bad_request` (a seal that does not fit), `chain_broken` (the store holds a link beyond its head)
 */
export function appendEntry(
  store: Store, flagId: string, seal: (head: ChainHead, flag: Flag) => Promise<Sealed>, now: () => string = isoNow,
): Promise<MessageEntry> {
  return guarded(async () => {
    for (;;) {
      const { standing, head, flag } = await store.transaction('r', store.flags, store.entries, store.heads, async () => {
        const row = await store.flags.get(flagId);
        if (!row) throw new Failure('not_found', `flag ${flagId}`);
        return { standing: await findByFlag(store, flagId), head: await readHead(store), flag: flagOf(row) };
      });
      if (standing) return standing;
      const sealed = await seal(head, flag);
      checkSealed(sealed, head, flagId);
      const done = await link(store, flagId, sealed, head, now);
      if (done) return done;
    }
  });
}

function checkSealed({ entry, artefacts }: Sealed, head: ChainHead, flagId: string): void {
  if (!follows(entry, head) || !isMessageEntry(entry) || entry.body.facts.flagId !== flagId) throw new Failure('bad_request', 'the sealed entry is not the next link for this flag');
  const { fragment, picture } = entry.body.facts;
  const named = [fragment, picture].flatMap((one) => (one ? [`${one.file} ${one.bytes}`] : [])).sort();
  const given = artefacts.map(({ name, bytes }) => `${name} ${bytes.length}`).sort();
  if (named.join() !== given.join()) throw new Failure('bad_request', 'the files are not those that the entry names');
}

/** Undefined when the head moved, or the flag changed, while the seal was made. */
function link(store: Store, flagId: string, { entry, artefacts }: Sealed, head: ChainHead, now: () => string): Promise<MessageEntry | undefined> {
  // A view of a larger memory would be stored with all of it.
  const files = artefacts.map(({ name, bytes }): ArtefactRow => ({ seq: entry.seq, name, bytes: bytes.slice() }));
  return writing(store, [store.flags, store.tallies, store.entries, store.artefacts, store.heads, store.custody], async () => {
    const standing = await findByFlag(store, flagId);
    if (standing) return standing;
    if (!sameHead(await readHead(store), head)) return undefined;
    const row = await store.flags.get(flagId);
    if (!row) throw new Failure('not_found', `flag ${flagId}`);
    if (!isMessageEntry(entry) || (row.changes ?? []).length !== (entry.body.facts.changes ?? []).length) return undefined;
    await addLink(store, entry);
    await store.artefacts.bulkAdd(files);
    const after = rowNow({ ...flagOf(row), entrySeq: entry.seq });
    await store.flags.put(after);
    await tally(store, [{ row, by: -1 }, { row: after, by: 1 }]);
    await addCustody(store, 'archived', { flag: flagId, entry: entry.seq, hash: entry.hash }, now());
    return entry;
  });
}

export function getEntry(store: Store, seq: number): Promise<Entry | undefined> {
  return guarded(() => store.entries.get(seq));
}

/** The Entry of a flag; undefined when there is none, or it was deleted. */
export function entryOfFlag(store: Store, flagId: string): Promise<MessageEntry | undefined> {
  return guarded(() => findByFlag(store, flagId));
}

/** The links about a flag's Entry that tell what befell it later, in order. */
export function changesOfFlag(store: Store, flagId: string): Promise<Entry[]> {
  return guarded(() => findChanges(store, flagId));
}

/** How many archived messages there are, deleted ones not counted. */
export function countEntries(store: Store): Promise<number> {
  return guarded(() => store.entries.where('body.facts.flagId').above('').count());
}

/** A file of an Entry, as it was sealed. */
export function getArtefact(store: Store, seq: number, name: ArtefactName): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return guarded(async () => (await store.artefacts.get([seq, name]))?.bytes);
}

/** Every link of the chain in order, read in pages: messages, changes, tombstones, and what is left of deleted ones. */
export async function* eachLink(store: Store): AsyncGenerator<Entry> {
  for (let last = 0; ; ) {
    const page = await guarded(() => store.entries.where('seq').above(last).limit(PAGE).toArray());
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)!.seq;
  }
}

/** Archived messages with the change links about them, in the order of the chain: all of them, or those of the flags that fit. */
export async function* eachEntry(store: Store, filter?: FlagFilter): AsyncGenerator<Entry> {
  if (filter) return yield* entriesOf(store, filter);
  for await (const entry of eachLink(store)) if (entry.body && entry.body.facts.type !== 'deleted') yield entry;
}

async function* entriesOf(store: Store, filter: FlagFilter): AsyncGenerator<Entry> {
  if (filter.states?.length && !filter.states.includes('archived')) return;
  const seqs: number[] = [];
  const ids: string[] = [];
  for await (const flag of eachFlag(store, { ...filter, states: ['archived'] })) {
    if (flag.entrySeq === undefined) continue;
    seqs.push(flag.entrySeq);
    ids.push(flag.id);
  }
  for (let i = 0; i < ids.length; i += PAGE) {
    const about = await guarded(() => store.entries.where('body.facts.about.flagId').anyOf(ids.slice(i, i + PAGE)).primaryKeys());
    for (const seq of about) seqs.push(seq);
  }
  seqs.sort((a, b) => a - b);
  for (let i = 0; i < seqs.length; i += PAGE) {
    // Deleted meanwhile: nothing is left of it that belongs to the selection.
    for (const entry of await guarded(() => store.entries.bulkGet(seqs.slice(i, i + PAGE)))) if (entry?.body && entry.body.facts.type !== 'deleted') yield entry;
  }
}
