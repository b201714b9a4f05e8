import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ProblemCode } from '../core/verification.ts';
import { Failure } from '../core/failure.ts';
import { BlobWindow } from './blob-window.ts';
import { contentOf } from './zip-content.ts';
import { readDirectory, type ZipFile } from './zip-directory.ts';
import { layoutProblems, placeOf, type Place } from './zip-local.ts';

/** A file up to this size is hashed by the browser itself, in one piece. */
const ONE_PIECE = 16 * 1024 * 1024;
/** The most that is ever held of a file that must be read whole, and of one line. */
export const MOST_WHOLE = 64 * 1024 * 1024;

export interface Held {
  file: ZipFile;
  place: Place | undefined;
  /** SHA-256 (hex) of its content; null until hashed, and for content that is not whole. */
  sha256: string | null;
}

/** The files of a bundle in a ZIP, by their path in the bag. Nothing is unpacked to memory but what is asked for. */
export class BagFiles {
  readonly #blob: BlobWindow;
  readonly held: Map<string, Held>;
  readonly problems: ProblemCode[];
  /** Folder around the bag, where someone packed it again. */
  readonly root: string;

  private constructor(blob: BlobWindow, held: Map<string, Held>, problems: ProblemCode[], root: string) {
    this.#blob = blob;
    this.held = held;
    this.problems = problems;
    this.root = root;
  }

  /** Null for what is no ZIP. */
  static async open(source: Blob, signal?: AbortSignal): Promise<BagFiles | null> {
    const blob = new BlobWindow(source);
    const directory = await readDirectory(blob);
    if (!directory) return null;
    const places = new Map<ZipFile, Place>();
    for (const file of [...directory.files].sort((a, b) => a.offset - b.offset)) {
      checkSignal(signal);
      const place = await placeOf(blob, file);
      if (place) places.set(file, place);
    }
    const problems = [...new Set([...directory.problems, ...layoutProblems(places, directory)])];
    const root = rootOf(directory.files);
    const held = new Map<string, Held>();
    for (const file of directory.files) {
      if (file.directory && file.problems.length === 0) continue;
      const path = file.name.startsWith(root) ? file.name.slice(root.length) : `../${file.name}`;
      // Of two files with one name the first is judged; the second shows by its problem.
      if (!held.has(path)) held.set(path, { file, place: places.get(file), sha256: null });
    }
    return new BagFiles(blob, held, problems, root);
  }

  has(path: string): boolean {
    return this.held.has(path);
  }

  get bytes(): number {
    let sum = 0;
    for (const { file } of this.held.values()) sum += file.size;
    return sum;
  }

  chunks(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    const { file, place } = this.held.get(path)!;
    return place ? contentOf(this.#blob, { ...file, problems: file.problems.filter((code) => code === 'zip_locked' || code === 'zip_method') }, place.start) : none();
  }

  /** Hashes one file and notes what is wrong with it in the ZIP. */
  async hash(path: string, onBytes: (bytes: number) => void, signal?: AbortSignal): Promise<void> {
    const held = this.held.get(path)!;
    const { file, place } = held;
    if (!place) return;
    const whole = file.size <= ONE_PIECE ? new Uint8Array(Math.max(0, file.size)) : null;
    const running = whole ? null : sha256.create();
    const before = file.problems.length;
    let at = 0;
    for await (const bytes of contentOf(this.#blob, file, place.start)) {
      checkSignal(signal);
      if (whole) whole.set(bytes.subarray(0, whole.length - at), at);
      else running!.update(bytes);
      at += bytes.length;
      onBytes(bytes.length);
    }
    if (file.problems.slice(before).some((code) => code !== 'zip_crc') || at !== file.size) return;
    held.sha256 = bytesToHex(whole ? new Uint8Array(await crypto.subtle.digest('SHA-256', whole)) : running!.digest());
  }

  /** A small file whole. Undefined when it is not there; null when it is too large to be what it should be. */
  async read(path: string, most = MOST_WHOLE): Promise<Uint8Array<ArrayBuffer> | null | undefined> {
    const held = this.held.get(path);
    if (!held) return undefined;
    if (held.file.size > most) return null;
    const whole = new Uint8Array(held.file.size);
    let at = 0;
    for await (const bytes of this.chunks(path)) {
      whole.set(bytes.subarray(0, whole.length - at), at);
      at += bytes.length;
    }
    return whole.subarray(0, Math.min(at, whole.length));
  }

  /** Lines of a text file, without their line ends. @throws TypeError for what is not UTF-8, RangeError for an endless line */
  async *lines(path: string, signal?: AbortSignal): AsyncGenerator<string, void, void> {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    let text = '';
    for await (const bytes of this.chunks(path)) {
      checkSignal(signal);
      text += decoder.decode(bytes, { stream: true });
      const lines = text.split('\n');
      text = lines.pop()!;
      if (text.length > MOST_WHOLE) throw new RangeError('a line without an end');
      yield* lines;
    }
    text += decoder.decode();
    if (text !== '') yield text;
  }
}

/** One folder around everything, as a file manager packs it. */
function rootOf(files: readonly ZipFile[]): string {
  if (files.some(({ name }) => name === 'bagit.txt' || name === 'manifest-sha256.txt')) return '';
  const first = files.find(({ name }) => /^[^/]+\/(bagit|manifest-sha256)\.txt$/.test(name));
  return first ? first.name.slice(0, first.name.indexOf('/') + 1) : '';
}

export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Failure('cancelled');
}

async function* none(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {}
