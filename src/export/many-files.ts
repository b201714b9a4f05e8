import { Failure } from '../core/failure.ts';

/** The most files the plain end record of a ZIP can count. */
const PLAIN_LIMIT = 0xffff;

const isRecord = (bytes: Uint8Array, kind: number): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === kind && bytes[3] === kind;

/**
 * client-zip writes the Zip64 end record when a ZIP is large, not when it only has many files; the plain end record then
 * says 65,535 and readers miss the rest. Given the plain end record of such a ZIP, the Zip64 records to put before it.
 * @param end the last chunk of the ZIP, 22 bytes
 * @param last the chunk before it
 */
export function zip64End(end: Uint8Array, last: Uint8Array, files: number): Uint8Array<ArrayBuffer> | undefined {
  if (end.length !== 22 || end[2] !== 5 || end[3] !== 6) throw new Failure('unknown', 'the ZIP did not end as it should');
  if (files <= PLAIN_LIMIT || (last.length === 76 && isRecord(last, 6))) return undefined;
  const plain = new DataView(end.buffer, end.byteOffset, end.byteLength);
  const directoryBytes = plain.getUint32(12, true);
  const directoryAt = plain.getUint32(16, true);
  const record = new DataView(new ArrayBuffer(76));
  record.setUint32(0, 0x06064b50, true);
  record.setBigUint64(4, 44n, true); // bytes of this record after this number
  record.setUint16(12, 45, true); // version 4.5
  record.setUint16(14, 45, true);
  record.setBigUint64(24, BigInt(files), true);
  record.setBigUint64(32, BigInt(files), true);
  record.setBigUint64(40, BigInt(directoryBytes), true);
  record.setBigUint64(48, BigInt(directoryAt), true);
  record.setUint32(56, 0x07064b50, true); // locator
  record.setBigUint64(64, BigInt(directoryAt + directoryBytes), true);
  record.setUint32(72, 1, true);
  return new Uint8Array(record.buffer);
}
