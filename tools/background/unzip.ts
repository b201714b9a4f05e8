import { crc32, inflateRawSync } from 'node:zlib';

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;

/** Bytes. No file that we read is larger; a forged one must not fill the memory. */
const LARGEST = 128 * 1024 * 1024;

/**
 * The content of the only file in a ZIP archive, checked against its checksum. Stored or deflated, no Zip64, no encryption: what our sources need.
 * Throws when the archive is of another kind or damaged.
 */
export function unzipOnlyFile(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = findEnd(view);
  const files = view.getUint16(end + 10, true);
  if (files !== 1) throw new Error(`holds ${files} files, not one`);
  const entry = view.getUint32(end + 16, true);
  if (entry + 46 > zip.length || view.getUint32(entry, true) !== DIRECTORY_ENTRY) throw new Error('its directory is damaged');
  const method = view.getUint16(entry + 10, true);
  const checksum = view.getUint32(entry + 16, true);
  const packed = view.getUint32(entry + 20, true);
  const size = view.getUint32(entry + 24, true);
  const local = view.getUint32(entry + 42, true);
  if (local + 30 > zip.length || view.getUint32(local, true) !== LOCAL_ENTRY) throw new Error('its directory is damaged');
  if (size > LARGEST) throw new Error(`holds a file of ${size} bytes, more than ${LARGEST}`);
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const content = unpack(method, zip.subarray(start, start + packed), size);
  if (content.length !== size || crc32(content) !== checksum) throw new Error('its content does not have the checksum told for it');
  return content;
}

function unpack(method: number, bytes: Uint8Array, size: number): Uint8Array {
  if (method === 0) return bytes;
  if (method === 8) return inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) });
  throw new Error(`packed by method ${method}, which is not read here`);
}

/** The record at the end of the archive; a comment of up to 64 KiB may follow it. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at--) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  }
  throw new Error('no ZIP archive');
}
