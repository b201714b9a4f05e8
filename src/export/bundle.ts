import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { makeZip } from 'client-zip';
import { FIRST_PREV } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import { bagFiles, type BagFile, type Totals } from './files.ts';
import type { Bundle, BundleDone, BundleInput } from './input.ts';
import { pemFingerprint } from './key.ts';
import { zip64End } from './many-files.ts';
import { Sources } from './sources.ts';
import { clockIn } from './times.ts';

export type { Bundle, BundleDone, BundleInput, ExportStep } from './input.ts';

/**
 * Makes an export in bundle format 1 (`docs/bundle-format.md`): a ZIP that is a BagIt bag. Nothing is read before the
 * stream is, and nothing is held in memory but counts, numbers and the manifests.
 * @throws Failure `bad_request` for a time, a zone or a key that is none
 */
export function exportBundle(input: BundleInput): Bundle {
  const made = clockIn(input.zone)(input.now);
  if (!made) throw new Failure('bad_request', 'not a date and time');
  pemFingerprint(input.publicKeyPem);
  const name = `witnessmark-${made.day}-${made.local.slice(11, 19).replaceAll(':', '')}${input.copy.kind === 'masked' ? '-masked' : ''}.zip`;
  return { name, ...stream(input) };
}

/** The export ends once: whole, failed or cancelled. Then everything it had open is closed. */
function stream(input: BundleInput): Pick<Bundle, 'stream' | 'done'> {
  const sources = new Sources();
  const totals: Totals = { flags: 0, entries: 0, changes: 0, deleted: 0, manifest: new Uint8Array(), head: { seq: 0, hash: FIRST_PREV }, stamped: undefined };
  const zip = zipChunks(bagFiles(input, sources, totals), new Date(input.now));
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let settle!: { resolve(done: BundleDone): void; reject(why: unknown): void };
  let over = false;
  let bytes = 0;

  const done = new Promise<BundleDone>((resolve, reject) => { settle = { resolve, reject }; });
  // Whoever only reads the stream learns of a failure there.
  done.catch(() => {});

  function end(): void {
    over = true;
    input.signal.removeEventListener('abort', cancel);
    sources.close();
  }
  function fail(error: unknown): void {
    if (over) return;
    end();
    controller.error(error);
    settle.reject(error);
    void zip.return().catch(() => {});
  }
  function cancel(): void {
    fail(new Failure('cancelled'));
  }

  const readable = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    async pull() {
      try {
        const next = await zip.next();
        if (over) return;
        if (!next.done) {
          bytes += next.value.length;
          controller.enqueue(next.value);
          return;
        }
        end();
        controller.close();
        const { flags, entries, head, stamped, manifest } = totals;
        settle.resolve({ bundleId: input.bundleId, manifestSha256: bytesToHex(sha256(manifest)), flags, entries, head, stamped, bytes });
      } catch (error) {
        fail(error);
      }
    },
    cancel,
  }, { highWaterMark: 0 });
  input.signal.addEventListener('abort', cancel);
  if (input.signal.aborted) cancel();
  return { stream: readable, done };
}

/** The bytes of the ZIP. */
async function* zipChunks(files: AsyncGenerator<BagFile, void, void>, lastModified: Date): AsyncGenerator<Uint8Array, void, void> {
  let count = 0;
  const reader = makeZip((async function* () {
    for await (const { path, chunks } of files) {
      count += 1;
      yield { name: path, input: chunks, lastModified, mode: 0o644 };
    }
  })(), { buffersAreUTF8: true }).getReader();
  // One chunk is kept back: the end record may need another before it.
  let before = new Uint8Array() as Uint8Array;
  let held: Uint8Array | undefined;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (held) {
        yield held;
        before = held;
      }
      held = value;
    }
    const extra = zip64End(held!, before, count);
    if (extra) yield extra;
    yield held!;
  } finally {
    void reader.cancel().catch(() => {});
  }
}
