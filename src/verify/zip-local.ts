import type { ProblemCode } from '../core/verification.ts';
import type { BlobWindow } from './blob-window.ts';
import type { ZipDirectory, ZipFile } from './zip-directory.ts';

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Where the bytes of a file begin, and where everything of it ends. */
export interface Place {
  start: number;
  end: number;
}

/**
 * Reads what stands before and after one file, and holds it against the central directory: a program that reads a ZIP
 * from the front must find what one finds that reads it from the back. Undefined when there is no such file there.
 */
export async function placeOf(blob: BlobWindow, file: ZipFile): Promise<Place | undefined> {
  const head = await blob.read(file.offset, 30);
  if (head.length < 30 || view(head).getUint32(0, true) !== LOCAL) {
    file.problems.push('zip_header');
    return undefined;
  }
  const bytes = view(new Uint8Array(head));
  const [nameLength, extraLength] = [bytes.getUint16(26, true), bytes.getUint16(28, true)];
  const names = await blob.read(file.offset + 30, nameLength + extraLength);
  const late = (file.flags & 8) !== 0;
  const same = bytes.getUint16(4, true) === file.version && bytes.getUint16(6, true) === file.flags && bytes.getUint16(8, true) === file.method
    && bytes.getUint32(10, true) === file.time && equal(names.subarray(0, nameLength), file.nameBytes)
    && sizesAgree(bytes, names.subarray(nameLength), file, late);
  if (!same) file.problems.push('zip_header');
  const start = file.offset + 30 + nameLength + extraLength;
  const end = late ? await afterDescriptor(blob, file, start + file.packed) : start + file.packed;
  return { start, end };
}

/** Sum and sizes in the local header: those of the directory, or nothing where they follow the file. */
function sizesAgree(local: DataView, extra: Uint8Array, file: ZipFile, late: boolean): boolean {
  const [crc, packed, size] = [14, 18, 22].map((at) => local.getUint32(at, true)) as [number, number, number];
  if (late && crc === 0 && packed === 0 && size === 0) return true;
  const mark = 0xffffffff;
  if (crc !== file.crc && !(late && crc === 0)) return false;
  if (packed !== mark && size !== mark) return packed === file.packed && size === file.size;
  const fields = view(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + fields.getUint16(at + 2, true)) {
    if (fields.getUint16(at, true) !== 1 || at + 20 > extra.length) continue;
    const [wideSize, widePacked] = [Number(fields.getBigUint64(at + 4, true)), Number(fields.getBigUint64(at + 12, true))];
    return late ? true : wideSize === file.size && widePacked === file.packed;
  }
  return false;
}

/** The record behind a file whose sizes were not known before. With four or eight bytes for each size. */
async function afterDescriptor(blob: BlobWindow, file: ZipFile, at: number): Promise<number> {
  const raw = await blob.read(at, 24);
  const bytes = view(raw);
  if (raw.length >= 16 && bytes.getUint32(0, true) === DESCRIPTOR && bytes.getUint32(4, true) === file.crc) {
    if (raw.length >= 24 && Number(bytes.getBigUint64(8, true)) === file.packed && Number(bytes.getBigUint64(16, true)) === file.size) return at + 24;
    if (bytes.getUint32(8, true) === file.packed && bytes.getUint32(12, true) === file.size) return at + 16;
  }
  file.problems.push('zip_header');
  return at;
}

/**
 * Whether the files lie one behind the other from the first byte to the central directory: what lies between is hidden,
 * and two files over each other are how a small ZIP unpacks to a huge one.
 */
export function layoutProblems(places: ReadonlyMap<ZipFile, Place>, directory: ZipDirectory): ProblemCode[] {
  const problems = new Set<ProblemCode>();
  let at = 0;
  for (const [file, { end }] of [...places].sort(([a], [b]) => a.offset - b.offset)) {
    if (file.offset > at) problems.add(at === 0 ? 'zip_before' : 'zip_hidden');
    if (file.offset < at || end > directory.start) {
      problems.add('zip_overlap');
      file.problems.push('zip_overlap');
    }
    at = Math.max(at, end);
  }
  if (at < directory.start) problems.add(at === 0 ? 'zip_before' : 'zip_hidden');
  return [...problems];
}
