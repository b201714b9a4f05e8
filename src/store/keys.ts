import { guarded, writing } from './guard.ts';
import { isoNow } from './instant.ts';
import type { Store } from './schema.ts';

/** ECDSA P-256. The private key cannot be taken out: it is stored as a key object, never as bytes. */
function generate(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
}

/** The key of this device. Made at first use, and once: of several made at the same time, all callers get the one that was stored. */
export function deviceKey(store: Store, make: () => Promise<CryptoKeyPair> = generate, now: () => string = isoNow): Promise<CryptoKeyPair> {
  return guarded(async () => {
    const known = await store.keys.get('device');
    if (known) return { privateKey: known.privateKey, publicKey: known.publicKey };
    const made = await make();
    // Read and add in one transaction: two contexts may have made a key meanwhile, and the first one stored is the key.
    return writing(store, [store.keys], async () => {
      const first = await store.keys.get('device');
      if (!first) await store.keys.add({ id: 'device', privateKey: made.privateKey, publicKey: made.publicKey, createdAt: now() });
      const { privateKey, publicKey } = first ?? made;
      return { privateKey, publicKey };
    });
  });
}
