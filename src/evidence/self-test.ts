import { sha256Hex } from './hash.ts';
import { signDer, verifyDer } from './sign.ts';

/** The example of the standard that defines SHA-256. */
const KNOWN_TEXT = 'abc';
const KNOWN_HASH = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

/** Made just before sealing: known bytes come out as the known hash, and a signature of this key is one that verifies. */
export async function selfTest({ privateKey, publicKey }: CryptoKeyPair): Promise<{ hash: boolean; signature: boolean }> {
  const bytes = new TextEncoder().encode(KNOWN_TEXT);
  const signature = await signDer(privateKey, bytes).then((der) => verifyDer(publicKey, der, bytes)).catch(() => false);
  return { hash: sha256Hex(bytes) === KNOWN_HASH, signature };
}
