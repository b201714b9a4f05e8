import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { makeAuthority, type Authority } from '../timestamp/authority.ts';
import { makeBundle, pack, put, type Files } from './make-bundle.ts';

vi.setConfig({ testTimeout: 30_000 });

let authority: Authority;
beforeAll(() => { authority = makeAuthority(); });
afterAll(() => authority.remove());

/** Stamped as a clerk would by hand: `openssl ts -query`, and the authority's answer. */
function stampOf(files: Files): Uint8Array<ArrayBuffer> {
  writeFileSync(join(authority.dir, 'list.txt'), files.get('manifest-sha256.txt')!);
  authority.openssl('ts', '-query', '-data', join(authority.dir, 'list.txt'), '-sha256', '-cert', '-out', join(authority.dir, 'list.tsq'));
  return authority.reply(new Uint8Array(readFileSync(join(authority.dir, 'list.tsq'))));
}

test('a stamp in the bundle or beside it is checked, over the list that is there', async () => {
  const { files } = makeBundle();
  const tsr = stampOf(files);
  const beside = await verifyBundle(new Blob([await pack(files)]), { stamp: tsr });
  put(files, 'manifest-sha256.txt.tsr', tsr);
  put(files, 'tsa-chain.pem', authority.root);
  const inside = await verifyBundle(new Blob([await pack(files)]));
  for (const check of [beside, inside]) {
    expect([check.overall, check.problems, check.facts.stamp?.ok]).toEqual(['good', [], true]);
    expect(Math.abs(Date.parse(check.facts.stamp!.genTime!) - Date.now())).toBeLessThan(60_000);
    expect(check.notes).toContain('stamp_by');
    expect(check.notes).not.toContain('no_stamp');
  }
});

test('the stamp of another bundle, a changed one and one that is none are not valid', async () => {
  const { files } = makeBundle();
  const zip = new Blob([await pack(files)]);
  const changed = stampOf(files);
  changed[changed.length - 20] = changed[changed.length - 20]! ^ 1;
  for (const stamp of [stampOf(makeBundle().files), changed, new Uint8Array(), new TextEncoder().encode('no stamp')]) {
    const check = await verifyBundle(zip, { stamp });
    expect([check.overall, check.problems, check.facts.stamp?.ok]).toEqual(['bad', [{ code: 'stamp_wrong' }], false]);
  }
});

test('where nothing can check it, it is said to be open', async () => {
  const check = await verifyBundle(new Blob([await pack(makeBundle().files)]), { stamp: new Uint8Array([1]), verifyStamp: null });
  expect([check.overall, check.notes.includes('stamp_unchecked'), check.facts.stamp?.ok]).toEqual(['incomplete', true, null]);
});
