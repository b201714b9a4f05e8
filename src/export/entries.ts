import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Entry } from '../core/entry.ts';
import type { Chunk } from './bag.ts';

/** What was found wrong with an entry while it was written. Nothing is repaired and nothing is left out. */
export const ENTRY_PROBLEMS = ['hash_differs', 'not_canonical', 'signature_unreadable', 'other_key', 'order_differs', 'number_repeated'] as const;
export type EntryProblem = (typeof ENTRY_PROBLEMS)[number];

/** What the other files of the bundle say about an entry. */
export interface SealedNote {
  seq: number;
  hash: string;
  /** Relative to `data/`, e.g. `entries/0001`. */
  folder: string;
  flagId: string;
  sealedAt: string;
  problems: EntryProblem[];
  /** SHA-256 of `record.json` as written, when it is not the hash the entry states. */
  found?: string;
}

/** The bytes of `record.json`. Not canonical only when the body could never have been sealed. */
function recordBytes(body: unknown): { bytes: Uint8Array; canonical: boolean } {
  try {
    return { bytes: utf8ToBytes(canonicalize(body)!), canonical: true };
  } catch {
    return { bytes: utf8ToBytes(JSON.stringify(body) ?? 'null'), canonical: false };
  }
}

function derBytes(base64: unknown): Uint8Array | undefined {
  if (typeof base64 !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
  return bytes[0] === 0x30 ? bytes : undefined;
}

/** Puts entries into folders, and checks each against its own hash and against the one before. */
export class EntryWriter {
  readonly #key: string;
  readonly #folders = new Set<string>();
  #last: { seq: number; hash: string } | undefined;

  /** @param key fingerprint of the key that is in the bundle */
  constructor(key: string) {
    this.#key = key;
  }

  write(entry: Entry): { note: SealedNote; files: [name: string, content: Chunk][] } {
    const { seq, hash, prev, keyId, signature, body } = entry;
    const { bytes, canonical } = recordBytes(body);
    const found = bytesToHex(sha256(bytes));
    const der = derBytes(signature);
    const { folder, repeated } = this.#folder(seq);
    const follows = seq === body?.seq && prev === body?.prev && (this.#last?.seq !== seq - 1 || this.#last.hash === prev);
    const problems: EntryProblem[] = [];
    if (!canonical) problems.push('not_canonical');
    else if (found !== hash) problems.push('hash_differs');
    if (!der) problems.push('signature_unreadable');
    if (keyId !== this.#key) problems.push('other_key');
    if (!follows) problems.push('order_differs');
    if (repeated) problems.push('number_repeated');
    this.#last = { seq, hash };

    const note: SealedNote = { seq, hash, folder, flagId: body?.facts?.flagId ?? '', sealedAt: body?.sealedAt ?? '', problems };
    if (found !== hash) note.found = found;
    const files: [string, Chunk][] = [['record.json', bytes]];
    if (der) files.push(['record.sig', der]);
    files.push(['entry.json', `${JSON.stringify({ format: 1, seq, hash, prev, keyId, signature }, null, 2)}\n`]);
    return { note, files };
  }

  #folder(seq: number): { folder: string; repeated: boolean } {
    const base = Number.isSafeInteger(seq) && seq > 0 ? `entries/${String(seq).padStart(4, '0')}` : 'entries/unnumbered';
    let folder = base;
    for (let copy = 2; this.#folders.has(folder); copy += 1) folder = `${base}-${copy}`;
    this.#folders.add(folder);
    return { folder, repeated: folder !== base };
  }
}
