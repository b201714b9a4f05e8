import { expect, it } from 'vitest';
import { addExport, getExport, keepStamp, lastExport, listExports } from '../../src/store/exports.ts';
import type { ExportRow } from '../../src/store/schema.ts';
import { freshStore } from './samples.ts';

const row = (id: string, change: Partial<ExportRow> = {}): ExportRow => ({
  id, at: `2026-03-0${id}T00:00:00.000Z`, caseKey: 'case a', name: `${id}.zip`, manifestSha256: id.repeat(64), flags: 1, entries: 1, copy: 'full',
  head: { seq: 1, hash: 'h' }, seen: { f1: 'd' }, ...change,
});

it('finds the newest full export of a case, and no other', async () => {
  const store = freshStore();
  for (const one of [row('3'), row('1'), row('5', { copy: 'masked' }), row('4', { caseKey: 'case b' })]) await addExport(store, one);
  expect(await lastExport(store, 'case a')).toEqual(row('3'));
  expect(await lastExport(store, 'case')).toBeUndefined();
  expect((await listExports(store, 3)).map(({ id }) => id)).toEqual(['5', '4', '3']);
});

it('of many exports of a case reads no more than it must', async () => {
  const store = freshStore();
  for (let n = 1; n <= 9; n++) await addExport(store, row(`${n}`));
  await addExport(store, row('9b', { at: '2026-04-01T00:00:00.000Z', copy: 'masked' }));
  let read = 0;
  store.exports.hook('reading', (one: ExportRow) => { read += 1; return one; });
  expect((await lastExport(store, 'case a'))?.id).toBe('9');
  expect(read).toBeLessThanOrEqual(3);
});

it('an export is never written over; a stamp is put beside it', async () => {
  const store = freshStore();
  await addExport(store, row('1'));
  await expect(addExport(store, row('1', { manifestSha256: 'f'.repeat(64) }))).rejects.toThrow();
  const stamp = { tsr: Uint8Array.of(0x30, 0, 255), chainPem: '-----BEGIN', at: '2026-03-09T00:00:00.000Z' };
  await keepStamp(store, '1', stamp);
  expect(await getExport(store, '1')).toEqual({ ...row('1'), stamp });
  await expect(keepStamp(store, '2', stamp)).rejects.toMatchObject({ code: 'not_found' });
  expect(await getExport(store, '2')).toBeUndefined();
});
