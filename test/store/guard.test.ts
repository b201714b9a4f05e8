import Dexie from 'dexie';
import { expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { asFailure, guarded } from '../../src/store/guard.ts';

const named = (name: string, more: object = {}) => Object.assign(new Error('x'), { name }, more);
const circular = named('Circle');
Object.assign(circular, { inner: circular });

it.each<[string, unknown, string]>([
  ['a Failure', new Failure('not_found', 'flag 1'), 'not_found'],
  ['a Failure under another error', named('AbortError', { inner: new Failure('chain_broken') }), 'chain_broken'],
  ['a full disk', new DOMException('full', 'QuotaExceededError'), 'storage_full'],
  ['a full disk under an abort', named('AbortError', { inner: new DOMException('full', 'QuotaExceededError') }), 'storage_full'],
  ['a full disk in a bulk write', named('BulkError', { failures: [named('ConstraintError'), named('QuotaExceededError')] }), 'storage_full'],
  ['Firefox in private windows', named('OpenFailedError', { inner: named('InvalidStateError') }), 'storage_refused'],
  ['a closed database', new Dexie.DatabaseClosedError(), 'storage_refused'],
  ['no database at all', new Dexie.MissingAPIError(), 'storage_refused'],
  ['an abort', named('AbortError'), 'cancelled'],
  ['an error that goes in circles', circular, 'unknown'],
  ['a string', 'oh', 'unknown'],
  ['null', null, 'unknown'],
])('gives a code to %s', (_name, error, code) => {
  const failure = asFailure(error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure.code).toBe(code);
});

it('keeps a Failure as it is, and an answer too', async () => {
  const failure = new Failure('not_found', 'flag 1');
  await expect(guarded(() => Promise.reject(failure))).rejects.toBe(failure);
  await expect(guarded(() => { throw failure; })).rejects.toBe(failure);
  expect(await guarded(async () => 7)).toBe(7);
});
