import { isMessageEntry, type ArtefactName, type CustodyRecord, type Entry, type MessageEntry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import { ChainWalk, type Broken, type ChainCheck } from './chain.ts';
import { verifyCustody, type CustodyCheck } from './custody.ts';
import { digestHex } from './hash.ts';

export interface ArchiveProgress {
  step: 'entries' | 'custody';
  done: number;
  /** By what the store remembers; at the end `done` may differ from it, and then the check says so. */
  total: number;
}

export interface ArchiveSources {
  /** The whole chain in order. */
  links: AsyncIterable<Entry> | Iterable<Entry>;
  artefact(seq: number, name: ArtefactName): Promise<Uint8Array | undefined>;
  /** The whole log in order. */
  custody: AsyncIterable<CustodyRecord> | Iterable<CustodyRecord>;
  /** Public key of the device. */
  key: CryptoKey;
  /** The newest link of each as the store remembers it. */
  heads: { entries: { seq: number; hash: string }; custody: { seq: number; hash: string } };
  signal: AbortSignal;
  onProgress(progress: ArchiveProgress): void;
}

/** What was looked at, up to the first break. */
export interface ArchiveCounts {
  messages: number;
  changes: number;
  tombstones: number;
  /** Links whose content the reader deleted. */
  deleted: number;
  files: number;
  custody: number;
}

export interface ArchiveCheck {
  whole: boolean;
  /** The first broken link, if there is one. */
  entries: ChainCheck;
  /** The first broken line of the custody log, if there is one. */
  custody: CustodyCheck;
  counts: ArchiveCounts;
}

/**
 * Checks everything that is archived: the chain, each file against its record, the custody log, and that the links which the log says were
 * sealed stand in the chain. Reads and changes nothing.
 * @throws Failure `cancelled` by the signal, and whatever a source fails with
 */
export async function checkArchive({ links, artefact, custody, key, heads, signal, onProgress }: ArchiveSources): Promise<ArchiveCheck> {
  const counts: ArchiveCounts = { messages: 0, changes: 0, tombstones: 0, deleted: 0, files: 0, custody: 0 };
  const heed = () => {
    if (signal.aborted) throw new Failure('cancelled');
  };

  const walk = await ChainWalk.from(key, heads.entries);
  /** By number. */
  const hashes = new Map<number, string>();
  let done = 0;
  heed();
  onProgress({ step: 'entries', done, total: heads.entries.seq });
  for await (const link of links) {
    heed();
    if (await walk.take(link)) {
      count(counts, link);
      hashes.set(link.seq, link.hash);
      if (isMessageEntry(link) && !(await filesStand(link, artefact, counts))) walk.break('artefact');
    }
    onProgress({ step: 'entries', done: ++done, total: heads.entries.seq });
    if (walk.settled) break;
  }

  let lost: Broken | undefined;
  async function* lines(): AsyncGenerator<CustodyRecord> {
    for await (const line of custody) {
      heed();
      yield line;
      const { entry, hash } = line.detail ?? {};
      if (typeof entry === 'number' && typeof hash === 'string' && hashes.get(entry) !== hash && !(lost && lost.seq <= entry)) lost = { seq: entry, why: hashes.has(entry) ? 'hash' : 'gap' };
      onProgress({ step: 'custody', done: ++counts.custody, total: heads.custody.seq });
    }
  }
  heed();
  onProgress({ step: 'custody', done: 0, total: heads.custody.seq });
  const log = await verifyCustody(lines(), heads.custody);
  heed();
  const chain = walk.end();
  const entries: ChainCheck = chain.ok && log.ok && lost ? { ok: false, ...(lost as Broken) } : chain;
  return { whole: entries.ok && log.ok, entries, custody: log, counts };
}

function count(counts: ArchiveCounts, { body }: Entry): void {
  const kind = body?.facts.type;
  if (!body) counts.deleted += 1;
  else if (kind === 'change') counts.changes += 1;
  else if (kind === 'deleted') counts.tombstones += 1;
  else counts.messages += 1;
}

async function filesStand(entry: MessageEntry, artefact: ArchiveSources['artefact'], counts: ArchiveCounts): Promise<boolean> {
  const { fragment, picture } = entry.body.facts;
  for (const named of [fragment, picture]) {
    if (!named) continue;
    const bytes = await artefact(entry.seq, named.file);
    if (!bytes || bytes.length !== named.bytes || (await digestHex(bytes)) !== named.sha256) return false;
    counts.files += 1;
  }
  return true;
}
