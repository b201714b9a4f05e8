import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { isMessageEntry, type Artefact, type ArtefactFacts, type Entry, type PictureFacts } from '../core/entry.ts';
import type { Chunk } from './bag.ts';
import type { BundleInput } from './input.ts';
import { flagOfLink, linkFacts, type LinkType } from './link-files.ts';

/** What was found wrong with a link while it was written. Nothing is repaired and nothing is left out. */
export const ENTRY_PROBLEMS = ['hash_differs', 'not_canonical', 'signature_unreadable', 'other_key', 'order_differs', 'number_repeated', 'file_missing', 'file_differs'] as const;
export type EntryProblem = (typeof ENTRY_PROBLEMS)[number];

/** What the other files of the bundle say about a link. */
export interface SealedNote {
  seq: number;
  type: LinkType;
  hash: string;
  /** Relative to `data/`, e.g. `entries/0001`. */
  folder: string;
  flagId: string;
  sealedAt: string;
  problems: EntryProblem[];
  /** SHA-256 of `record.json` as written, when it is not the hash the entry states. */
  found?: string;
  /** The picture that is in the folder. */
  picture?: Pick<PictureFacts, 'width' | 'height' | 'pixelRatio' | 'method' | 'pieces' | 'takenAt'>;
  /** There is a fragment in the folder. */
  fragment?: true;
}

export interface WrittenLink {
  note: SealedNote;
  files: [name: string, content: Chunk][];
}

/** The bytes of `record.json`. Not canonical only when the body could never have been sealed. */
export function recordBytes(body: unknown): { bytes: Uint8Array; canonical: boolean } {
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

/** Puts links into folders, and checks each against its own hash, against the one before and against its files. */
export class EntryWriter {
  readonly #key: string;
  readonly #input: Pick<BundleInput, 'artefact' | 'copy'>;
  readonly #folders = new Set<string>();
  #last: { seq: number; hash: string } | undefined;

  /** @param key fingerprint of the key that is in the bundle */
  constructor(key: string, input: Pick<BundleInput, 'artefact' | 'copy'>) {
    this.#key = key;
    this.#input = input;
  }

  async write(entry: Entry): Promise<WrittenLink> {
    const { seq, hash, prev, keyId, signature, body } = entry;
    const { folder, repeated } = this.#folder(seq);
    const follows = (!body || (seq === body.seq && prev === body.prev)) && (this.#last?.seq !== seq - 1 || this.#last.hash === prev);
    this.#last = { seq, hash };
    const head = linkFacts(entry);
    const note: SealedNote = { seq, type: head.type, hash, folder, flagId: flagOfLink(entry, this.#input.copy) ?? '', sealedAt: body?.sealedAt ?? '', problems: [] };
    const files: [string, Chunk][] = [];
    const beside: Record<string, string> = {};
    if (body) {
      const { bytes, canonical } = recordBytes(body);
      const found = bytesToHex(sha256(bytes));
      const der = derBytes(signature);
      if (!canonical) note.problems.push('not_canonical');
      else if (found !== hash) note.problems.push('hash_differs');
      if (found !== hash) note.found = found;
      if (!der) note.problems.push('signature_unreadable');
      if (this.#input.copy.kind === 'masked') files.push(['record.masked.json', recordBytes(this.#input.copy.record(entry)).bytes]);
      else {
        files.push(['record.json', bytes]);
        if (der) files.push(['record.sig', der]);
      }
      for (const { name, bytes: content } of await this.#artefacts(entry, note)) {
        files.push([name, content]);
        beside[name] = bytesToHex(sha256(content));
      }
    }
    if (keyId !== this.#key) note.problems.push('other_key');
    if (!follows) note.problems.push('order_differs');
    if (repeated) note.problems.push('number_repeated');
    files.push(['entry.json', `${JSON.stringify({ format: 1, ...head, ...(body ? {} : { deleted: true }), files: beside }, null, 2)}\n`]);
    return { note, files };
  }

  async #artefacts(entry: Entry, note: SealedNote): Promise<Artefact[]> {
    if (!isMessageEntry(entry)) return [];
    const { fragment, picture } = entry.body.facts;
    const masked = this.#input.copy.kind === 'masked' ? this.#input.copy : undefined;
    const found: Artefact[] = [];
    // A fragment has too many places for a masked word to hide in: a masked copy has none.
    const page = masked ? undefined : await this.#file(entry.seq, fragment, note);
    if (page) {
      found.push(page);
      note.fragment = true;
    }
    const seen = await this.#file(entry.seq, picture, note);
    const shown = seen && masked ? await masked.picture(entry.seq, seen.bytes) : seen?.bytes;
    if (shown && picture) {
      found.push({ name: 'picture.png', bytes: shown });
      const { width, height, pixelRatio, method, pieces, takenAt } = picture;
      note.picture = { width, height, pixelRatio, method, pieces, takenAt };
    }
    return found;
  }

  /** A file that is missing or another is named; what there is of it is written all the same. */
  async #file(seq: number, facts: ArtefactFacts | null | undefined, { problems }: SealedNote): Promise<Artefact | undefined> {
    if (!facts) return undefined;
    const bytes = await this.#input.artefact(seq, facts.file);
    if (!bytes) problems.push('file_missing');
    else if (bytesToHex(sha256(bytes)) !== facts.sha256) problems.push('file_differs');
    return bytes && { name: facts.file, bytes };
  }

  #folder(seq: number): { folder: string; repeated: boolean } {
    const base = Number.isSafeInteger(seq) && seq > 0 ? `entries/${String(seq).padStart(4, '0')}` : 'entries/unnumbered';
    let folder = base;
    for (let copy = 2; this.#folders.has(folder); copy += 1) folder = `${base}-${copy}`;
    this.#folders.add(folder);
    return { folder, repeated: folder !== base };
  }
}
