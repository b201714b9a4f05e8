// Any bit, anywhere. Inside a file every one is caught. In the ZIP around them a few say nothing about the content: those are
// listed below, and with every one of them another program still unpacks the very same files.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { BagFiles } from '../../src/verify/bag-files.ts';
import { makeBundle, pack } from './make-bundle.ts';
import { recordsOf } from './zip-attacks.ts';

const RUNS = { numRuns: 100 };
const flipped = (bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> => {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = copy[bit >> 3]! ^ (1 << (bit & 7));
  return copy;
};

test('any bit of any file', async () => {
  const { files } = makeBundle();
  const paths = [...files.keys()];
  await fc.assert(fc.asyncProperty(fc.nat(paths.length - 1), fc.nat(), async (which, where) => {
    const path = paths[which]!;
    const bytes = files.get(path)!;
    const changed = new Map(files).set(path, flipped(bytes, where % (bytes.length * 8)));
    const check = await verifyBundle(new Blob([await pack(changed)]));
    expect(check.overall, `${path}, bit ${where % (bytes.length * 8)}`).toBe('bad');
  }), RUNS);
}, 60_000);

const PYTHON = `
import zipfile, hashlib, sys
for path in sys.argv[1:]:
    whole = hashlib.sha256()
    bundle = zipfile.ZipFile(path)
    for name in sorted(bundle.namelist()): whole.update(name.encode() + b"\\0" + hashlib.sha256(bundle.read(name)).digest())
    print(whole.hexdigest())
`;

/** What a ZIP program unpacks of each, as one number. Python's, because it is strict and there. */
function unpacked(zips: readonly Uint8Array[]): string[] {
  const dir = mkdtempSync(join(tmpdir(), 'flip-'));
  try {
    const paths = zips.map((zip, i) => {
      writeFileSync(join(dir, `${i}.zip`), zip);
      return join(dir, `${i}.zip`);
    });
    return execFileSync('python3', ['-c', PYTHON, ...paths], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n');
  } finally {
    rmSync(dir, { recursive: true });
  }
}

test('any bit of the ZIP is caught, or every file is what it was', async () => {
  const zip = await pack(makeBundle().files);
  await fc.assert(fc.asyncProperty(fc.nat(zip.length * 8 - 1), async (bit) => {
    const changed = flipped(zip, bit);
    if ((await verifyBundle(new Blob([changed]))).overall === 'bad') return;
    const [now, before] = unpacked([changed, zip]);
    expect(now, `byte ${bit >> 3}, bit ${bit & 7}`).toBe(before);
  }), RUNS);
}, 60_000);

test('of the records of a file and of the end record, only these bits go by, and none of them changes a file', async () => {
  const zip = await pack(makeBundle().files);
  const unseen: Uint8Array[] = [];
  const at = recordsOf(zip, 'data/report.html');
  const name = 'data/report.html'.length;
  const stretches: [what: string, from: number, length: number][] = [
    ['in front of the file', at.local, 30 + name], ['behind the file', at.content + at.size, 16], ['in the directory', at.central, 46 + name], ['at the end', at.end, 22],
  ];
  const silent: string[] = [];
  for (const [what, from, length] of stretches) {
    for (let bit = from * 8; bit < (from + length) * 8; bit += 1) {
      const changed = flipped(zip, bit);
      const bag = await BagFiles.open(new Blob([changed]));
      // Only what the ZIP itself gives away; names and sums are caught by the lists as well.
      if (!bag || bag.problems.length > 0 || [...bag.held.values()].some(({ file }) => file.problems.length > 0)) continue;
      const check = await verifyBundle(new Blob([changed]));
      if (check.overall === 'bad') continue;
      silent.push(`${what}, byte ${(bit >> 3) - from}`);
      unseen.push(changed);
    }
  }
  expect(new Set(unpacked([zip, ...unseen])).size).toBe(1);
  // Version and system of the program that packed it; whether it is text; rights of the unpacked file.
  expect([...new Set(silent)]).toEqual([
    'in the directory, byte 4', 'in the directory, byte 5', 'in the directory, byte 36', 'in the directory, byte 37',
    'in the directory, byte 38', 'in the directory, byte 39', 'in the directory, byte 40', 'in the directory, byte 41',
  ]);
}, 60_000);

test('what is read back after a flip never makes the check fail in an unforeseen way', async () => {
  const zip = await pack(makeBundle().files);
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(zip.length - 1), { minLength: 1, maxLength: 30 }), fc.nat(255), fc.nat(zip.length), async (places, value, cut) => {
    const changed = Uint8Array.from(zip);
    for (const place of places) changed[place] = value;
    for (const bytes of [changed, changed.slice(0, cut), changed.slice(cut)]) expect(['good', 'bad', 'incomplete']).toContain((await verifyBundle(new Blob([bytes]))).overall);
  }), { numRuns: 60 });
}, 60_000);

