// Changes to the ZIP itself, with the files as they were.
import { pack, type Files, type MadeBundle } from './make-bundle.ts';
import type { Attack, Tool } from './attacks.ts';
import type { ProblemCode } from '../../src/core/verification.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const view = (bytes: Bytes): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the records of one file stand in a ZIP of ours. */
export function recordsOf(zip: Bytes, name: string): { local: number; central: number; content: number; size: number; end: number; directory: number } {
  const end = zip.length - 22;
  const directory = view(zip).getUint32(end + 16, true);
  for (let central = directory; central < end;) {
    const length = view(zip).getUint16(central + 28, true);
    const extra = view(zip).getUint16(central + 30, true);
    if (new TextDecoder().decode(zip.subarray(central + 46, central + 46 + length)) === name) {
      const local = view(zip).getUint32(central + 42, true);
      return { local, central, content: local + 30 + length, size: view(zip).getUint32(central + 24, true), end, directory };
    }
    central += 46 + length + extra;
  }
  throw new Error(`no ${name}`);
}

const join = (...parts: Uint8Array[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const zip = (name: string, change: (zip: Bytes, at: ReturnType<typeof recordsOf>) => Bytes | void, found: ProblemCode[], tool: Tool | null, path = 'data/report.html'): Attack => ({
  name, found, tool,
  async make({ files }: MadeBundle) {
    const bytes = await pack(files);
    return change(bytes, recordsOf(bytes, path)) ?? bytes;
  },
});
const files = (name: string, change: (files: Files) => [string, Uint8Array][], found: ProblemCode[], tool: Tool | null): Attack => ({ name, found, tool, make: ({ files: all }) => pack(change(all)) });
const set16 = (bytes: Bytes, at: number, value: number): void => view(bytes).setUint16(at, value, true);
const set32 = (bytes: Bytes, at: number, value: number): void => view(bytes).setUint32(at, value, true);
const RECORD = 'data/entries/0001/record.json';

export const ZIP_ATTACKS: Attack[] = [
  zip('ZIP: cut in the middle', (bytes) => bytes.slice(0, bytes.length >> 1), ['zip_no_end'], 'unzip'),
  zip('ZIP: its last byte cut off', (bytes) => bytes.slice(0, -1), ['zip_no_end'], 'unzip'),
  zip('ZIP: something appended', (bytes) => join(bytes, new TextEncoder().encode('more')), ['zip_after'], null),
  zip('ZIP: a comment', (bytes) => { set16(bytes, bytes.length - 2, 4); return join(bytes, new TextEncoder().encode('more')); }, ['zip_after'], null),
  zip('ZIP: something put in front', (bytes) => join(new TextEncoder().encode('#!/bin/sh\n'), bytes), ['zip_end', 'zip_before'], null),
  zip('ZIP: something put in front, offsets fitted', (bytes) => {
    const front = new TextEncoder().encode('#!/bin/sh\n');
    const { directory, end } = recordsOf(bytes, RECORD);
    for (let at = directory; at < end; at += 46 + view(bytes).getUint16(at + 28, true)) set32(bytes, at + 42, view(bytes).getUint32(at + 42, true) + front.length);
    set32(bytes, end + 16, directory + front.length);
    return join(front, bytes);
  }, ['zip_before'], null),
  zip('ZIP: bytes hidden before the directory', (bytes, { directory, end }) => {
    set32(bytes, end + 16, directory + 6);
    return join(bytes.slice(0, directory), new TextEncoder().encode('hidden'), bytes.slice(directory));
  }, ['zip_hidden'], null),
  zip('ZIP: a file taken out of the directory alone', (bytes, { central, end, directory }) => {
    const length = 46 + view(bytes).getUint16(central + 28, true);
    const count = view(bytes).getUint16(end + 8, true) - 1;
    for (const at of [end + 8, end + 10]) set16(bytes, at, count);
    set32(bytes, end + 12, end - directory - length);
    return join(bytes.slice(0, central), bytes.slice(central + length));
  }, ['zip_hidden', 'file_missing'], 'sums'),
  zip('ZIP: another name in front of the file than in the directory', (bytes, { local }) => { bytes[local + 30 + 5] = bytes[local + 30 + 5]! ^ 1; }, ['zip_header'], null),
  zip('ZIP: another time in front of the file', (bytes, { local }) => { bytes[local + 10] = bytes[local + 10]! ^ 1; }, ['zip_header'], null),
  zip('ZIP: other sizes in front of the file', (bytes, { local }) => { set32(bytes, local + 18, 7); set32(bytes, local + 22, 7); }, ['zip_header'], null),
  zip('ZIP: other sizes behind the file', (bytes, { content, size }) => { set32(bytes, content + size + 8, size - 1); }, ['zip_header'], null),
  zip('ZIP: a shorter size in the directory', (bytes, { central, size }) => { set32(bytes, central + 20, size - 1); set32(bytes, central + 24, size - 1); }, ['zip_header', 'file_changed', 'zip_crc'], 'unzip'),
  zip('ZIP: another checksum in the directory', (bytes, { central }) => { bytes[central + 16] = bytes[central + 16]! ^ 1; }, ['zip_crc', 'zip_header'], 'unzip'),
  zip('ZIP: a bit flipped in a stored file', (bytes, { content }) => { bytes[content + 9] = bytes[content + 9]! ^ 1; }, ['zip_crc', 'file_changed', 'record_hash'], 'unzip', RECORD),
  zip('ZIP: marked as locked', (bytes, { central, local }) => { for (const at of [central + 8, local + 6]) set16(bytes, at, view(bytes).getUint16(at, true) | 1); }, ['zip_locked', 'file_changed'], 'unzip'),
  zip('ZIP: packed in a way of its own', (bytes, { central, local }) => { for (const at of [central + 10, local + 8]) set16(bytes, at, 99); }, ['zip_method', 'file_changed'], 'unzip'),
  zip('ZIP: a file made a link', (bytes, { central }) => { set16(bytes, central + 40, 0o120777); }, ['zip_link'], null),
  zip('ZIP: two files over each other', (bytes, { central }) => { set32(bytes, central + 42, recordsOf(bytes, RECORD).local); }, ['zip_overlap', 'zip_header', 'file_changed'], 'unzip'),
  zip('ZIP: a size that no memory holds', (bytes, { central, local }) => { for (const at of [central + 10, local + 8]) set16(bytes, at, 8); set32(bytes, central + 24, 0xfffffff0); }, ['zip_bomb', 'zip_header'], 'unzip'),
  zip('ZIP: another count at the end', (bytes, { end }) => { set16(bytes, end + 10, 3); }, ['zip_end'], null),
  zip('ZIP: the directory said to be elsewhere', (bytes, { end }) => { set32(bytes, end + 16, view(bytes).getUint32(end + 16, true) - 9); }, ['zip_end'], 'unzip'),
  files('ZIP: one name twice, the false file last', (all) => [...all, [RECORD, new TextEncoder().encode('{}')]], ['zip_name_twice'], null),
  files('ZIP: one name twice, the false file first', (all) => [[RECORD, new TextEncoder().encode('{}')], ...all], ['zip_name_twice', 'record_hash'], null),
  files('ZIP: a second ZIP behind the first', (all) => [...all, ['data/inner.zip', new TextEncoder().encode('PK\u0005\u0006')]], ['file_extra'], null),
];
