import { expect, test } from 'vitest';
import { Failure, failureCode } from '../../src/core/failure.ts';

test.each([
  ['our own', new Failure('storage_full', 'quota'), 'storage_full'],
  ['our own, after crossing a context', new Error('not_found: gone'), 'not_found'],
  ['a code without words', new Error('cancelled'), 'cancelled'],
  ['a full disk as Dexie tells it', Object.assign(new Error('x'), { name: 'QuotaExceededError' }), 'storage_full'],
  ['an orphaned script', new Error('Extension context invalidated.'), 'extension_reloaded'],
  ['a worker that does not answer, which may pass', new Error('Could not establish connection. Receiving end does not exist.'), 'unknown'],
  ['an abort', Object.assign(new Error('stop'), { name: 'AbortError' }), 'cancelled'],
  ['a page’s words in an error', new Error('pay now: or else'), 'unknown'],
  ['no error at all', 'text', 'unknown'],
  ['nothing', undefined, 'unknown'],
])('%s', (_name, thrown, code) => expect(failureCode(thrown)).toBe(code));
