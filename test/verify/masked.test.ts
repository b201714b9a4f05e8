import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { unmask } from '../../src/verify/masked.ts';
import { describeBundle, json, list, makeBundle, pack, put, sha, signList, text, type Files, type MadeBundle } from './make-bundle.ts';

const SALT = '00112233445566778899aabbccddeeff';
const ITEMS = [{ token: '⟦N1⟧', kind: 'name', text: '王某' }, { token: '⟦N10⟧', kind: 'name', text: '⟦N1⟧ 李' }];
const salted = (words: string): string => createHash('sha256').update(Buffer.from(SALT, 'hex')).update(words).digest('hex');

/** The full copy, and the masked one that was made of it in the same run. */
function copies(): { full: MadeBundle; masked: Files } {
  const full = makeBundle(undefined, { texts: ['⟦N1⟧ 李 打电话', '找 王某'] });
  put(full.files, 'data/masking.json', JSON.stringify({ format: 1, salt: SALT, items: ITEMS }));
  describeBundle(full.files, json(full.files, 'data/bundle.json'));
  list(full.files);
  signList(full.files, full.key);

  const masked: Files = new Map(full.files);
  const hide = (words: string): string => words.replaceAll('⟦N1⟧ 李', '⟦N10⟧').replaceAll('王某', '⟦N1⟧');
  for (const path of full.files.keys()) {
    if (!path.endsWith('record.json')) continue;
    masked.delete(path);
    put(masked, path.replace('record.json', 'record.masked.json'), hide(text(full.files, path)));
    masked.delete(path.replace('json', 'sig'));
    masked.delete(path.replace('record.json', 'message.html'));
  }
  put(masked, 'data/entries/0001/picture.png', 'boxed');
  put(masked, 'data/flags.ndjson', hide(text(masked, 'data/flags.ndjson')));
  put(masked, 'data/masking.json', JSON.stringify({ format: 1, of: sha(full.files.get('manifest-sha256.txt')!), items: ITEMS.map(({ token, kind, text: words }) => ({ token, kind, sha256: salted(words) })) }));
  describeBundle(masked, { ...json(masked, 'data/bundle.json'), copy: 'masked', of: { manifestSha256: sha(full.files.get('manifest-sha256.txt')!) } });
  list(masked);
  signList(masked, full.key);
  return { full, masked };
}
const blob = async (files: Files): Promise<Blob> => new Blob([await pack(files)]);

test('alone, nothing wrong is found and the entries stay open', async () => {
  const got = await verifyBundle(await blob(copies().masked));
  expect([got.overall, got.problems, got.files.filter(({ ok }) => !ok)]).toEqual(['incomplete', [], []]);
  expect(got.notes).toEqual(expect.arrayContaining(['masked', 'flags_masked']));
  expect(got.entries.map(({ content, ok }) => [content, ok])).toEqual([['masked', null], ['masked', null], ['deleted', true], ['masked', null], ['masked', null], ['masked', null]]);
});

test('with its full copy every entry is the sealed one', async () => {
  const { full, masked } = copies();
  const got = await verifyBundle(await blob(masked), { full: await blob(full.files) });
  expect([got.overall, got.problems, got.files.filter(({ ok }) => !ok)]).toEqual(['good', [], []]);
  expect(got.entries.every(({ ok }) => ok)).toBe(true);
  expect(got.notes).not.toContain('masked');
});

test('a masked record that says other words is caught', async () => {
  const { full, masked } = copies();
  put(masked, 'data/entries/0002/record.masked.json', text(masked, 'data/entries/0002/record.masked.json').replace('收', '付'));
  describeBundle(masked, json(masked, 'data/bundle.json'));
  list(masked);
  signList(masked, full.key);
  const got = await verifyBundle(await blob(masked), { full: await blob(full.files) });
  expect(got.overall).toBe('bad');
  expect(got.entries.filter(({ ok }) => !ok).map(({ seq, problems }) => [seq, problems])).toEqual([[2, ['masked_text']]]);
});

test('a masked item that is not the one of the full copy is caught', async () => {
  const { full, masked } = copies();
  put(masked, 'data/masking.json', text(masked, 'data/masking.json').replace(salted('王某'), salted('张某')));
  describeBundle(masked, json(masked, 'data/bundle.json'));
  list(masked);
  signList(masked, full.key);
  const got = await verifyBundle(await blob(masked), { full: await blob(full.files) });
  expect(got.files.filter(({ ok }) => !ok).map(({ path, problems }) => [path, problems])).toEqual([['data/masking.json', ['masked_items']]]);
});

test('another bundle, a broken one and the masked one itself are no full copy of it', async () => {
  const { full, masked } = copies();
  const source = await blob(masked);
  const codes = async (files: Files): Promise<string[]> => (await verifyBundle(source, { full: await blob(files) })).problems.map(({ code }) => code);
  expect(await codes(copies().full.files)).toEqual(['masked_of']);
  expect(await codes(masked)).toEqual(['full_bad']);
  put(full.files, 'data/report.html', 'other');
  expect(await codes(full.files)).toEqual(['full_bad']);
  expect((await verifyBundle(source, { full: new Blob(['x']) })).problems).toEqual([{ code: 'full_bad' }]);
});

test('texts go back once, whole or inside a text', () => {
  const texts = new Map([['⟦N1⟧', 'a⟦N2⟧'], ['⟦N2⟧', 'b'], ['⟦N12⟧', '$&\\'], ['flag-1', 'c'], ['⟦B⟧', '⟦']]);
  expect(unmask({ n: ['⟦N1⟧⟦N12⟧', 1, null, { x: '⟦N2⟧', y: 'flag-1', z: 'not flag-1', w: '⟦B⟧N2⟧ ⟦N9⟧' }] }, texts))
    .toEqual({ n: ['a⟦N2⟧$&\\', 1, null, { x: 'b', y: 'c', z: 'not flag-1', w: '⟦N2⟧ ⟦N9⟧' }] });
});
