import Dexie, { type EntityTable, type Table, type Transaction } from 'dexie';
import type { Artefact, CustodyRecord, Entry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import type { Flag, KeptLesson } from '../core/flag.ts';
import type { LinkMoment } from '../core/link-moment.ts';
import type { ConversationWord } from '../core/verdict.ts';

/** A Flag as stored: with what the indexes need. See `flag-row.ts`. */
export interface FlagRow extends Flag {
  /** `sentAt`, else `seenAt`, in the one spelling that sorts. */
  at: string;
  /** One key for each way of filtering: `[place, label, state, at, id]`. See `flag-row.ts`. */
  facets: string[][];
}

/** A chat in which something was flagged, or of which the reader said what it is. */
export interface ChatRow {
  /** `${site} ${conversation id}` */
  id: string;
  site: string;
  conversationId: string;
  /** As last shown. */
  title: string;
  /** ISO 8601 UTC: when this row last changed. */
  changedAt: string;
  word: ConversationWord | null;
  /** ISO 8601 UTC: when the reader gave or took back the word. */
  wordAt?: string;
}

/** How many flags there are in one place, by state and labels. Moves in the same transaction as the flags: see `tallies.ts`. */
export interface TallyRow {
  /** A place of the `facets` index. */
  place: string;
  counts: Record<string, number>;
}

/** The newest link of a chain. Kept beside it, so that a last link that was taken away shows. */
export interface HeadRow {
  id: 'entries' | 'custody';
  seq: number;
  hash: string;
  /** Of the newest entry. Absent in rows written before version 3. */
  moment?: LinkMoment;
}

/** A file of an Entry: key `[seq, name]`. */
export interface ArtefactRow extends Artefact {
  seq: number;
}

/** An export that was made: what the next one for the same case goes on from. */
export interface ExportRow {
  id: string;
  /** ISO 8601 UTC. */
  at: string;
  caseKey: string;
  /** Of the file. */
  name: string;
  manifestSha256: string;
  flags: number;
  entries: number;
  copy: 'full' | 'masked';
  /** The newest link of the chain at that time. */
  head: { seq: number; hash: string };
  /** By flag id: a digest of what the export held of it. */
  seen: Record<string, string>;
  /** What a time-stamp authority answered. `at`: ISO 8601 UTC. */
  stamp?: { tsr: Uint8Array<ArrayBuffer>; chainPem: string; at: string };
}

/** A message that the reader deleted. Its id alone, so that it does not come back as a new one when its page is read again. */
export interface RemovedRow {
  /** As it was as a flag. */
  id: string;
  /** ISO 8601 UTC. */
  at: string;
  /** What its words were, in 8 hex digits: enough to see that a message is another now, too little to tell what it said. */
  words?: string;
}

export interface KeyRow {
  id: 'device';
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  createdAt: string;
}

export interface SchemaVersion {
  version: number;
  stores: Record<string, string>;
  upgrade?: (tx: Transaction) => PromiseLike<unknown>;
}

/**
 * Every version there ever was, oldest first. One that has been released never changes: add the next one, with its
 * fixture `test/store/v<N>.json`. No full text here: it would be stored twice, and searching reads rows anyway.
 */
export const VERSIONS: readonly SchemaVersion[] = [
  {
    version: 1,
    stores: {
      flags: 'id, *facets',
      entries: 'seq, &body.facts.flagId',
      custody: 'seq',
      heads: 'id',
      keys: 'id',
      chats: 'id',
      tallies: 'place',
    },
  },
  {
    // What the reader taught. Dismissals made before taught nothing then, and teach nothing now.
    version: 2,
    stores: {
      flags: 'id, *facets',
      entries: 'seq, &body.facts.flagId',
      custody: 'seq',
      heads: 'id',
      keys: 'id',
      chats: 'id',
      tallies: 'place',
      lessons: 'id, at',
    },
  },
  {
    // Links about archived messages, the files of entries, exports made, and ids of what was deleted.
    version: 3,
    stores: {
      flags: 'id, *facets',
      entries: 'seq, &body.facts.flagId, body.facts.about.flagId',
      artefacts: '[seq+name]',
      custody: 'seq',
      heads: 'id',
      keys: 'id',
      chats: 'id',
      tallies: 'place',
      lessons: 'id, at',
      exports: 'id, caseKey, at',
      removed: 'id',
    },
  },
];

export class Store extends Dexie {
  declare flags: EntityTable<FlagRow, 'id'>;
  declare entries: EntityTable<Entry, 'seq'>;
  declare artefacts: Table<ArtefactRow, [number, string]>;
  declare custody: EntityTable<CustodyRecord, 'seq'>;
  declare heads: Table<HeadRow, HeadRow['id']>;
  declare keys: Table<KeyRow, KeyRow['id']>;
  declare chats: EntityTable<ChatRow, 'id'>;
  declare tallies: EntityTable<TallyRow, 'place'>;
  declare lessons: EntityTable<KeptLesson, 'id'>;
  declare exports: EntityTable<ExportRow, 'id'>;
  declare removed: EntityTable<RemovedRow, 'id'>;

  constructor(name: string, versions: readonly SchemaVersion[] = VERSIONS) {
    // `strict`: the badge says "kept" when the bytes are on the disk, not when the browser means to write them.
    // Without the cache, what a live query shows is what is stored, not what is about to be.
    super(name, { cache: 'disabled', chromeTransactionDurability: 'strict' });
    for (const { version, stores, upgrade } of versions) {
      const declared = this.version(version).stores(stores);
      if (upgrade) declared.upgrade(upgrade);
    }
    // Dexie would go on with tables it half understands. It counts versions in tens.
    this.on('ready', () => {
      if (Math.floor(this.backendDB().version / 10) > versions.at(-1)!.version) throw new Failure('storage_refused', 'kept by a newer version of the extension');
    }, true);
  }
}

/** The database of this profile. Worker and our own pages only: in a content script it would be the page's. Opens at first use. */
export function openStore(name = 'witnessmark'): Store {
  return new Store(name);
}
