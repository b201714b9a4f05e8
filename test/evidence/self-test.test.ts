import { expect, it, vi } from 'vitest';
import { selfTest } from '../../src/evidence/self-test.ts';
import { newKeys } from './samples.ts';

it('passes with the pair of one key', async () => {
  expect(await selfTest(await newKeys())).toEqual({ hash: true, signature: true });
});

it('fails with halves of two, and with a key that may not sign', async () => {
  const [one, other] = [await newKeys(), await newKeys()];
  expect(await selfTest({ privateKey: one.privateKey, publicKey: other.publicKey })).toEqual({ hash: true, signature: false });
  expect(await selfTest({ privateKey: one.publicKey, publicKey: one.publicKey })).toEqual({ hash: true, signature: false });
});

it('fails when the browser answers that anything verifies but signs nothing', async () => {
  const keys = await newKeys();
  const sign = vi.spyOn(crypto.subtle, 'sign').mockResolvedValue(new ArrayBuffer(3));
  try {
    expect(await selfTest(keys)).toEqual({ hash: true, signature: false });
  } finally {
    sign.mockRestore();
  }
});
