import { expect, test } from 'vitest';
import { zip64End } from '../../src/export/many-files.ts';
import { BagFiles } from '../../src/verify/bag-files.ts';
import { crc32 } from '../../src/verify/crc32.ts';
import { nameProblem } from '../../src/verify/zip-names.ts';
import { pack } from './make-bundle.ts';

test('CRC-32 is the known one, whole and in pieces', () => {
  const bytes = new TextEncoder().encode('123456789');
  expect(crc32(bytes)).toBe(0xcbf43926);
  expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4)))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(1000).fill(7))).toBe([...new Uint8Array(1000).fill(7)].reduce((crc, byte) => crc32(Uint8Array.of(byte), crc), 0));
});

test('more files than the plain end record can count', async () => {
  const count = 66_000;
  const zip = await pack(Array.from({ length: count }, (_, i): [string, Uint8Array] => [`data/${i}`, new Uint8Array()]));
  const end = zip.slice(-22);
  const many = new Blob([zip.slice(0, -22), zip64End(end, new Uint8Array(46), count)!, end]);
  const bag = (await BagFiles.open(many))!;
  expect([bag.held.size, bag.problems, [...bag.held.values()].filter(({ file }) => file.problems.length > 0)]).toEqual([count, [], []]);
  // Without the wide record its count cannot be right.
  expect((await BagFiles.open(new Blob([zip])))!.problems).toContain('zip_end');
}, 30_000);

test.each([
  ['data/entries/0001/record.json', undefined], ['data/', undefined], ['manifest-sha256.txt.sig', undefined],
  ['', 'zip_name'], ['/x', 'zip_name'], ['a//b', 'zip_name'], ['a/../b', 'zip_name'], ['./a', 'zip_name'], ['a\\b', 'zip_name'], ['C:/x', 'zip_name'], ['a\0b', 'zip_name'], ['a\nb', 'zip_name'],
  ['dаta/x', 'zip_name'], ['data/x\u202ecod', 'zip_name'], ['data/x.', 'zip_name'], ['data/x ', 'zip_name'], ['data/nul.txt', 'zip_name'], ['data/COM1', 'zip_name'], ['data/a:b', 'zip_name'],
])('name %j', (name, problem) => expect(nameProblem(name, true)).toBe(problem));

test('a name that is no UTF-8 is a problem, and so is one without the mark for UTF-8', () => {
  expect(nameProblem(undefined, true)).toBe('zip_name');
  expect(nameProblem('é', false)).toBe('zip_name');
});
