import type { ProblemCode } from '../core/verification.ts';
import type { BlobWindow } from './blob-window.ts';
import { nameProblem } from './zip-names.ts';

/** One file as the central directory tells it. */
export interface ZipFile {
  name: string;
  nameBytes: Uint8Array;
  flags: number;
  method: number;
  /** Version needed, time and date: the ten bytes that the local header repeats, without flags and method. */
  version: number;
  time: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
  directory: boolean;
  problems: ProblemCode[];
}

export interface ZipDirectory {
  files: ZipFile[];
  problems: ProblemCode[];
  /** Where the central directory begins: files must end there. */
  start: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
/** More than a bundle of 100,000 entries needs. */
const MOST_DIRECTORY = 512 * 1024 * 1024;

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const big = (bytes: DataView, at: number): number => Number(bytes.getBigUint64(at, true));

interface End {
  count: number;
  size: number;
  start: number;
  /** Where the end records begin. */
  at: number;
  problems: ProblemCode[];
}

/** Finds the end record: the last one whose comment fits. A ZIP of ours has no comment and nothing behind it. */
async function readEnd(blob: BlobWindow): Promise<End | null> {
  const tailAt = Math.max(0, blob.size - 65_557);
  const tail = await blob.read(tailAt, blob.size - tailAt);
  const bytes = view(tail);
  let found = -1;
  for (let at = tail.length - 22; at >= 0 && found < 0; at -= 1) if (bytes.getUint32(at, true) === END) found = at;
  if (found < 0) return null;
  const problems: ProblemCode[] = [];
  if (bytes.getUint16(found + 20, true) !== 0 || found + 22 !== tail.length) problems.push('zip_after');
  const [disk, startDisk, here, count] = [4, 6, 8, 10].map((at) => bytes.getUint16(found + at, true)) as [number, number, number, number];
  let end: End = { count, size: bytes.getUint32(found + 12, true), start: bytes.getUint32(found + 16, true), at: tailAt + found, problems };
  if (disk !== 0 || startDisk !== 0 || here !== count) problems.push('zip_end');
  if (found >= 20 && bytes.getUint32(found - 20, true) === LOCATOR_64) end = await readEnd64(blob, end, bytes, found - 20);
  else if (count === 0xffff || end.size === 0xffffffff || end.start === 0xffffffff) problems.push('zip_end');
  if (end.start + end.size !== end.at) problems.push('zip_end');
  return end;
}

/** The Zip64 end record. What the plain one says beside it must be the same, or the mark for "see there". */
async function readEnd64(blob: BlobWindow, plain: End, tail: DataView, locator: number): Promise<End> {
  const { problems } = plain;
  const at = big(tail, locator + 8);
  const record = await blob.read(at, 56);
  const bytes = view(record);
  if (record.length < 56 || bytes.getUint32(0, true) !== END_64 || at + 12 + big(bytes, 4) + 20 !== plain.at) {
    problems.push('zip_end');
    return plain;
  }
  const end: End = { count: big(bytes, 32), size: big(bytes, 40), start: big(bytes, 48), at, problems };
  const same = (value: number, short: number, mark: number): boolean => short === value || short === mark;
  const one = tail.getUint32(locator + 4, true) === 0 && tail.getUint32(locator + 16, true) === 1 && bytes.getUint32(16, true) === 0 && bytes.getUint32(20, true) === 0;
  const agree = same(end.count, plain.count, 0xffff) && same(end.size, plain.size, 0xffffffff) && same(end.start, plain.start, 0xffffffff) && big(bytes, 24) === end.count;
  if (!one || !agree || big(bytes, 4) !== 44) problems.push('zip_end');
  return end;
}

/** Sizes and place where they stand in the Zip64 field. Undefined when the field is not as it must be. */
function wide(extra: Uint8Array, packed: number, size: number, offset: number): { packed: number; size: number; offset: number } | undefined {
  const bytes = view(extra);
  const values = { size, packed, offset };
  for (let at = 0; at + 4 <= extra.length;) {
    const [id, length] = [bytes.getUint16(at, true), bytes.getUint16(at + 2, true)];
    if (at + 4 + length > extra.length) return undefined;
    // Another name for the file, for programs that know of it.
    if (id === 0x7075) return undefined;
    if (id === 1) {
      let from = at + 4;
      for (const key of ['size', 'packed', 'offset'] as const) {
        if (values[key] !== 0xffffffff) continue;
        if (from + 8 > at + 4 + length) return undefined;
        values[key] = big(bytes, from);
        from += 8;
      }
      if (from !== at + 4 + length) return undefined;
    }
    at += 4 + length;
  }
  return values;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function nameOf(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Reads the central directory. Null when there is none: it is no ZIP, or its end is cut off. */
export async function readDirectory(blob: BlobWindow): Promise<ZipDirectory | null> {
  const end = await readEnd(blob);
  if (!end) return null;
  const problems = [...end.problems];
  if (end.size > MOST_DIRECTORY || end.start + end.size > blob.size) return { files: [], problems: [...problems, 'zip_end'], start: 0 };
  const raw = await blob.read(end.start, end.size);
  // Kept while the window moves on.
  const whole = new Uint8Array(raw);
  const bytes = view(whole);
  const files: ZipFile[] = [];
  const names = new Map<string, ZipFile>();
  let at = 0;
  while (at + 46 <= whole.length && bytes.getUint32(at, true) === CENTRAL) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => bytes.getUint16(at + field, true)) as [number, number, number];
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > whole.length) break;
    const nameBytes = whole.subarray(at + 46, at + 46 + nameLength);
    const name = nameOf(nameBytes);
    const flags = bytes.getUint16(at + 8, true);
    const place = wide(whole.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength), bytes.getUint32(at + 20, true), bytes.getUint32(at + 24, true), bytes.getUint32(at + 42, true));
    const attributes = bytes.getUint32(at + 38, true);
    const madeBy = bytes.getUint8(at + 5);
    const kind = madeBy === 3 || madeBy === 19 ? (attributes >>> 28) & 15 : 0;
    const file: ZipFile = {
      name: name ?? new TextDecoder('latin1').decode(nameBytes), nameBytes, flags, method: bytes.getUint16(at + 10, true),
      version: bytes.getUint16(at + 6, true), time: bytes.getUint32(at + 12, true), crc: bytes.getUint32(at + 16, true),
      packed: place?.packed ?? 0, size: place?.size ?? 0, offset: place?.offset ?? 0, directory: nameBytes.at(-1) === 0x2f, problems: [],
    };
    const bad = nameProblem(name, (flags & 0x800) !== 0);
    if (bad) file.problems.push(bad);
    if (!place || bytes.getUint16(at + 34, true) !== 0) file.problems.push('zip_header');
    if (commentLength > 0) file.problems.push('zip_hidden');
    // 10 is a symbolic link; 8 a file, 4 a folder, 0 nothing said. Others are devices and pipes.
    if (![0, 8, 4].includes(kind) || (kind === 4) !== (file.directory && kind !== 0)) file.problems.push('zip_link');
    if ((flags & 0x41) !== 0) file.problems.push('zip_locked');
    else if (![0, 8].includes(file.method) || (flags & 0xf7f1) !== 0) file.problems.push('zip_method');
    if (file.directory && file.size > 0) file.problems.push('zip_hidden');
    // Windows and macOS would write two names that differ in capitals into one file.
    const key = file.name.toLowerCase();
    const before = names.get(key);
    if (before) {
      before.problems.push('zip_name_twice');
      file.problems.push('zip_name_twice');
    }
    names.set(key, file);
    files.push(file);
    at = next;
  }
  if (at !== whole.length || files.length !== end.count) problems.push('zip_end');
  return { files, problems, start: end.start };
}
