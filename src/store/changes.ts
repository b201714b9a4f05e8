import type { AboutLink, Entry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import type { FlagChange } from '../core/flag.ts';
import { addCustody } from './custody.ts';
import { guarded, writing } from './guard.ts';
import { isoNow } from './instant.ts';
import { addLink, findByFlag, findChanges, follows, readHead, sameHead, speaksOf, type ChainHead } from './links.ts';
import type { Store } from './schema.ts';

/** What is to be sealed. `seenAt`, ISO 8601 UTC: when the message was first seen. */
export interface UntoldChange {
  about: AboutLink;
  change: FlagChange;
  seenAt: string;
}

/**
 * Adds a link to the chain for everything that befell an archived message and does not stand there yet, each with its line in
 * the custody log, in one transaction for each. So a change whose link failed is made good at the next one. Answers the new links;
 * none for a message that is not archived.
 * @param seal makes the next link; asked again when another link came first
 * @throws Failure `not_found`, `bad_request` (a seal that does not fit), `chain_broken`
 */
export function appendChanges(
  store: Store, flagId: string, seal: (head: ChainHead, untold: UntoldChange) => Promise<Entry>, now: () => string = isoNow,
): Promise<Entry[]> {
  return guarded(async () => {
    const added: Entry[] = [];
    for (;;) {
      const { head, untold } = await nextUntold(store, flagId);
      if (!untold) return added;
      const entry = await seal(head, untold);
      if (!follows(entry, head) || !speaksOf(entry, 'change', untold.about)) throw new Failure('bad_request', 'the sealed link is not the next about this flag');
      const { about, change } = untold;
      const done = await writing(store, [store.entries, store.heads, store.custody], async () => {
        if (!sameHead(await readHead(store), head)) return false;
        await addLink(store, entry);
        await addCustody(store, 'noted', { flag: flagId, entry: entry.seq, hash: entry.hash, about: about.seq, what: change.what }, now());
        return true;
      });
      if (done) added.push(entry);
    }
  });
}

function nextUntold(store: Store, flagId: string): Promise<{ head: ChainHead; untold?: UntoldChange }> {
  return store.transaction('r', store.flags, store.entries, store.heads, async () => {
    const row = await store.flags.get(flagId);
    if (!row) throw new Failure('not_found', `flag ${flagId}`);
    const entry = await findByFlag(store, flagId);
    const told = entry ? (entry.body.facts.changes ?? []).length + (await findChanges(store, flagId)).length : 0;
    const change = (row.changes ?? [])[told];
    const head = await readHead(store);
    if (!entry || !change) return { head };
    return { head, untold: { about: { seq: entry.seq, hash: entry.hash, flagId }, change, seenAt: row.message.seenAt } };
  });
}
