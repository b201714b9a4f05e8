import { checkArchive, type ArchiveCheck, type ArchiveProgress } from '../evidence/archive-check.ts';
import { custodyHead, eachCustody } from '../store/custody.ts';
import { chainHead, eachLink, getArtefact } from '../store/entries.ts';
import type { Store } from '../store/schema.ts';

export interface VerifyOrder {
  /** Of the device. */
  key: CryptoKey;
  signal: AbortSignal;
  onProgress(progress: ArchiveProgress): void;
  /** Writes the line of the custody log. */
  note(line: { entries: number; custody: number; outcome: 'whole' | 'broken' }): Promise<unknown>;
}

/** Something that was sealed or deleted while it was looked at is no break: then it is looked at again. */
const TRIES = 3;

/**
 * Checks everything that is archived and writes down that it was done. Nothing is changed, whatever is found.
 * @throws Failure `cancelled`, and whatever the database fails with
 */
export async function verifyArchive(store: Store, { key, signal, onProgress, note }: VerifyOrder): Promise<ArchiveCheck & { noted: boolean }> {
  for (let turn = 1; ; turn += 1) {
    const heads = { entries: await chainHead(store), custody: await custodyHead(store) };
    const check = await checkArchive({
      links: eachLink(store), artefact: (seq, name) => getArtefact(store, seq, name), custody: eachCustody(store), key, heads, signal, onProgress,
    });
    const moved = (await chainHead(store)).seq !== heads.entries.seq || (await custodyHead(store)).seq !== heads.custody.seq;
    if (!check.whole && moved && turn < TRIES) continue;
    const { messages, changes, tombstones, deleted, custody } = check.counts;
    const line = { entries: messages + changes + tombstones + deleted, custody, outcome: check.whole ? 'whole' : 'broken' } as const;
    return { ...check, noted: await note(line).then(() => true, () => false) };
  }
}
