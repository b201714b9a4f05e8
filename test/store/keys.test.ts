import { expect, it } from 'vitest';
import { keyId, signDer, verifyDer } from '../../src/evidence/sign.ts';
import { deviceKey } from '../../src/store/keys.ts';
import { openStore } from '../../src/store/schema.ts';
import { freshName } from './samples.ts';

it('is made once, also under a race over several contexts, and is the same after reopening', async () => {
  const name = freshName();
  const stores = [openStore(name), openStore(name), openStore(name)];
  let made = 0;
  const make = () => {
    made++;
    return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  };
  const pairs = await Promise.all(stores.map((store) => deviceKey(store, make)));
  expect(made).toBe(3);
  expect(new Set(await Promise.all(pairs.map((pair) => keyId(pair.publicKey)))).size).toBe(1);
  for (const store of stores) store.close();
  const again = await deviceKey(openStore(name), () => { throw new Error('asked to make another'); });
  const bytes = new TextEncoder().encode('a message');
  // The private half that won belongs to the public half that won.
  for (const pair of pairs) expect(await verifyDer(again.publicKey, await signDer(pair.privateKey, bytes), bytes)).toBe(true);
  expect(await verifyDer(pairs[0]!.publicKey, await signDer(again.privateKey, bytes), bytes)).toBe(true);
});

it('never gives the private key out', async () => {
  const store = openStore(freshName());
  const { privateKey } = await deviceKey(store);
  const stored = (await store.keys.get('device'))!.privateKey;
  for (const key of [privateKey, stored]) {
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('jwk', key)).rejects.toThrow();
  }
});
