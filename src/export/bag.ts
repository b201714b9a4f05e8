import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export type Chunk = string | Uint8Array;
export type Chunks = AsyncIterable<Chunk> | Iterable<Chunk>;

/** Strings are joined up to about this many UTF-16 units: a ZIP of ten thousand tiny chunks would be slow. */
const JOIN = 32_768;

export interface Recorded {
  sha256: string;
  bytes: number;
}

/**
 * A BagIt 1.0 bag (RFC 8493) that is written in one pass: each file is hashed while it streams by, and the manifests
 * are made of what went by.
 */
export class Bag {
  readonly #payload = new Map<string, Recorded>();
  readonly #tags = new Map<string, Recorded>();

  /** Bytes of one file, recorded once the last one was taken. `path` is relative to the bag's root. */
  async *record(path: string, chunks: Chunks): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    const hash = sha256.create();
    const encoder = new TextEncoder();
    let bytes = 0;
    let text = '';
    const take = (chunk: Uint8Array): Uint8Array<ArrayBuffer> => {
      hash.update(chunk);
      bytes += chunk.length;
      return chunk as Uint8Array<ArrayBuffer>;
    };
    for await (const chunk of chunks) {
      if (typeof chunk === 'string') {
        text += chunk;
        if (text.length < JOIN) continue;
      }
      if (text !== '') yield take(encoder.encode(text));
      text = '';
      if (typeof chunk !== 'string' && chunk.length > 0) yield take(chunk);
    }
    if (text !== '') yield take(encoder.encode(text));
    (path.startsWith('data/') ? this.#payload : this.#tags).set(path, { sha256: bytesToHex(hash.digest()), bytes });
  }

  has(path: string): boolean {
    return this.#payload.has(path);
  }

  /** What went by under `data/` so far, in the order in which it was written. */
  get files(): ReadonlyMap<string, Recorded> {
    return this.#payload;
  }

  /** `manifest-sha256.txt`: what `sha256sum -c` reads, sorted. */
  manifest(): string {
    return lines(this.#payload);
  }

  /** `tagmanifest-sha256.txt`: the same for the files beside `data/`. */
  tagManifest(): string {
    return lines(this.#tags);
  }

  /** `octets.files` of the payload, as `Payload-Oxum` wants it. */
  oxum(): string {
    return `${this.payloadBytes()}.${this.#payload.size}`;
  }

  payloadBytes(): number {
    let sum = 0;
    for (const { bytes } of this.#payload.values()) sum += bytes;
    return sum;
  }
}

function lines(files: ReadonlyMap<string, Recorded>): string {
  // Paths are ASCII of our own making: no escaping, and UTF-16 order is byte order.
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, { sha256 }]) => `${sha256}  ${path}\n`).join('');
}

export const BAGIT_TXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** `bag-info.txt`. Values are one line each, whatever was in them. */
export function bagInfo(bag: Bag, facts: { day: string; agent: string; id: string; description: string }): string {
  const rows = {
    'Bagging-Date': facts.day,
    'Bag-Software-Agent': facts.agent,
    'Bag-Size': size(bag.payloadBytes()),
    'Payload-Oxum': bag.oxum(),
    'External-Identifier': `urn:uuid:${facts.id}`,
    'External-Description': facts.description,
  };
  return Object.entries(rows).map(([name, value]) => `${name}: ${value.replace(/\s+/g, ' ').trim()}\n`).join('');
}

function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let unit = 0;
  let value = bytes;
  for (; value >= 1000 && unit < units.length - 1; unit += 1) value /= 1000;
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
