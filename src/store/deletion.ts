import Dexie from 'dexie';
import type { AboutLink, Entry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import { addCustody } from './custody.ts';
import { chatId, chatPlace, placesOf } from './flag-row.ts';
import { guarded, writing } from './guard.ts';
import { isoNow } from './instant.ts';
import { addLink, findByFlag, findChanges, follows, readHead, sameHead, speaksOf, type ChainHead } from './links.ts';
import { removedRow } from './removed.ts';
import type { FlagRow, Store } from './schema.ts';
import { tally } from './tallies.ts';

/** What was deleted, or null when it had been before. `links`: numbers whose content is gone; `tombstones`: those that say so. */
export interface Deleted {
  row: FlagRow;
  links: number[];
  tombstones: number[];
}

/**
 * Deletes a kept message with what is kept of it for itself: the content of its Entry and of the links about it, the files,
 * the lesson, and the chat's name when nothing else is kept of that chat. In one transaction with one tombstone for each link, which
 * stay, with a line in the custody log, and with its id, so that it does not come back when its page is read again.
 * As context of another Entry its words stay: that one is sealed.
 * @param reason the reader's own words, well formed; may be empty
 * @param seal makes the tombstones, in the order of `about`, the first next to the head; asked again when another link came first.
 *   Not asked for a message that was never archived.
 * @throws Failure `not_found`, `bad_request` (a seal that does not fit), `chain_broken`
 */
export function deleteKept(
  store: Store, flagId: string, reason: string, seal: (head: ChainHead, about: AboutLink[]) => Promise<Entry[]>, now: () => string = isoNow,
): Promise<Deleted | null> {
  return guarded(async () => {
    for (;;) {
      const found = await lookUp(store, flagId);
      if (!found) return null;
      const { head, links } = found;
      const about = links.map(({ seq, hash }): AboutLink => ({ seq, hash, flagId }));
      const tombstones = about.length > 0 ? await seal(head, about) : [];
      checkTombstones(tombstones, head, about);
      const row = await remove(store, flagId, reason, { head, links, tombstones }, now());
      if (row) return { row, links: links.map(({ seq }) => seq), tombstones: tombstones.map(({ seq }) => seq) };
    }
  });
}

function lookUp(store: Store, flagId: string): Promise<{ head: ChainHead; links: Entry[] } | null> {
  return store.transaction('r', [store.flags, store.entries, store.heads, store.removed], async () => {
    if (!(await store.flags.get(flagId))) {
      if (await store.removed.get(flagId)) return null;
      throw new Failure('not_found', `flag ${flagId}`);
    }
    const entry = await findByFlag(store, flagId);
    const changes = await findChanges(store, flagId);
    return { head: await readHead(store), links: entry ? [entry, ...changes] : [] };
  });
}

function checkTombstones(tombstones: readonly Entry[], head: ChainHead, about: readonly AboutLink[]): void {
  let last: { seq: number; hash: string } = head;
  const fit = tombstones.length === about.length && tombstones.every((one, i) => {
    const fits = follows(one, last) && speaksOf(one, 'deleted', about[i]!);
    last = one;
    return fits;
  });
  if (!fit) throw new Failure('bad_request', 'the tombstones are not the next links for what is deleted');
}

/** Undefined when the head moved meanwhile, or another was here first. */
function remove(
  store: Store, flagId: string, reason: string, { head, links, tombstones }: { head: ChainHead; links: Entry[]; tombstones: Entry[] }, at: string,
): Promise<FlagRow | undefined> {
  const { flags, entries, artefacts, heads, tallies, custody, chats, lessons, removed } = store;
  return writing(store, [flags, entries, artefacts, heads, tallies, custody, chats, lessons, removed], async () => {
    if (!sameHead(await readHead(store), head)) return undefined;
    const row = await flags.get(flagId);
    if (!row) return undefined;
    for (const { seq, hash, prev, keyId, signature } of links) {
      await entries.put({ seq, hash, prev, keyId, signature, body: null });
      await artefacts.where('[seq+name]').between([seq, Dexie.minKey], [seq, Dexie.maxKey]).delete();
    }
    for (const tombstone of tombstones) await addLink(store, tombstone);
    await flags.delete(flagId);
    await lessons.delete(flagId);
    await removed.put(removedRow(flagId, row.message.text, at));
    await tally(store, [{ row, by: -1 }]);
    await forgetEmptyPlaces(store, row);
    await addCustody(store, 'deleted', { flag: flagId, ...entryDetail(links, tombstones), ...(reason === '' ? {} : { reason }) }, at);
    return row;
  });
}

function entryDetail([first]: readonly Entry[], tombstones: readonly Entry[]): Record<string, string | number> {
  return first ? { entry: first.seq, hash: first.hash, tombstone: tombstones[0]!.seq, links: tombstones.length } : {};
}

/** Nothing kept there any more, and no word of the reader: no reason to remember that the reader was in that chat. */
async function forgetEmptyPlaces(store: Store, row: FlagRow): Promise<void> {
  const rows = await store.tallies.bulkGet(placesOf(row));
  const empty = rows.flatMap((one) => (one && Object.keys(one.counts).length === 0 ? [one.place] : []));
  await store.tallies.bulkDelete(empty);
  const chat = chatId(row.message.site, row.message.conversation.id);
  if (!empty.includes(chatPlace(chat))) return;
  if ((await store.chats.get(chat))?.word === null) await store.chats.delete(chat);
}
