import type { BlobWindow } from './blob-window.ts';
import { crc32 } from './crc32.ts';
import type { ZipFile } from './zip-directory.ts';

/** A file that unpacks to more than this many times its packed size is no file of a bundle. */
const MOST_RATIO = 1200;

/**
 * The bytes of one file, unpacked. What is wrong with it is written to `file.problems` when the last byte was given; a
 * file with another size than stated ends early.
 */
export async function* contentOf(blob: BlobWindow, file: ZipFile, start: number): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  if (file.problems.some((code) => code === 'zip_locked' || code === 'zip_method')) return;
  if (file.method === 8 && file.size > 1_000_000 && file.size > file.packed * MOST_RATIO) {
    file.problems.push('zip_bomb');
    return;
  }
  if (file.method === 0 && file.size !== file.packed) {
    file.problems.push('zip_size');
    return;
  }
  let size = 0;
  let crc = 0;
  try {
    for await (const bytes of file.method === 8 ? inflated(blob, file, start) : blob.chunks(start, file.packed)) {
      size += bytes.length;
      if (size > file.size) break;
      crc = crc32(bytes, crc);
      yield bytes;
    }
  } catch (error) {
    // What cannot be unpacked; a fault of reading the file itself is the caller's.
    if (!(error instanceof TypeError)) throw error;
    size = -1;
  }
  if (size !== file.size) file.problems.push('zip_size');
  else if (crc !== file.crc) file.problems.push('zip_crc');
}

/** For bundles that someone packed again. Ours are stored. */
async function* inflated(blob: BlobWindow, file: ZipFile, start: number): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const packed = blob.chunks(start, file.packed);
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await packed.next();
      if (done) controller.close();
      // A window is used again: what a stream holds must be its own.
      else controller.enqueue(new Uint8Array(value));
    },
  });
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}
