import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { BlobReader, configure, ZipReader, type Entry as ZipEntry, type FileEntry } from '@zip.js/zip.js';
import { makeZip } from 'client-zip';
import { Failure } from '../core/failure.ts';
import { zip64End } from './many-files.ts';

const MANIFEST = 'manifest-sha256.txt';
const TAG_MANIFEST = 'tagmanifest-sha256.txt';
const STAMP = 'manifest-sha256.txt.tsr';
const CHAIN = 'tsa-chain.pem';
/** A manifest of a hundred thousand files is no larger, in bytes. */
const LARGEST_MANIFEST = 50_000_000;
const MOST_FILES = 500_000;

// Workers would have to be started from addresses that the pages' policy refuses.
configure({ useWebWorkers: false });

export interface StampOfBundle {
  tsr: Uint8Array;
  chainPem: string;
  /** SHA-256 (hex) of the manifest that was stamped. */
  manifestSha256: string;
}

/**
 * The same bundle with a time stamp beside its manifest: every file as it was, but the tag manifest, which names the new ones. An earlier stamp
 * makes way. The files go by one after the other; none is held in memory but the two manifests.
 * @throws Failure `bad_request` for what is no bundle of ours, or another than the one that was stamped
 */
export async function stampedBundle(file: Blob, name: string, { tsr, chainPem, manifestSha256 }: StampOfBundle): Promise<{ name: string; stream: ReadableStream<Uint8Array> }> {
  const zip = new ZipReader(new BlobReader(file));
  const entries = await listed(zip);
  const [manifest, tags] = await Promise.all([bytesOf(entries.get(MANIFEST)), bytesOf(entries.get(TAG_MANIFEST))]);
  if (bytesToHex(sha256(manifest)) !== manifestSha256) throw new Failure('bad_request', 'another bundle');
  const chain = new TextEncoder().encode(chainPem);
  const added = new Map([[STAMP, Uint8Array.from(tsr)], [CHAIN, chain]]);
  const chunks = zipped(entries, added, tagManifest(tags, added));
  return {
    name: name.replace(/(-stamped)?\.zip(\.age)?$/i, '') + '-stamped.zip',
    stream: new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const next = await chunks.next();
          if (next.done) controller.close();
          else controller.enqueue(next.value);
        } catch (error) {
          controller.error(error instanceof Failure ? error : new Failure('bad_request', 'the bundle cannot be read'));
        }
      },
      cancel: async () => { await chunks.return(); },
    }, { highWaterMark: 0 }),
  };
}

/** The SHA-256 (hex) of a bundle's manifest: what a stamp is asked for. @throws Failure `bad_request` for what is no bundle of ours */
export async function manifestHash(file: Blob): Promise<string> {
  return bytesToHex(sha256(await bytesOf((await listed(new ZipReader(new BlobReader(file)))).get(MANIFEST))));
}

async function listed(zip: ZipReader<unknown>): Promise<Map<string, FileEntry>> {
  const entries = new Map<string, FileEntry>();
  try {
    for await (const entry of zip.getEntriesGenerator() as AsyncGenerator<ZipEntry>) {
      // Twice the same name could be read in two ways, and what is packed or locked is not ours.
      if (entry.directory || entry.encrypted || entries.has(entry.filename) || entries.size >= MOST_FILES) throw new Failure('bad_request', 'not a bundle');
      entries.set(entry.filename, entry as FileEntry);
    }
  } catch (error) {
    throw error instanceof Failure ? error : new Failure('bad_request', 'not a bundle');
  }
  if (!entries.has(MANIFEST) || !entries.has(TAG_MANIFEST) || !entries.has('bagit.txt')) throw new Failure('bad_request', 'not a bundle');
  return entries;
}

async function bytesOf(entry: FileEntry | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if (!entry || entry.uncompressedSize > LARGEST_MANIFEST) throw new Failure('bad_request', 'not a bundle');
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of contentOf(entry)) {
    // The size that a ZIP states is only what somebody wrote there.
    if ((size += chunk.length) > LARGEST_MANIFEST) throw new Failure('bad_request', 'not a bundle');
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Content, checked against the ZIP's own sum on the way. @throws Failure `bad_request` */
async function* contentOf(entry: FileEntry): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  let failed: unknown;
  const given = entry.getData(writable, { checkSignature: true }).catch((error: unknown) => { failed = error ?? true; });
  const reader = readable.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    await given;
    if (failed) throw failed;
  } catch {
    throw new Failure('bad_request', `${entry.filename} cannot be read`);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Lines of the old one that still hold, and those of what is added, sorted as they were. */
function tagManifest(old: Uint8Array, added: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const lines = new TextDecoder().decode(old).split('\n').filter((line) => line !== '' && !added.has(line.slice(66)));
  for (const [path, bytes] of added) lines.push(`${bytesToHex(sha256(bytes))}  ${path}`);
  const path = (line: string): string => line.slice(66);
  return new TextEncoder().encode(lines.sort((a, b) => (path(a) < path(b) ? -1 : 1)).map((line) => `${line}\n`).join(''));
}

async function* zipped(entries: ReadonlyMap<string, FileEntry>, added: ReadonlyMap<string, Uint8Array<ArrayBuffer>>, tags: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array, void, void> {
  let count = 0;
  const reader = makeZip((async function* () {
    for (const [name, entry] of entries) {
      if (added.has(name) || name === TAG_MANIFEST) continue;
      count += 1;
      yield { name, input: contentOf(entry), lastModified: entry.lastModDate, mode: 0o644 };
    }
    const { lastModDate: lastModified } = entries.get(TAG_MANIFEST)!;
    for (const [name, input] of [...added, [TAG_MANIFEST, tags] as const]) {
      count += 1;
      yield { name, input, lastModified, mode: 0o644 };
    }
  })(), { buffersAreUTF8: true }).getReader();
  // One chunk is kept back: the end record may need another before it.
  let before = new Uint8Array() as Uint8Array;
  let held: Uint8Array | undefined;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (held) {
        yield held;
        before = held;
      }
      held = next.value;
    }
    const extra = zip64End(held!, before, count);
    if (extra) yield extra;
    yield held!;
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
